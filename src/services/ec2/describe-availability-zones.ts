// DescribeAvailabilityZones: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
import type { AvailabilityZone } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { availabilityZones } from "./availability-zones.ts";
import { ec2Error } from "./ec2-errors.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";

type Zone = AvailabilityZone & { Tags?: undefined };

const FIELDS: FilterFields<Zone> = {
  "group-name": (zone) => [zone.GroupName],
  "network-border-group": (zone) => [zone.NetworkBorderGroup],
  "opt-in-status": (zone) => [zone.OptInStatus],
  "region-name": (zone) => [zone.RegionName],
  state: (zone) => [zone.State],
  "zone-id": (zone) => [zone.ZoneId],
  "zone-name": (zone) => [zone.ZoneName],
  "zone-type": (zone) => [zone.ZoneType],
};

export function describeAvailabilityZones(
  input: Ec2Input<"DescribeAvailabilityZones">,
  { region }: OperationContext,
): Ec2Output<"DescribeAvailabilityZones"> {
  const zones = availabilityZones(region) as Zone[];
  const names = input.ZoneNames ?? [];
  const ids = input.ZoneIds ?? [];
  for (const name of names) {
    if (zones.every(({ ZoneName }) => ZoneName !== name)) throw invalidZone(name);
  }
  for (const id of ids) {
    if (zones.every(({ ZoneId }) => ZoneId !== id)) throw invalidZone(id);
  }
  const named = zones.filter(
    ({ ZoneName = "", ZoneId = "" }) =>
      (names.length === 0 || names.includes(ZoneName)) &&
      (ids.length === 0 || ids.includes(ZoneId)),
  );
  return { AvailabilityZones: applyFilters(named, input.Filters, FIELDS) };
}

function invalidZone(zone: string) {
  return ec2Error("InvalidParameterValue", `Invalid availability zone: [${zone}]`);
}
