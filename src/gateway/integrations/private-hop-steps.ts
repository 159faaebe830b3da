// The steps between a gateway and what it calls: VPC link, security groups, listener, connection, TLS. They are
// planned again from the snapshots that the request met, by the same pure functions that decided it, and completed
// by what only the connection knew.
import type { Failure, FailureKind } from "../../base/failure.ts";
import { connectionAllowed, type ConnectionVerdict } from "../../store/security-groups.ts";
import type {
  ListenerSnapshot,
  RestVpcLinkSnapshot,
  SecurityGroupSnapshot,
  VpcLinkSnapshot,
} from "../../store/snapshots.ts";
import type { ConnectionInfo, PeerCertificate } from "../../wire/byte-stream.ts";
import { EGRESS_ADDRESS, publicHopBlockedBy } from "./http-proxy.ts";
import { PRIVATE_LINK_ADDRESS } from "./rest-private-endpoint.ts";
import type { StepWriter } from "./step-writer.ts";
import { planPrivateHop } from "./vpc-link.ts";

/** Where a request was to go, and what stood on the way. */
export interface KeptWay {
  /** "" for a public integration. */
  readonly vpcLinkId: string;
  /** Of the second kind; null: there is none of that id. */
  readonly link: VpcLinkSnapshot | null;
  /** Of the first kind. */
  readonly firstLink: RestVpcLinkSnapshot | null;
  /** The listener that it leads to; null: none was found, or it leads out of this process. */
  readonly listener: ListenerSnapshot | null;
  /** How the listener was looked for: an ARN, "ARN port 80", "name:443". */
  readonly wanted: string;
  /** "arn:aws:apigateway:us-east-1::" */
  readonly arnPrefix: string;
  /** Host and port of the URI; the listener's own port where it is one. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The name that is sent and looked for on the certificate; "" without TLS. */
  readonly serverName: string;
  /** Any issuer of the certificate will do. */
  readonly skipIssuer: boolean;
}

/** What the connection knew; times are monotonic, 0 where it did not come to that. */
export interface KeptConnection {
  readonly info: ConnectionInfo | null;
  readonly isReused: boolean;
  readonly certificate: PeerCertificate | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Kinds of failure to reach a backend. */
const REACHING: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "name-not-resolved",
  "connect-refused",
  "connect-timeout",
  "connect-failed",
  "connect-reset",
  "tls-handshake-failed",
  "tls-handshake-timeout",
  "tls-name-mismatch",
  "tls-untrusted",
  "tls-expired",
  "security-group-blocked",
  "vpc-link-not-found",
  "vpc-link-not-available",
  "listener-not-found",
  "out-of-resources",
]);

/** Whether the failure is one of the way to the backend: before it could answer. */
export function reachesBackend(kind: FailureKind): boolean {
  return REACHING.has(kind);
}

/** The decision that such a failure belongs to on this way. */
export function wayDecision(kind: FailureKind, way: KeptWay | null): string {
  if (kind === "vpc-link-not-found" || kind === "vpc-link-not-available") return "vpc-link";
  if (kind === "security-group-blocked") return "security-groups";
  if (kind === "listener-not-found") return "listener";
  if (kind.startsWith("tls-")) return "tls";
  return kind === "connect-timeout" && way !== null ? timeoutDecision(way) : "connection";
}

/** Whether packets get lost because of what is configured, and by what. */
function timeoutDecision(way: KeptWay): string {
  const { link, firstLink, listener } = way;
  if (listener === null) return way.vpcLinkId === "" ? "connection" : "listener";
  if (link !== null && link.vpcId !== listener.vpcId) return "vpc-link";
  const blockedBy = firstLink === null ? blockedBeforeGroups(way) : null;
  return blockedBy?.kind === "connect-timeout" ? "listener" : "connection";
}

function blockedBeforeGroups({ vpcLinkId, link, listener }: KeptWay): Failure | null {
  if (listener === null) return null;
  if (vpcLinkId === "") return publicHopBlockedBy(listener);
  return planPrivateHop(link ?? undefined, listener).blockedBy;
}

