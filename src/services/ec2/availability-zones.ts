// The zones of a region. AWS shuffles the ids behind the letters for each account; here the letters and ids are
// in one fixed order, and a default subnet never stands in a zone that VPC links do not support.
import type { AvailabilityZone } from "@aws-sdk/client-ec2";

const DIRECTIONS: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  central: "c",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** Ids of the zones a, b, c …; us-east-1 has six, and VPC links do not support its az3. */
const US_EAST_1_ZONES = [1, 2, 4, 5, 6, 3];
const OTHER_ZONES = [1, 2, 3];

/** "use1" for us-east-1: the stem of the region's zone ids. */
function zoneIdStem(region: string): string {
  const parts = region.split("-");
  const number = parts.pop() ?? "";
  const [area = "", ...rest] = parts;
  const direction = rest.pop() ?? "";
  const middle = rest.map((part) => part.charAt(0)).join("");
  return `${area}${middle}${DIRECTIONS[direction] ?? direction}${number}`;
}

export function availabilityZones(region: string): AvailabilityZone[] {
  const numbers = region === "us-east-1" ? US_EAST_1_ZONES : OTHER_ZONES;
  return numbers.map((number, index) => ({
    State: "available",
    OptInStatus: "opt-in-not-required",
    Messages: [],
    RegionName: region,
    ZoneName: `${region}${String.fromCharCode("a".charCodeAt(0) + index)}`,
    ZoneId: `${zoneIdStem(region)}-az${number}`,
    GroupName: region,
    NetworkBorderGroup: region,
    ZoneType: "availability-zone",
  }));
}
