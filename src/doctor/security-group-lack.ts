// A rule that a security group lacks, and what adds it: for the rule that finds lacks, so that it only has to say
// which group, which peer and which port.
import type { SecurityGroupItem } from "./inventory.ts";
import type { Direction } from "./judge-connection.ts";
import { makeFix } from "./make-fix.ts";
import type { AwsCall, Fix, Severity } from "./rule.ts";
import { readable } from "./unresolved.ts";

export interface Lack {
  readonly direction: Direction;
  readonly group: SecurityGroupItem;
  /** Every group of that side, each of which was asked. */
  readonly askedIds: readonly string[];
  /** The group at the other end; null where it has none that is known. */
  readonly peerGroupId: string | null;
  /** Addresses at the other end, where there is no group. */
  readonly peerBlocks: readonly string[];
  /** "VPC link shop-link", "load balancer shop", "target 10.0.0.10". */
  readonly peerName: string;
  readonly port: number;
  readonly severity: Severity;
  readonly why: string;
}

/** "ingress tcp 443 from sg-0link". */
export function lackingRule(lack: Lack): string {
  const preposition = lack.direction === "egress" ? "to" : "from";
  return `${lack.direction} tcp ${lack.port} ${preposition} ${readable(peerOf(lack))}`;
}

function peerOf({ peerGroupId, peerBlocks }: Lack): string {
  return peerGroupId ?? (peerBlocks.length === 0 ? "ADDRESSES" : peerBlocks.join(", "));
}

/** One fix for all that a group lacks: every rule is added, and each can be taken back. */
export function fixOfLacks(group: SecurityGroupItem, lacks: readonly Lack[]): Fix {
  const { groupId } = group.group;
  const places = lacks.map((lack) => (lack.direction === "egress" ? "Outbound" : "Inbound"));
  return makeFix({
    title: `Add to ${groupId}: ${lacks.map(lackingRule).join("; ")}`,
    cli: lacks.map(commandOf),
    console: [
      `EC2 → Security groups → ${groupId}`,
      ...lacks.map(
        (lack, index) =>
          `${places[index]} rules → Edit → Add rule: Custom TCP, port ${lack.port}, ${lack.direction === "egress" ? "destination" : "source"} ${peerOf(lack)}`,
      ),
      "Save rules",
    ],
    cloudFormation: lacks.map(cloudFormationOf).join("\n"),
    terraform: lacks.map(terraformOf).join("\n"),
    calls: lacks.flatMap(callOf),
  });
}

function commandOf(lack: Lack): string {
  const { direction, group, peerGroupId, peerBlocks, port } = lack;
  const permission = `IpProtocol=tcp,FromPort=${port},ToPort=${port}`;
  const peer =
    peerGroupId === null
      ? `IpRanges=[${(peerBlocks.length === 0 ? ["ADDRESSES"] : peerBlocks).map((cidr) => `{CidrIp=${cidr}}`).join(",")}]`
      : `UserIdGroupPairs=[{GroupId=${peerGroupId}}]`;
  return `aws ec2 authorize-security-group-${direction} --group-id ${group.group.groupId} --ip-permissions '${permission},${peer}'`;
}

function callOf({ direction, group, peerGroupId, peerBlocks, port }: Lack): AwsCall[] {
  if (peerGroupId === null && peerBlocks.length === 0) return [];
  const peer =
    peerGroupId === null
      ? { IpRanges: peerBlocks.map((CidrIp) => ({ CidrIp })) }
      : { UserIdGroupPairs: [{ GroupId: peerGroupId }] };
  const input = {
    GroupId: group.group.groupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, ...peer }],
  };
  const side = direction === "egress" ? "Egress" : "Ingress";
  return [
    {
      service: "ec2",
      operation: `AuthorizeSecurityGroup${side}`,
      input,
      undo: { operation: `RevokeSecurityGroup${side}`, input },
    },
  ];
}

function cloudFormationOf(lack: Lack): string {
  const isEgress = lack.direction === "egress";
  const peer =
    lack.peerGroupId === null
      ? `CidrIp: ${lack.peerBlocks[0] ?? "ADDRESSES"}`
      : `${isEgress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId"}: ${readable(lack.peerGroupId)}`;
  return [
    `# on the AWS::EC2::SecurityGroup ${lack.group.group.groupId}`,
    `SecurityGroup${isEgress ? "Egress" : "Ingress"}:`,
    "  - IpProtocol: tcp",
    `    FromPort: ${lack.port}`,
    `    ToPort: ${lack.port}`,
    `    ${peer}`,
  ].join("\n");
}

function terraformOf(lack: Lack): string {
  const { direction, group, peerGroupId, peerBlocks, port } = lack;
  const peer =
    peerGroupId === null
      ? `cidr_ipv4 = "${peerBlocks[0] ?? "ADDRESSES"}"`
      : `referenced_security_group_id = "${readable(peerGroupId)}"`;
  return [
    `resource "aws_vpc_security_group_${direction}_rule" "postern" {`,
    `  security_group_id = "${group.group.groupId}"`,
    `  ip_protocol = "tcp"`,
    `  from_port = ${port}`,
    `  to_port = ${port}`,
    `  ${peer}`,
    "}",
  ].join("\n");
}
