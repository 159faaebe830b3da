// The first steps of a journey's hop at any load balancer: whether the security groups let a private hop in, which
// listener took the connection and what it expected, what TLS settled on and which certificate was chosen.
import type { Failure } from "../base/failure.ts";
import { connectionAllowed } from "../store/security-groups.ts";
import type { CertificateSnapshot, ListenerSnapshot } from "../store/snapshots.ts";
import type { ConnectionInfo } from "../wire/byte-stream.ts";
import { readCertificateFacts } from "../wire/tls/certificate-facts.ts";
import type { StepList } from "./journey-step.ts";

/** Names of a certificate, and certificates of a listener, that a step shows. */
const NAMES_SHOWN_MAX = 50;

/** What a hop kept of the connection that it arrived on. */
export interface Arrival {
  readonly snapshot: ListenerSnapshot;
  readonly connection: ConnectionInfo;
  /** The failure of the whole hop; each step takes what belongs to it. */
  readonly failure: Failure | null;
}

/** In the order in which a connection meets them: security groups, listener, TLS. */
export function addArrivalSteps(steps: StepList, arrival: Arrival): void {
  addSecurityGroupStep(steps, arrival);
  addListenerStep(steps, arrival);
  addTlsStep(steps, arrival);
}

function addListenerStep(steps: StepList, arrival: Arrival): void {
  const { snapshot, connection, failure } = arrival;
  const { protocol, port, loadBalancerName, listenerArn } = snapshot;
  const from = `${connection.remoteAddress}:${connection.remotePort}`;
  const isPlain = failure?.kind === "plain-http-on-tls";
  const expects = protocol === "HTTPS" || protocol === "TLS" ? "TLS" : `plain ${protocol}`;
  const summary = isPlain
    ? `The listener ${protocol}:${port} of ${loadBalancerName} expects TLS, but ${from} sent plain HTTP`
    : `The listener ${protocol}:${port} of ${loadBalancerName} took a connection from ${from}`;
  steps.add("listener", summary, {
    resource: listenerArn,
    evidence: {
      protocol,
      port,
      expects,
      client: from,
      ...privateHop(connection),
    },
    failure: isPlain ? failure : null,
  });
}

function privateHop(connection: ConnectionInfo): Readonly<Record<string, unknown>> {
  const { identity } = connection;
  if (identity === null) return {};
  if (identity.vpcLinkId === "") return { sourceAddress: identity.sourceAddress };
  return { sourceAddress: identity.sourceAddress, vpcLinkId: identity.vpcLinkId };
}

function addTlsStep(steps: StepList, { snapshot, connection, failure }: Arrival): void {
  if (failure?.kind === "client-tls-failed") {
    const reason = failure.detail === "" ? "the client went away" : failure.detail;
    steps.add("tls", `The client's TLS handshake failed: ${reason}`, {
      resource: snapshot.listenerArn,
      evidence: { policy: snapshot.tlsPolicy?.name ?? "", certificates: namesByArn(snapshot) },
      failure,
    });
    return;
  }
  const { tls } = connection;
  if (tls === null) return;
  const asked = tls.serverName === "" ? "no server name" : `server name ${tls.serverName}`;
  const chosen = snapshot.certificates.find((each) => each.certificateArn === tls.certificateName);
  const isDefault = chosen?.isDefault === true ? ", the default one," : "";
  steps.add(
    "tls",
    `The client sent ${asked}; ${tls.certificateName}${isDefault} was presented under ${tls.protocol}`,
    {
      resource: snapshot.listenerArn,
      evidence: {
        serverName: tls.serverName,
        protocol: tls.protocol,
        cipher: tls.cipher,
        alpn: tls.alpn,
        policy: snapshot.tlsPolicy?.name ?? "",
        certificateArn: tls.certificateName,
        certificateNames: chosen === undefined ? [] : certificateNames(chosen),
        isDefaultCertificate: chosen?.isDefault ?? false,
      },
      durationMs: Math.max(0, tls.handshakeMs),
    },
  );
}

function namesByArn(snapshot: ListenerSnapshot): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    snapshot.certificates
      .slice(0, NAMES_SHOWN_MAX)
      .map((certificate) => [certificate.certificateArn, certificateNames(certificate)]),
  );
}

/** Of the public part alone: the key beside it never gets into a step. */
function certificateNames(certificate: CertificateSnapshot): readonly string[] {
  try {
    return readCertificateFacts(certificate.certificateChainPem).dnsNames.slice(0, NAMES_SHOWN_MAX);
  } catch {
    // One that cannot be read was refused when it was imported; a journey of it still has the rest to tell.
    return [];
  }
}

/** Where the connection comes from a VPC link; the groups of others are not ours to judge. */
function addSecurityGroupStep(steps: StepList, { snapshot, connection }: Arrival): void {
  const { identity } = connection;
  if (identity === null || identity.vpcLinkId === "") return;
  const { securityGroups } = snapshot;
  if (securityGroups === null) return;
  // Its egress was judged where it left.
  const sourceGroups = identity.securityGroupIds.map((groupId) => ({
    groupId,
    ingress: [],
    egress: [ALL_TRAFFIC],
  }));
  const verdict = connectionAllowed({
    sourceGroups,
    destinationGroups: securityGroups,
    sourceAddress: identity.sourceAddress,
    destinationAddresses: snapshot.nodeAddresses,
    port: snapshot.port,
  });
  const groups = securityGroups.map((group) => group.groupId);
  const judged = verdict.allowed ? "let" : "would not let";
  const summary =
    groups.length === 0
      ? "The load balancer has no security groups"
      : `Security groups ${groups.join(", ")} ${judged} ${identity.sourceAddress} in to port ${snapshot.port}`;
  steps.add("security-groups", summary, {
    resource: groups[0] ?? "",
    evidence: {
      sourceAddress: identity.sourceAddress,
      sourceGroups: identity.securityGroupIds,
      destinationGroups: groups,
      port: snapshot.port,
      allowed: verdict.allowed,
    },
  });
}

const ALL_TRAFFIC = {
  protocol: "-1",
  fromPort: 0,
  toPort: 65_535,
  cidrs: ["0.0.0.0/0", "::/0"],
  peerGroupIds: [],
};
