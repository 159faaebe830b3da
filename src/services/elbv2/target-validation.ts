// What may be registered as a target: an instance id, an address that the VPC can reach, or an application load
// balancer, by the type of the target group. Loopback addresses are valid here, beyond what AWS allows: that is
// where the services of Postern's users run.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-type
import {
  InvalidTargetException,
  type TargetDescription,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import ipaddr from "ipaddr.js";
import type { ScopedRecords } from "../../store/store.ts";
import { listenersOf } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { resourceKindOf } from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";

const PORT_BOUNDS = { min: 1, max: 65_535 };
const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
const PRIVATE_RANGES = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"] as const;
const ALL_ZONES = "all";

/** A target as it is kept: with its port, and its zone where it has one. */
export type KnownTarget = TargetDescription & { Id: string; Port: number };

/** The target of a request with the group's port where it has none of its own. */
export function withPort(target: TargetDescription, targetGroup: TargetGroup): KnownTarget {
  return { ...target, Id: target.Id ?? "", Port: target.Port ?? targetGroup.Port ?? 0 };
}

/** "Id:Port", by which a target is known within its group. */
export function targetName({ Id, Port }: KnownTarget): string {
  return `${Id}:${Port}`;
}

/** The record id of a target. */
export function targetRecordId(targetGroupArn: string, target: KnownTarget): string {
  return `${targetGroupArn}#${targetName(target)}`;
}

/** The targets of a request, each judged by the type of the group. */
export async function checkedTargets(
  records: ScopedRecords,
  targets: readonly TargetDescription[],
  targetGroup: TargetGroup,
): Promise<KnownTarget[]> {
  const constraints = new Constraints();
  for (const [index, { Port }] of targets.entries()) {
    constraints.range(`targets.${index + 1}.member.port`, Port, PORT_BOUNDS);
  }
  constraints.throwIfViolated();
  if (targets.length === 0) throw validationError("A target must be specified");
  const checked: KnownTarget[] = [];
  for (const target of targets) {
    refuseQuic(target);
    checked.push(await checkedTarget(records, withPort(target, targetGroup), targetGroup));
  }
  return checked;
}

async function checkedTarget(
  records: ScopedRecords,
  target: KnownTarget,
  targetGroup: TargetGroup,
): Promise<KnownTarget> {
  switch (targetGroup.TargetType) {
    case "ip":
      return await checkedAddress(records, target, targetGroup.VpcId ?? "");
    case "alb":
      return await checkedLoadBalancer(records, target, targetGroup);
    default:
      return checkedInstance(target);
  }
}

function refuseQuic(target: TargetDescription): void {
  if (target.QuicServerId === undefined) return;
  throw validationError(
    "A QUIC server ID can be specified for QUIC and TCP_QUIC target groups only",
  );
}

/** Any well-formed id: where the instance is reached may be told later. */
function checkedInstance(target: KnownTarget): KnownTarget {
  if (!INSTANCE_ID.test(target.Id)) {
    throw serviceError(InvalidTargetException, `Instance ID '${target.Id}' is not valid`);
  }
  if (target.AvailabilityZone !== undefined) {
    throw validationError("An Availability Zone cannot be specified for instance targets");
  }
  return { Id: target.Id, Port: target.Port };
}

async function checkedAddress(
  records: ScopedRecords,
  target: KnownTarget,
  vpcId: string,
): Promise<KnownTarget> {
  const { Id, Port, AvailabilityZone: requested } = target;
  if (!ipaddr.IPv4.isValidFourPartDecimal(Id)) {
    throw validationError(`The IP address '${Id}' is not a valid IPv4 address`);
  }
  const address = ipaddr.IPv4.parse(Id);
  const zone = await zoneOfAddress(records, address, vpcId);
  if (zone !== undefined) {
    if (requested !== undefined && requested !== zone) {
      throw validationError(
        `The IP address '${Id}' is within the VPC, and cannot have its Availability Zone overridden to '${requested}' from '${zone}'`,
      );
    }
    return { Id, Port, AvailabilityZone: zone };
  }
  if (address.range() === "loopback") {
    return { Id, Port, ...(requested !== undefined && { AvailabilityZone: requested }) };
  }
  if (!PRIVATE_RANGES.some((range) => address.match(ipaddr.IPv4.parseCIDR(range)))) {
    throw validationError(
      `The IP address '${Id}' is not within the VPC nor in one of the ranges '${PRIVATE_RANGES.join(", ")}'`,
    );
  }
  if (requested === undefined || !(await isZone(records, requested, vpcId))) {
    throw validationError(
      `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${Id}' is outside the VPC`,
    );
  }
  return { Id, Port, AvailabilityZone: requested };
}

async function zoneOfAddress(
  records: ScopedRecords,
  address: ipaddr.IPv4,
  vpcId: string,
): Promise<string | undefined> {
  for (const { body } of await records.list("subnet")) {
    const { VpcId, CidrBlock, AvailabilityZone } = body.subnet;
    if (VpcId !== vpcId || CidrBlock === undefined) continue;
    if (address.match(ipaddr.IPv4.parseCIDR(CidrBlock))) return AvailabilityZone;
  }
  return undefined;
}

async function isZone(records: ScopedRecords, zone: string, vpcId: string): Promise<boolean> {
  if (zone === ALL_ZONES) return true;
  const subnets = await records.list("subnet");
  return subnets.some(
    ({ body }) => body.subnet.VpcId === vpcId && body.subnet.AvailabilityZone === zone,
  );
}

/** An application load balancer of the same VPC with a listener on the group's port. */
async function checkedLoadBalancer(
  records: ScopedRecords,
  target: KnownTarget,
  targetGroup: TargetGroup,
): Promise<KnownTarget> {
  const { Id, Port } = target;
  const isArn = resourceKindOf(Id) === "load-balancer";
  const found = isArn ? await records.get("load-balancer", Id) : undefined;
  if (found === undefined || found.loadBalancer.Type !== "application") {
    throw serviceError(
      InvalidTargetException,
      `The target '${Id}' is not a valid Application Load Balancer ARN`,
    );
  }
  if (found.loadBalancer.VpcId !== targetGroup.VpcId) {
    throw serviceError(
      InvalidTargetException,
      `The Application Load Balancer '${Id}' is not in the VPC of the target group`,
    );
  }
  if (Port !== targetGroup.Port) {
    throw serviceError(
      InvalidTargetException,
      `The port '${Port}' of the target must be the port '${String(targetGroup.Port)}' of the target group`,
    );
  }
  const listeners = await listenersOf(records, Id);
  if (!listeners.some(({ listener }) => listener.Port === Port)) {
    throw serviceError(
      InvalidTargetException,
      `The Application Load Balancer '${Id}' must have a listener on the port '${Port}' of the target group`,
    );
  }
  return { Id, Port };
}
