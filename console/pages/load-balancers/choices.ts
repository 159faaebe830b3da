// What forms of this section offer to choose from.
import { certificateManager, computeCloud } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { listTargetGroups } from "./load-balancers.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export async function targetGroupChoices(): Promise<Choice[]> {
  const groups = await listTargetGroups();
  return groups.map((group) => ({
    value: group.TargetGroupArn ?? "",
    label: group.TargetGroupName ?? "",
    description: `${group.Protocol}:${group.Port} · ${group.TargetType}`,
  }));
}

export async function certificateChoices(): Promise<Choice[]> {
  const client = await certificateManager();
  const found = await everyPage(async (NextToken) => {
    const answer = await client.listCertificates({ NextToken });
    return { items: answer.CertificateSummaryList, next: answer.NextToken };
  });
  return found.map((certificate) => ({
    value: certificate.CertificateArn ?? "",
    label: certificate.DomainName ?? "",
    description: certificate.CertificateArn ?? "",
  }));
}

export interface NetworkChoices {
  readonly subnets: readonly (Choice & { readonly vpcId: string })[];
  readonly groups: readonly (Choice & { readonly vpcId: string })[];
}

export async function networkChoices(): Promise<NetworkChoices> {
  const client = await computeCloud();
  const [subnets, groups] = await Promise.all([
    client.describeSubnets({}),
    client.describeSecurityGroups({}),
  ]);
  return {
    subnets: (subnets.Subnets ?? []).map((subnet) => ({
      value: subnet.SubnetId ?? "",
      label: subnet.SubnetId ?? "",
      description: `${subnet.VpcId} · ${subnet.AvailabilityZone} · ${subnet.CidrBlock}`,
      vpcId: subnet.VpcId ?? "",
    })),
    groups: (groups.SecurityGroups ?? []).map((group) => ({
      value: group.GroupId ?? "",
      label: `${group.GroupName} (${group.GroupId})`,
      description: group.VpcId ?? "",
      vpcId: group.VpcId ?? "",
    })),
  };
}
