// Target group records → what load balancers choose targets by: settings with their defaults, every target with the
// address it is reached at, and whether any listener sends traffic here at all.
import type { TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import { nodeAddressesOf } from "./compile-listener.ts";
import { targetGroupsOf } from "./compile-rule.ts";
import { listenerPrefixOf, loadBalancerIdOf, targetGroupIdOf } from "./load-balancer-arns.ts";
import type { RecordBodies, RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type { HealthCheckSnapshot, TargetGroupSnapshot, TargetSnapshot } from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

type TargetGroupRecord = RecordBodies["target-group"];
type TargetRecord = RecordBodies["target"];

/** AWS's default of deregistration_delay.timeout_seconds. */
const DEREGISTRATION_DELAY_SECONDS = 300;

const PROTOCOLS: ReadonlySet<string> = new Set(["HTTP", "HTTPS", "TCP", "TLS"]);

/** Null when the group is gone, or its protocol is none that the data plane speaks. */
export async function compileTargetGroup(
  scoped: ScopedRecords,
  targetGroupArn: string,
): Promise<TargetGroupSnapshot | null> {
  const record = await scoped.get("target-group", targetGroupArn);
  if (record === undefined) return null;
  const { targetGroup } = record;
  if (!PROTOCOLS.has(targetGroup.Protocol ?? "")) return null;
  const protocol = targetGroup.Protocol as TargetGroupSnapshot["protocol"];
  const delayMs =
    numberOf(record, "deregistration_delay.timeout_seconds", DEREGISTRATION_DELAY_SECONDS) * 1000;
  const user = await findUser(scoped, targetGroupArn);
  const targetType = targetGroup.TargetType ?? "instance";
  const isNetwork = protocol === "TCP" || protocol === "TLS";
  return {
    ...scoped.scope,
    targetGroupArn,
    name: targetGroup.TargetGroupName ?? "",
    targetGroupId: targetGroupIdOf(targetGroupArn),
    protocol,
    protocolVersion: versionOf(targetGroup),
    targetType,
    healthCheck: compileHealthCheck(targetGroup, isNetwork),
    targets: await compileTargets(scoped, targetGroup, delayMs),
    inUse: user !== null,
    healthCheckHost: user ?? "",
    deregistrationDelayMs: delayMs,
    deregistrationTermination: isOn(
      record,
      "deregistration_delay.connection_termination.enabled",
      false,
    ),
    unhealthyTermination: isOn(
      record,
      "target_health_state.unhealthy.connection_termination.enabled",
      true,
    ),
    algorithm: algorithmOf(record),
    minimumHealthyCount: numberOf(
      record,
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
      1,
    ),
    minimumHealthyPercentage: percentageOf(record),
    proxyProtocolV2: isOn(record, "proxy_protocol_v2.enabled", false),
    preserveClientIp: isOn(record, "preserve_client_ip.enabled", targetType !== "ip"),
  };
}

async function compileTargets(
  scoped: ScopedRecords,
  targetGroup: TargetGroup,
  delayMs: number,
): Promise<TargetSnapshot[]> {
  const records = await scoped.list("target", `${targetGroup.TargetGroupArn ?? ""}#`);
  const targets: TargetSnapshot[] = [];
  for (const { body } of records) {
    targets.push(await compileTarget(scoped, targetGroup, body, delayMs));
  }
  return targets;
}

async function compileTarget(
  scoped: ScopedRecords,
  targetGroup: TargetGroup,
  record: TargetRecord,
  delayMs: number,
): Promise<TargetSnapshot> {
  const id = record.target.Id ?? "";
  const type = targetGroup.TargetType ?? "instance";
  let address: string | null = null;
  if (type === "ip") address = id;
  if (type === "instance") address = (await scoped.get("instance", id))?.address ?? null;
  return {
    id,
    port: record.target.Port ?? targetGroup.Port ?? 0,
    address,
    loadBalancerArn: type === "alb" ? id : null,
    availabilityZone: record.target.AvailabilityZone ?? null,
    drainingUntilMs: record.deregisteredAtMs === null ? null : record.deregisteredAtMs + delayMs,
  };
}

/** Defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function compileHealthCheck(targetGroup: TargetGroup, isNetwork: boolean): HealthCheckSnapshot {
  const byDefault = isNetwork && targetGroup.TargetType !== "alb" ? "TCP" : "HTTP";
  const protocol = targetGroup.HealthCheckProtocol ?? byDefault;
  const checked = protocol === "HTTP" || protocol === "HTTPS" ? protocol : "TCP";
  const port = Number(targetGroup.HealthCheckPort ?? "traffic-port");
  const timeoutSeconds = targetGroup.HealthCheckTimeoutSeconds ?? (isNetwork ? 10 : 5);
  return {
    enabled: targetGroup.HealthCheckEnabled !== false,
    protocol: checked,
    port: Number.isNaN(port) ? null : port,
    path: targetGroup.HealthCheckPath ?? "/",
    intervalMs: (targetGroup.HealthCheckIntervalSeconds ?? 30) * 1000,
    timeoutMs: timeoutSeconds * 1000,
    healthyThreshold: targetGroup.HealthyThresholdCount ?? 5,
    unhealthyThreshold: targetGroup.UnhealthyThresholdCount ?? 2,
    matcher:
      checked === "TCP" ? "" : (targetGroup.Matcher?.HttpCode ?? (isNetwork ? "200-399" : "200")),
  };
}

/**
 * What a Network Load Balancer's health checks present as Host: the address of a node and the port of a listener that
 * uses the group. Null when none does.
 */
async function findUser(scoped: ScopedRecords, targetGroupArn: string): Promise<string | null> {
  const listenerArn = await findUsingListener(scoped, targetGroupArn);
  if (listenerArn === null) return null;
  const listener = await scoped.get("listener", listenerArn);
  const balancer = await scoped.get("load-balancer", listener?.listener.LoadBalancerArn ?? "");
  if (listener === undefined || balancer === undefined) return null;
  const [nodeAddress] = await nodeAddressesOf(scoped, balancer);
  return `${nodeAddress ?? balancer.loadBalancer.DNSName ?? ""}:${listener.listener.Port ?? 0}`;
}

async function findUsingListener(
  scoped: ScopedRecords,
  targetGroupArn: string,
): Promise<string | null> {
  for (const { id, body } of await scoped.list("listener")) {
    if (targetGroupsOf(body.listener.DefaultActions ?? []).includes(targetGroupArn)) return id;
  }
  for (const { body } of await scoped.list("rule")) {
    // The default rule's record may be older than the listener's own actions, which are what counts.
    if (body.rule.IsDefault === true) continue;
    if (targetGroupsOf(body.rule.Actions ?? []).includes(targetGroupArn)) return body.listenerArn;
  }
  return null;
}

function versionOf(targetGroup: TargetGroup): TargetGroupSnapshot["protocolVersion"] {
  const version = targetGroup.ProtocolVersion;
  return version === "HTTP2" || version === "GRPC" ? version : "HTTP1";
}

function algorithmOf(record: TargetGroupRecord): TargetGroupSnapshot["algorithm"] {
  const algorithm = record.attributes["load_balancing.algorithm.type"];
  return algorithm === "least_outstanding_requests" || algorithm === "weighted_random"
    ? algorithm
    : "round_robin";
}

function percentageOf(record: TargetGroupRecord): number | null {
  const name = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
  const percentage = numberOf(record, name, Number.NaN);
  return Number.isNaN(percentage) ? null : percentage;
}

/** `otherwise` also stands for what is no number: "off". */
function numberOf(record: TargetGroupRecord, attribute: string, otherwise: number): number {
  const value = record.attributes[attribute];
  const number = Number(value);
  return value === undefined || value === "" || Number.isNaN(number) ? otherwise : number;
}

function isOn(record: TargetGroupRecord, attribute: string, otherwise: boolean): boolean {
  const value = record.attributes[attribute];
  return value === undefined ? otherwise : value === "true";
}

/** Keys of the target groups whose snapshot may differ after the change. */
export async function targetGroupsAffectedBy(
  change: RecordChange,
  scoped: ScopedRecords,
): Promise<readonly string[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  switch (record.kind) {
    case "target-group":
      return [record.id];
    case "target":
      return [(record.body as TargetRecord).targetGroupArn];
    case "listener":
    case "rule":
      return [...new Set([...usedBy(change.before), ...usedBy(change.after)])];
    case "load-balancer":
      return usedByLoadBalancer(scoped, record.id);
    case "network-interface": {
      const { networkInterface } = record.body as RecordBodies["network-interface"];
      const balancers = await scoped.list("load-balancer");
      const owner = balancers.find(
        ({ id }) => networkInterface.Description === `ELB ${loadBalancerIdOf(id)}`,
      );
      return owner === undefined ? [] : usedByLoadBalancer(scoped, owner.id);
    }
    case "instance": {
      const targets = await scoped.list("target");
      const arns = targets.flatMap(({ body }) =>
        body.target.Id === record.id ? [body.targetGroupArn] : [],
      );
      return [...new Set(arns)];
    }
    default:
      return [];
  }
}

function usedBy(record: RecordChange["before"]): string[] {
  if (record?.kind === "listener") {
    return targetGroupsOf((record.body as RecordBodies["listener"]).listener.DefaultActions ?? []);
  }
  if (record?.kind === "rule") {
    return targetGroupsOf((record.body as RecordBodies["rule"]).rule.Actions ?? []);
  }
  return [];
}

async function usedByLoadBalancer(
  scoped: ScopedRecords,
  loadBalancerArn: string,
): Promise<string[]> {
  const listeners = await scoped.list("listener", listenerPrefixOf(loadBalancerArn));
  return listeners.flatMap(({ body }) => targetGroupsOf(body.listener.DefaultActions ?? []));
}

/** Target groups, for the snapshot publisher. */
export const targetGroupCompiler: SnapshotCompiler<"target-group"> = {
  kind: "target-group",
  compile: compileTargetGroup,
  affectedBy: targetGroupsAffectedBy,
  async allKeys(records) {
    const all = await records.all("target-group");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
