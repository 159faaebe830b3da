// CreateSubnet: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html
import type { AvailabilityZone } from "@aws-sdk/client-ec2";
import { hexId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { availabilityZones } from "./availability-zones.ts";
import { newSubnet } from "./default-network.ts";
import { ec2Error, missingParameter } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { tagsAtCreation } from "./ec2-tags.ts";
import { findVpc } from "./find-resource.ts";
import { contains, overlap, parseIpv4Block, type Ipv4Block } from "./ipv4-block.ts";

/** The network, router, DNS, reserved and broadcast addresses of each subnet. */
const RESERVED_ADDRESSES = 5;
const PREFIX_LENGTH_MIN = 16;
const PREFIX_LENGTH_MAX = 28;

export async function createSubnet(
  input: Ec2Input<"CreateSubnet">,
  { records, region }: OperationContext,
): Promise<Ec2Output<"CreateSubnet">> {
  const vpc = await findVpc(records, input.VpcId ?? "");
  if (input.CidrBlock === undefined) throw missingParameter("cidrBlock");
  const block = checkedBlock(input.CidrBlock, vpc.CidrBlock ?? "");
  for (const { body } of await records.list("subnet")) {
    const other = parseIpv4Block(body.subnet.CidrBlock ?? "");
    if (body.subnet.VpcId === vpc.VpcId && other !== undefined && overlap(block, other)) {
      throw ec2Error(
        "InvalidSubnet.Conflict",
        `The CIDR '${input.CidrBlock}' conflicts with another subnet`,
      );
    }
  }
  const zone = chosenZone(region, input.AvailabilityZone, input.AvailabilityZoneId);
  const subnetId = `subnet-${hexId(17)}`;
  const subnet = {
    ...newSubnet(records.scope, {
      subnetId,
      vpcId: vpc.VpcId ?? "",
      cidr: input.CidrBlock,
      zoneName: zone.ZoneName ?? "",
    }),
    AvailabilityZoneId: zone.ZoneId,
    AvailableIpAddressCount: 2 ** (32 - block.prefixLength) - RESERVED_ADDRESSES,
    Tags: tagsAtCreation(input.TagSpecifications, "subnet"),
  };
  records.put("subnet", subnetId, { subnet });
  return { Subnet: subnet };
}

function checkedBlock(cidr: string, vpcCidr: string): Ipv4Block {
  const block = parseIpv4Block(cidr);
  if (block === undefined) {
    throw ec2Error(
      "InvalidParameterValue",
      `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  const vpcBlock = parseIpv4Block(vpcCidr);
  const size = block.prefixLength;
  if (
    size < PREFIX_LENGTH_MIN ||
    size > PREFIX_LENGTH_MAX ||
    vpcBlock === undefined ||
    !contains(vpcBlock, block)
  ) {
    throw ec2Error("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  return block;
}

function chosenZone(
  region: string,
  zoneName: string | undefined,
  zoneId: string | undefined,
): AvailabilityZone {
  const zones = availabilityZones(region);
  if (zoneName === undefined && zoneId === undefined) return zones[0] as AvailabilityZone;
  const zone = zones.find(
    ({ ZoneName, ZoneId }) =>
      (zoneName === undefined || ZoneName === zoneName) &&
      (zoneId === undefined || ZoneId === zoneId),
  );
  if (zone !== undefined) return zone;
  const names = zones.map(({ ZoneName }) => ZoneName).join(", ");
  throw ec2Error(
    "InvalidParameterValue",
    `Value (${zoneName ?? zoneId}) for parameter availabilityZone is invalid. ` +
      `Subnets can currently only be created in the following availability zones: ${names}.`,
  );
}
