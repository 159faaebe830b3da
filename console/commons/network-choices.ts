// Subnets and security groups to choose from, as the forms of load balancers and VPC links offer them.
import { computeCloud } from "./aws-clients.ts";
import type { Choice } from "./choice.ts";
import { everyPage } from "./every-page.ts";

export interface NetworkChoice extends Choice {
  readonly vpcId: string;
}

export interface NetworkChoices {
  readonly subnets: readonly NetworkChoice[];
  readonly groups: readonly NetworkChoice[];
}

export async function networkChoices(): Promise<NetworkChoices> {
  const client = await computeCloud();
  const [subnets, groups] = await Promise.all([
    everyPage(async (NextToken) => {
      const answer = await client.describeSubnets({ NextToken });
      return { items: answer.Subnets, next: answer.NextToken };
    }),
    everyPage(async (NextToken) => {
      const answer = await client.describeSecurityGroups({ NextToken });
      return { items: answer.SecurityGroups, next: answer.NextToken };
    }),
  ]);
  return {
    subnets: subnets.map(({ SubnetId = "", VpcId = "", AvailabilityZone, CidrBlock }) => ({
      value: SubnetId,
      label: SubnetId,
      description: `${VpcId} · ${AvailabilityZone} · ${CidrBlock}`,
      vpcId: VpcId,
    })),
    groups: groups.map(({ GroupId = "", GroupName, VpcId = "" }) => ({
      value: GroupId,
      label: `${GroupName} (${GroupId})`,
      description: VpcId,
      vpcId: VpcId,
    })),
  };
}
