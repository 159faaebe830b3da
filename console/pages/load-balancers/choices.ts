// What forms of this section offer to choose from.
import { certificateManager } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { everyPage } from "../../commons/every-page.ts";
import { listTargetGroups } from "./load-balancers.ts";

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
