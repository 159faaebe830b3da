// Whether security groups let a connection through, as a pure function of their rules: egress of the side that
// connects, then ingress of the side that is connected to. Security groups are stateful, so answers need no rule
// (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
import ipaddr from "ipaddr.js";
import type { SecurityGroupSnapshot, SecurityRuleSnapshot } from "./snapshots.ts";

/** A TCP connection that somebody wants to make. */
export interface ConnectionToJudge {
  /** Groups of the side that connects (a VPC link's); null or empty: its egress isn't filtered. */
  readonly sourceGroups: readonly SecurityGroupSnapshot[] | null;
  /** Groups of the side that is connected to (a load balancer's); null or empty: its ingress isn't filtered. */
  readonly destinationGroups: readonly SecurityGroupSnapshot[] | null;
  readonly sourceAddress: string;
  /** Any one of them may be connected to; a load balancer has one per subnet. */
  readonly destinationAddresses: readonly string[];
  readonly port: number;
}

/** The verdict and what it rests on. */
export interface ConnectionVerdict {
  readonly allowed: boolean;
  /** Which direction's rules decided; "none" when neither side has groups. */
  readonly direction: "egress" | "ingress" | "none";
  /** The groups of that side, all of which were asked: one that allows suffices. */
  readonly groupIds: readonly string[];
}

const TCP_NAMES = new Set(["tcp", "6", "-1", "all"]);

/** Judges a TCP connection; the first side that refuses decides. */
export function connectionAllowed(connection: ConnectionToJudge): ConnectionVerdict {
  const sourceGroups = connection.sourceGroups ?? [];
  const destinationGroups = connection.destinationGroups ?? [];
  const sourceIds = sourceGroups.map((group) => group.groupId);
  const destinationIds = destinationGroups.map((group) => group.groupId);
  if (
    sourceGroups.length > 0 &&
    !sourceGroups.some((group) =>
      anyRuleAllows(group.egress, connection.port, connection.destinationAddresses, destinationIds),
    )
  ) {
    return { allowed: false, direction: "egress", groupIds: sourceIds };
  }
  if (destinationGroups.length > 0) {
    const allowed = destinationGroups.some((group) =>
      anyRuleAllows(group.ingress, connection.port, [connection.sourceAddress], sourceIds),
    );
    return { allowed, direction: "ingress", groupIds: destinationIds };
  }
  return sourceGroups.length > 0
    ? { allowed: true, direction: "egress", groupIds: sourceIds }
    : { allowed: true, direction: "none", groupIds: [] };
}

function anyRuleAllows(
  rules: readonly SecurityRuleSnapshot[],
  port: number,
  peerAddresses: readonly string[],
  peerGroupIds: readonly string[],
): boolean {
  for (const rule of rules) {
    if (!coversPort(rule, port)) continue;
    if (rule.peerGroupIds.some((id) => peerGroupIds.includes(id))) return true;
    for (const cidr of rule.cidrs) {
      if (cidrCoversAny(cidr, peerAddresses)) return true;
    }
  }
  return false;
}

/** All protocols ("-1") means all ports, whatever the rule says of them. */
function coversPort(rule: SecurityRuleSnapshot, port: number): boolean {
  const protocol = rule.protocol.toLowerCase();
  if (!TCP_NAMES.has(protocol)) return false;
  if (protocol === "-1" || protocol === "all") return true;
  return (
    (rule.fromPort <= port && port <= rule.toPort) || (rule.fromPort === -1 && rule.toPort === -1)
  );
}

/** A peer whose address isn't known is covered only by a block that covers every address. */
function cidrCoversAny(cidr: string, addresses: readonly string[]): boolean {
  if (addresses.length === 0) return cidr.endsWith("/0");
  return addresses.some((address) => cidrCovers(cidr, address));
}

/** Whether a CIDR block (IPv4 or IPv6) holds the address; false for text that is no block or no address. */
export function cidrCovers(cidr: string, address: string): boolean {
  if (!ipaddr.isValidCIDR(cidr) || !ipaddr.isValid(address)) return false;
  const [network, prefixLength] = ipaddr.parseCIDR(cidr);
  const candidate = ipaddr.process(address);
  return candidate.kind() === network.kind() && candidate.match(network, prefixLength);
}