/** Adds the steps of the way, up to the one that failed. */
export function addWaySteps(steps: StepWriter, way: KeptWay, connection: KeptConnection): void {
  const atMs = connection.startedAtMs;
  if (way.vpcLinkId !== "") addVpcLink(steps, way, atMs);
  if (steps.hasFailed) return;
  if (way.listener !== null) addSecurityGroups(steps, way, way.listener, atMs);
  if (steps.hasFailed) return;
  if (way.listener !== null || way.vpcLinkId !== "") addListener(steps, way, atMs);
  if (steps.hasFailed) return;
  addConnection(steps, way, connection);
  if (steps.hasFailed) return;
  if (way.tls && (connection.info !== null || steps.isFailing("tls"))) {
    addTls(steps, way, connection);
  }
}

function addVpcLink(steps: StepWriter, way: KeptWay, fromMs: number): void {
  const { vpcLinkId, link, firstLink, listener } = way;
  const resource = `${way.arnPrefix}/vpclinks/${vpcLinkId}`;
  if (firstLink !== null) {
    const { name, status, statusMessage, loadBalancerArn } = firstLink;
    steps.add({
      decision: "vpc-link",
      resource,
      loadBalancerArn,
      summary: `VPC link ${vpcLinkId} (V1) is ${status} and leads to its Network Load Balancer`,
      failed: `VPC link ${vpcLinkId} (V1) is ${status}`,
      evidence: { vpcLinkId, version: "V1", name, status, statusMessage, loadBalancerArn },
      fromMs,
    });
    return;
  }
  if (link === null) {
    const summary = `There is no VPC link ${vpcLinkId}`;
    steps.add({
      decision: "vpc-link",
      resource,
      summary,
      failed: summary,
      evidence: { vpcLinkId },
      fromMs,
    });
    return;
  }
  const { name, status, vpcId, interfaceAddresses } = link;
  steps.add({
    decision: "vpc-link",
    resource,
    summary: `VPC link ${vpcLinkId} is ${status}; connections leave from ${interfaceAddresses.join(", ")} in ${vpcId}`,
    evidence: {
      vpcLinkId,
      version: "V2",
      name,
      status,
      vpcId,
      interfaceAddresses,
      securityGroupIds: link.securityGroups.map(({ groupId }) => groupId),
      ...(listener === null ? {} : { listenerVpcId: listener.vpcId }),
    },
    fromMs,
  });
}

interface JudgedGroups {
  readonly verdict: ConnectionVerdict;
  readonly sourceAddress: string;
  readonly asked: readonly SecurityGroupSnapshot[];
}

/** As planPrivateHop and its likes judge it; of several interfaces, one that gets through if any does. */
function judge(way: KeptWay, listener: ListenerSnapshot): JudgedGroups {
  const { vpcLinkId, link, firstLink } = way;
  const sourceGroups = link === null ? null : link.securityGroups;
  const ignoresRules = firstLink !== null && listener.enforcesPrivateLinkRules === false;
  const destinationGroups = ignoresRules ? null : listener.securityGroups;
  const verdictFor = (sourceAddress: string) =>
    connectionAllowed({
      sourceGroups,
      destinationGroups,
      sourceAddress,
      destinationAddresses: listener.nodeAddresses,
      port: listener.port,
    });
  const addresses =
    link === null
      ? [vpcLinkId === "" ? EGRESS_ADDRESS : PRIVATE_LINK_ADDRESS]
      : link.interfaceAddresses;
  const first = addresses[0] ?? "";
  const sourceAddress = addresses.find((address) => verdictFor(address).allowed) ?? first;
  const verdict = verdictFor(sourceAddress);
  const groups = verdict.direction === "egress" ? sourceGroups : destinationGroups;
  return { verdict, sourceAddress, asked: groups ?? [] };
}

/** Rules shown of one group. */
const RULES_SHOWN_MAX = 20;

function addSecurityGroups(
  steps: StepWriter,
  way: KeptWay,
  listener: ListenerSnapshot,
  fromMs: number,
): void {
  const { verdict, sourceAddress, asked } = judge(way, listener);
  if (verdict.direction === "none" && !steps.isFailing("security-groups")) return;
  const { direction, groupIds, allowed } = verdict;
  const { port, loadBalancerArn, nodeAddresses } = listener;
  const names = groupIds.join(", ");
  const where = `${direction === "egress" ? "out to" : "in on"} port ${port}`;
  steps.add({
    decision: "security-groups",
    resource: groupIds[0] ?? "",
    loadBalancerArn,
    summary: allowed
      ? `Security groups let the connection through (${direction} rules of ${names})`
      : `No ${direction} rule of ${names} lets ${sourceAddress} ${where}`,
    failed: `No ${direction} rule of ${names} lets ${sourceAddress} ${where}: packets are dropped`,
    evidence: {
      direction,
      groupIds,
      sourceAddress,
      destinationAddresses: nodeAddresses,
      port,
      rules: asked.map((group) => ({
        groupId: group.groupId,
        rules: (direction === "egress" ? group.egress : group.ingress).slice(0, RULES_SHOWN_MAX),
      })),
    },
    fromMs,
  });
}

