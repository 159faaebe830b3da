// Whether security groups let a connection through, where not everything is known: addresses of a link or a load
// balancer are known only by the blocks of their subnets, and a template's rules may refer to what it does not
// declare. The rules themselves are judged by the function that the data plane asks; here it is asked twice, once
// with what is certain and once with everything that is possible.
import { cidrCovers, connectionAllowed, type ConnectionToJudge } from "../store/security-groups.ts";
import type { SecurityGroupSnapshot, SecurityRuleSnapshot } from "../store/snapshots.ts";
import type { Guards } from "./network-place.ts";
import { isUnresolved } from "./unresolved.ts";

/** "partly": from or to some of the subnets only. */
export type ConnectionJudgement = "allowed" | "partly" | "blocked" | "unknown";

export interface ConnectionEnd {
  readonly guards: Guards;
  /** CIDR blocks that its addresses come from; none: they are not known. */
  readonly blocks: readonly string[];
}

export type Direction = "egress" | "ingress";

/** Stands for an address of which nothing is known (RFC 5737 §3: for documentation); only "everywhere" covers it. */
export const UNKNOWN_ADDRESS = "192.0.2.1";

const EVERYWHERE: SecurityRuleSnapshot = {
  protocol: "-1",
  fromPort: -1,
  toPort: -1,
  cidrs: ["0.0.0.0/0"],
  peerGroupIds: [],
};

/** Judges the rules of one side: egress of the end that connects, or ingress of the end that is connected to. */
export function judgeConnection(
  direction: Direction,
  connection: {
    readonly source: ConnectionEnd;
    readonly destination: ConnectionEnd;
    readonly port: number;
  },
): ConnectionJudgement {
  const { source, destination, port } = connection;
  const [own, peer] = direction === "egress" ? [source, destination] : [destination, source];
  if (!own.guards.isFiltered) return "allowed";
  const blocks = peer.blocks.length === 0 ? [""] : peer.blocks;
  const answers = blocks.map((block) => {
    const isAllowed = (isGenerous: boolean): boolean =>
      connectionAllowed(
        toJudge(direction, { own: own.guards, peer: peer.guards, block, isGenerous, port }),
      ).allowed;
    if (isAllowed(false)) return "allowed";
    return isAllowed(true) ? "unknown" : "blocked";
  });
  if (!answers.includes("blocked")) return answers.includes("allowed") ? "allowed" : "unknown";
  if (answers.includes("allowed")) return "partly";
  return answers.includes("unknown") ? "unknown" : "blocked";
}

interface Question {
  readonly own: Guards;
  readonly peer: Guards;
  /** "" when it is not known. */
  readonly block: string;
  /** Whether what is not known is taken for the best. */
  readonly isGenerous: boolean;
  readonly port: number;
}

/** Only the own side's rules count: the other side's groups are there for their ids, open to everything. */
function toJudge(direction: Direction, question: Question): ConnectionToJudge {
  const { own, peer, block, isGenerous, port } = question;
  const address = block === "" ? UNKNOWN_ADDRESS : networkOf(block);
  const ownGroups = [
    ...own.groups.map(({ group }) => reduced(group, question)),
    ...own.unknownIds.map((groupId) => (isGenerous ? opened(groupId) : closed(groupId))),
  ];
  const peerGroups = [
    ...peer.groups.map(({ group }) => opened(group.groupId)),
    ...peer.unknownIds.map(opened),
  ];
  return {
    sourceGroups: direction === "egress" ? ownGroups : peerGroups,
    destinationGroups: direction === "egress" ? peerGroups : ownGroups,
    sourceAddress: address,
    destinationAddresses: [address],
    port,
  };
}

function opened(groupId: string): SecurityGroupSnapshot {
  return { groupId, ingress: [EVERYWHERE], egress: [EVERYWHERE] };
}

function closed(groupId: string): SecurityGroupSnapshot {
  return { groupId, ingress: [], egress: [] };
}

function reduced(group: SecurityGroupSnapshot, question: Question): SecurityGroupSnapshot {
  const reduce = (rule: SecurityRuleSnapshot) => reducedRule(rule, question);
  return { ...group, ingress: group.ingress.map(reduce), egress: group.egress.map(reduce) };
}

function reducedRule(rule: SecurityRuleSnapshot, question: Question): SecurityRuleSnapshot {
  const { block, isGenerous, peer } = question;
  const certain = rule.cidrs.filter((cidr) => !isUnresolved(cidr) && coversBlock(cidr, block));
  if (!isGenerous) return { ...rule, cidrs: certain };
  const isPossible =
    rule.cidrs.some((cidr) => isUnresolved(cidr) || mayMeet(cidr, block)) ||
    rule.peerGroupIds.some(isUnresolved) ||
    (peer.unknownIds.some(isUnresolved) && rule.peerGroupIds.length > 0);
  const ports = Number.isInteger(rule.fromPort) && Number.isInteger(rule.toPort);
  return {
    ...rule,
    ...(ports ? {} : { fromPort: -1, toPort: -1 }),
    protocol: isUnresolved(rule.protocol) ? "tcp" : rule.protocol,
    cidrs: isPossible ? [...certain, "0.0.0.0/0"] : certain,
  };
}

function coversBlock(cidr: string, block: string): boolean {
  if (block === "") return prefixOf(cidr) === 0;
  return prefixOf(cidr) <= prefixOf(block) && cidrCovers(cidr, networkOf(block));
}

/** Of an unknown address nothing is certain; a rule for a part of the subnet may fit. */
function mayMeet(cidr: string, block: string): boolean {
  return block === "" || coversBlock(cidr, block) || cidrCovers(block, networkOf(cidr));
}

function networkOf(cidr: string): string {
  return cidr.split("/")[0] ?? "";
}

function prefixOf(cidr: string): number {
  return Number(cidr.split("/")[1] ?? Number.NaN);
}
