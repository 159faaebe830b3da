// Listener records, with everything they refer to, → the one value that a bound listener runs on. Nothing is looked
// up later: certificates, security group rules and node addresses are in it.
import type { AlbSettingsSnapshot, ListenerSnapshot, LogDeliverySnapshot } from "./snapshots.ts";
import type { CertificateSnapshot, RuleSnapshot, TlsPolicySnapshot } from "./snapshots.ts";
import { compileActions, compileRule } from "./compile-rule.ts";
import { compileSecurityGroups } from "./compile-security-groups.ts";
import { listenerPrefixOf, loadBalancerIdOf, rulePrefixOf } from "./load-balancer-arns.ts";
import type { RecordBodies, RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type { ScopedRecords } from "./store.ts";
import { DEFAULT_TLS_POLICY_NAME, tlsPolicySnapshot } from "./tls-policies.ts";

type ListenerRecord = RecordBodies["listener"];
type LoadBalancerRecord = RecordBodies["load-balancer"];

/** AWS's default of tcp.idle_timeout.seconds; TLS listeners have it as a fixed value. */
const TCP_IDLE_TIMEOUT_SECONDS = 350;

const PROTOCOLS: ReadonlySet<string> = new Set(["HTTP", "HTTPS", "TCP", "TLS"]);

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html#alpn-policies */
const ALPN_POLICIES: Readonly<Record<string, readonly string[]>> = {
  None: [],
  HTTP1Only: ["http/1.1", "http/1.0"],
  HTTP2Only: ["h2"],
  HTTP2Optional: ["http/1.1", "http/1.0", "h2"],
  HTTP2Preferred: ["h2", "http/1.1", "http/1.0"],
};

/** Listener attribute → field that it sets on every answer. */
const RESPONSE_FIELDS: readonly (readonly [attribute: string, field: string])[] = [
  ["strict_transport_security", "Strict-Transport-Security"],
  ["access_control_allow_origin", "Access-Control-Allow-Origin"],
  ["access_control_allow_methods", "Access-Control-Allow-Methods"],
  ["access_control_allow_headers", "Access-Control-Allow-Headers"],
  ["access_control_allow_credentials", "Access-Control-Allow-Credentials"],
  ["access_control_expose_headers", "Access-Control-Expose-Headers"],
  ["access_control_max_age", "Access-Control-Max-Age"],
  ["content_security_policy", "Content-Security-Policy"],
  ["x_content_type_options", "X-Content-Type-Options"],
  ["x_frame_options", "X-Frame-Options"],
];

/** Null when the listener or its load balancer is gone, or its protocol is none that the data plane speaks. */
export async function compileListener(
  scoped: ScopedRecords,
  listenerArn: string,
): Promise<ListenerSnapshot | null> {
  const record = await scoped.get("listener", listenerArn);
  const loadBalancerArn = record?.listener.LoadBalancerArn ?? "";
  const balancer = await scoped.get("load-balancer", loadBalancerArn);
  if (record === undefined || balancer === undefined) return null;
  const { listener } = record;
  const { loadBalancer } = balancer;
  if (!PROTOCOLS.has(listener.Protocol ?? "")) return null;
  const isNetwork = loadBalancer.Type === "network";
  const groupIds = loadBalancer.SecurityGroups ?? [];
  return {
    ...scoped.scope,
    listenerArn,
    loadBalancerArn,
    loadBalancerName: loadBalancer.LoadBalancerName ?? "",
    loadBalancerId: loadBalancerIdOf(loadBalancerArn),
    loadBalancerType: isNetwork ? "network" : "application",
    dnsName: loadBalancer.DNSName ?? "",
    scheme: loadBalancer.Scheme === "internal" ? "internal" : "internet-facing",
    vpcId: loadBalancer.VpcId ?? "",
    protocol: listener.Protocol as ListenerSnapshot["protocol"],
    port: listener.Port ?? 0,
    nodeAddresses: await nodeAddressesOf(scoped, balancer),
    nodeZones: (loadBalancer.AvailabilityZones ?? []).flatMap((zone) => zone.ZoneName ?? []),
    securityGroups: groupIds.length === 0 ? null : await compileSecurityGroups(scoped, groupIds),
    enforcesPrivateLinkRules:
      loadBalancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off",
    certificates: await compileCertificates(scoped, record),
    tlsPolicy: compileTlsPolicy(record),
    alpnProtocols: alpnProtocolsOf(listener),
    rules: await compileRules(scoped, record),
    alb: isNetwork ? null : compileAlbSettings(balancer.attributes, record.attributes),
    tcpIdleTimeoutMs: tcpIdleTimeoutSeconds(record) * 1000,
    accessLog: compileLogDelivery(balancer.attributes, "access_logs"),
    connectionLog: isNetwork ? null : compileLogDelivery(balancer.attributes, "connection_logs"),
  };
}

/** Private addresses of a load balancer's nodes, in order: those it was given, else its network interfaces'. */
export async function nodeAddressesOf(
  scoped: ScopedRecords,
  { loadBalancer }: LoadBalancerRecord,
): Promise<string[]> {
  const fixed = (loadBalancer.AvailabilityZones ?? [])
    .flatMap((zone) => zone.LoadBalancerAddresses ?? [])
    .flatMap((address) => address.PrivateIPv4Address ?? []);
  if (fixed.length > 0) return fixed;
  const description = `ELB ${loadBalancerIdOf(loadBalancer.LoadBalancerArn ?? "")}`;
  const interfaces = await scoped.list("network-interface");
  return interfaces
    .filter(({ body }) => body.networkInterface.Description === description)
    .flatMap(({ body }) => body.networkInterface.PrivateIpAddress ?? []);
}

async function compileCertificates(
  scoped: ScopedRecords,
  record: ListenerRecord,
): Promise<CertificateSnapshot[]> {
  const certificates: CertificateSnapshot[] = [];
  const seen = new Set<string>();
  const defaultArns = (record.listener.Certificates ?? []).flatMap(
    (certificate) => certificate.CertificateArn ?? [],
  );
  for (const certificateArn of [...defaultArns, ...record.extraCertificateArns]) {
    if (seen.has(certificateArn)) continue;
    seen.add(certificateArn);
    const stored = await scoped.get("certificate", certificateArn);
    if (stored === undefined) continue;
    const chain = stored.chainPem === "" ? "" : `\n${stored.chainPem}`;
    certificates.push({
      certificateArn,
      certificateChainPem: `${stored.certificatePem.trimEnd()}${chain}`,
      privateKeyPem: stored.privateKeyPem,
      isDefault: certificateArn === defaultArns[0],
    });
  }
  return certificates;
}

function compileTlsPolicy({ listener }: ListenerRecord): TlsPolicySnapshot | null {
  if (listener.Protocol !== "HTTPS" && listener.Protocol !== "TLS") return null;
  const name = listener.SslPolicy ?? DEFAULT_TLS_POLICY_NAME;
  return tlsPolicySnapshot(name) ?? tlsPolicySnapshot(DEFAULT_TLS_POLICY_NAME) ?? null;
}

/** Application Load Balancers choose by themselves what they speak; HTTP/2 is not among it yet. */
function alpnProtocolsOf({ Protocol, AlpnPolicy }: ListenerRecord["listener"]): readonly string[] {
  if (Protocol === "HTTPS") return ["http/1.1"];
  return ALPN_POLICIES[AlpnPolicy?.[0] ?? "None"] ?? [];
}

async function compileRules(
  scoped: ScopedRecords,
  { listener }: ListenerRecord,
): Promise<RuleSnapshot[]> {
  const records = await scoped.list("rule", rulePrefixOf(listener.ListenerArn ?? ""));
  const rules: RuleSnapshot[] = [];
  let defaultRuleArn = "";
  for (const { body } of records) {
    if (body.rule.IsDefault === true) defaultRuleArn = body.rule.RuleArn ?? "";
    else rules.push(compileRule(body.rule));
  }
  rules.sort((a, b) => a.priority - b.priority);
  rules.push({
    ruleArn: defaultRuleArn,
    priority: 0,
    isDefault: true,
    conditions: [],
    actions: compileActions(listener.DefaultActions ?? []),
  });
  return rules;
}

function tcpIdleTimeoutSeconds({ listener, attributes }: ListenerRecord): number {
  if (listener.Protocol !== "TCP") return TCP_IDLE_TIMEOUT_SECONDS;
  return numberOr(attributes["tcp.idle_timeout.seconds"], TCP_IDLE_TIMEOUT_SECONDS);
}

/** Defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
function compileAlbSettings(
  balancer: Readonly<Record<string, string>>,
  listener: Readonly<Record<string, string>>,
): AlbSettingsSnapshot {
  const mode = balancer["routing.http.desync_mitigation_mode"];
  const xffMode = balancer["routing.http.xff_header_processing.mode"];
  return {
    idleTimeoutMs: numberOr(balancer["idle_timeout.timeout_seconds"], 60) * 1000,
    clientKeepAliveMs: numberOr(balancer["client_keep_alive.seconds"], 3600) * 1000,
    desyncMode: mode === "monitor" || mode === "strictest" ? mode : "defensive",
    dropInvalidHeaderFields: isOn(balancer["routing.http.drop_invalid_header_fields.enabled"]),
    preserveHostHeader: isOn(balancer["routing.http.preserve_host_header.enabled"]),
    addTlsHeaders: isOn(balancer["routing.http.x_amzn_tls_version_and_cipher_suite.enabled"]),
    xffClientPort: isOn(balancer["routing.http.xff_client_port.enabled"]),
    xffMode: xffMode === "preserve" || xffMode === "remove" ? xffMode : "append",
    serverHeader: listener["routing.http.response.server.enabled"] !== "false",
    responseFields: RESPONSE_FIELDS.flatMap(([attribute, field]) => {
      const value = listener[`routing.http.response.${attribute}.header_value`];
      return value === undefined || value === "" ? [] : [[field, value] as const];
    }),
  };
}

function compileLogDelivery(
  attributes: Readonly<Record<string, string>>,
  log: string,
): LogDeliverySnapshot | null {
  const bucket = attributes[`${log}.s3.bucket`] ?? "";
  if (!isOn(attributes[`${log}.s3.enabled`]) || bucket === "") return null;
  return { bucket, prefix: attributes[`${log}.s3.prefix`] ?? "" };
}

function isOn(value: string | undefined): boolean {
  return value === "true";
}

function numberOr(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return value === undefined || value === "" || Number.isNaN(number) ? otherwise : number;
}

/** Keys of the listeners whose snapshot may differ after the change. */
export async function listenersAffectedBy(
  change: RecordChange,
  scoped: ScopedRecords,
): Promise<readonly string[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  switch (record.kind) {
    case "listener":
      return [record.id];
    case "rule":
      return [(record.body as RecordBodies["rule"]).listenerArn];
    case "load-balancer":
      return idsOf(await scoped.list("listener", listenerPrefixOf(record.id)));
    case "certificate":
      return idsOf(
        (await scoped.list("listener")).filter(({ body }) => usesCertificate(body, record.id)),
      );
    case "security-group":
      return listenersOf(scoped, ({ loadBalancer }) =>
        (loadBalancer.SecurityGroups ?? []).includes(record.id),
      );
    case "network-interface": {
      const { networkInterface } = record.body as RecordBodies["network-interface"];
      const description = networkInterface.Description ?? "";
      if (!description.startsWith("ELB ")) return [];
      return listenersOf(
        scoped,
        ({ loadBalancer }) =>
          description === `ELB ${loadBalancerIdOf(loadBalancer.LoadBalancerArn ?? "")}`,
      );
    }
    default:
      return [];
  }
}

function usesCertificate(record: ListenerRecord, certificateArn: string): boolean {
  return (
    record.extraCertificateArns.includes(certificateArn) ||
    (record.listener.Certificates ?? []).some(
      (certificate) => certificate.CertificateArn === certificateArn,
    )
  );
}

async function listenersOf(
  scoped: ScopedRecords,
  matches: (record: LoadBalancerRecord) => boolean,
): Promise<string[]> {
  const arns: string[] = [];
  for (const { id, body } of await scoped.list("load-balancer")) {
    if (matches(body)) arns.push(...idsOf(await scoped.list("listener", listenerPrefixOf(id))));
  }
  return arns;
}

function idsOf(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id);
}

/** Listeners, for the snapshot publisher. */
export const listenerCompiler: SnapshotCompiler<"listener"> = {
  kind: "listener",
  compile: compileListener,
  affectedBy: listenersAffectedBy,
  async allKeys(records) {
    const all = await records.all("listener");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