const EXPECTED = { HTTP: "http", HTTPS: "tls", TLS: "tls", TCP: "tcp" } as const;

/** Plain HTTP goes to a listener that terminates TLS. */
export function speaksPlainToTls(way: KeptWay): boolean {
  return way.listener !== null && !way.tls && EXPECTED[way.listener.protocol] === "tls";
}

function addListener(steps: StepWriter, way: KeptWay, fromMs: number): void {
  const { listener, wanted, vpcLinkId, tls, serverName } = way;
  const speaks = tls ? "tls" : "http";
  if (listener === null) {
    const summary = `There is no listener ${wanted}`;
    const evidence = { wanted, speaks, vpcLinkId };
    steps.add({
      decision: "listener",
      resource: wanted,
      summary,
      failed: summary,
      evidence,
      fromMs,
    });
    return;
  }
  const { protocol, port, scheme, loadBalancerName, loadBalancerType, listenerArn } = listener;
  const expects = EXPECTED[protocol];
  const name = `the ${protocol} listener on port ${port} of ${loadBalancerName}`;
  const fits = expects === "tcp" || expects === speaks;
  const summary = fits
    ? `The request goes to ${name}${tls ? ` over TLS for ${serverName}` : " as plain HTTP"}`
    : `${tls ? "TLS" : "Plain HTTP"} goes to ${name}, which expects ${expects === "tls" ? "TLS" : "plain HTTP"}`;
  steps.add({
    decision: "listener",
    resource: listenerArn,
    loadBalancerArn: listener.loadBalancerArn,
    summary,
    evidence: {
      wanted,
      protocol,
      port,
      speaks,
      expects,
      ...(tls ? { serverName } : {}),
      loadBalancerName,
      loadBalancerType,
      scheme,
      vpcId: listener.vpcId,
    },
    fromMs,
  });
}

function addConnection(steps: StepWriter, way: KeptWay, connection: KeptConnection): void {
  const { info, isReused, startedAtMs, endedAtMs } = connection;
  const { host, port, listener } = way;
  if (info === null && !steps.isFailing("connection") && !steps.isFailing("tls")) return;
  const place = listener === null ? `${host}:${port}` : `${listener.loadBalancerName} port ${port}`;
  const from = info === null ? "" : (info.identity?.sourceAddress ?? info.localAddress);
  steps.add({
    decision: "connection",
    resource: listener?.listenerArn ?? `${host}:${port}`,
    loadBalancerArn: listener?.loadBalancerArn ?? "",
    summary: isReused
      ? `A kept connection to ${place} was used again`
      : `A connection to ${place} was made`,
    failed: `No connection to ${place} could be made`,
    evidence:
      info === null
        ? { host, port }
        : {
            host,
            port,
            isReused,
            from: `${from}:${info.localPort}`,
            to: `${info.remoteAddress}:${info.remotePort}`,
          },
    fromMs: startedAtMs,
    untilMs: steps.isFailing("connection") ? endedAtMs : startedAtMs,
  });
}

function addTls(steps: StepWriter, way: KeptWay, connection: KeptConnection): void {
  const { info, certificate, startedAtMs, endedAtMs } = connection;
  const { serverName, listener } = way;
  const { protocol = "", cipher = "", handshakeMs = 0 } = info?.tls ?? {};
  const presented = certificate === null ? {} : { certificate };
  const verified = way.skipIssuer ? "name" : "chain and name";
  steps.add({
    decision: "tls",
    resource: listener?.listenerArn ?? `${way.host}:${way.port}`,
    loadBalancerArn: listener?.loadBalancerArn ?? "",
    summary: `TLS for ${serverName} was set up, ${verified} verified`,
    failed: `TLS for ${serverName} could not be set up`,
    evidence: {
      serverName,
      ...(info === null ? {} : { protocol, cipher, handshakeMs, verified }),
      ...presented,
    },
    fromMs: startedAtMs,
    untilMs: steps.isFailing("tls") ? endedAtMs : startedAtMs,
  });
}
