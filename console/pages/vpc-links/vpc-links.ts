// VPC links of both kinds in one shape, as AWS's console lists them.
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

export interface VpcLinkRow {
  /** 1: for REST APIs, with a Network Load Balancer; 2: with network interfaces in subnets. */
  readonly version: 1 | 2;
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly statusMessage: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly targetArns: readonly string[];
}

/** How often to look at a link that is being made or deleted. */
export const PENDING_MS = 2_000;

/** Whether the link's state will change by itself. */
export function isOnTheWay({ status }: VpcLinkRow): boolean {
  return status === "PENDING" || status === "DELETING";
}

/** All links, in order of name. */
export async function listVpcLinks(): Promise<VpcLinkRow[]> {
  const [first, second] = await Promise.all([listFirstKind(), listSecondKind()]);
  return [...first, ...second].sort((a, b) => a.name.localeCompare(b.name));
}

async function listSecondKind(): Promise<VpcLinkRow[]> {
  const client = await apiGatewayV2();
  const links = await everyPage(async (NextToken) => {
    const answer = await client.getVpcLinks({ MaxResults: "100", NextToken });
    return { items: answer.Items, next: answer.NextToken };
  });
  return links.map((link) => ({
    version: 2,
    id: link.VpcLinkId ?? "",
    name: link.Name ?? "",
    status: link.VpcLinkStatus ?? "",
    statusMessage: link.VpcLinkStatusMessage ?? "",
    subnetIds: link.SubnetIds ?? [],
    securityGroupIds: link.SecurityGroupIds ?? [],
    targetArns: [],
  }));
}

async function listFirstKind(): Promise<VpcLinkRow[]> {
  const client = await apiGateway();
  const links = await everyPage(async (position) => {
    const answer = await client.getVpcLinks({ limit: 500, position });
    return { items: answer.items, next: answer.position };
  });
  return links.map((link) => ({
    version: 1,
    id: link.id ?? "",
    name: link.name ?? "",
    status: link.status ?? "",
    statusMessage: link.statusMessage ?? "",
    subnetIds: [],
    securityGroupIds: [],
    targetArns: link.targetArns ?? [],
  }));
}

/** Deletes a link; the API's refusal names what refers to it. */
export async function deleteVpcLink({ version, id }: VpcLinkRow): Promise<void> {
  if (version === 2) await (await apiGatewayV2()).deleteVpcLink({ VpcLinkId: id });
  else await (await apiGateway()).deleteVpcLink({ vpcLinkId: id });
}
