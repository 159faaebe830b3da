// What runs beside APIs and load balancers: VPC links, and targets that are not healthy. Asked of the AWS APIs after
// the page is there, so that their clients are no part of its first load.
import { apiGateway, apiGatewayV2, loadBalancing } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

export async function countVpcLinks(): Promise<number> {
  const [second, first] = await Promise.all([apiGatewayV2(), apiGateway()]);
  const [newer, older] = await Promise.all([
    everyPage(async (NextToken) => {
      const answer = await second.getVpcLinks({ MaxResults: "100", NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    everyPage(async (position) => {
      const answer = await first.getVpcLinks({ limit: 500, position });
      return { items: answer.items, next: answer.position };
    }),
  ]);
  return newer.length + older.length;
}

export interface TargetCounts {
  readonly groups: number;
  readonly targets: number;
  readonly unhealthy: number;
}

export async function countTargets(): Promise<TargetCounts> {
  const client = await loadBalancing();
  const groups = await everyPage(async (Marker) => {
    const answer = await client.describeTargetGroups({ PageSize: 400, Marker });
    return { items: answer.TargetGroups, next: answer.NextMarker };
  });
  const health = await Promise.all(
    groups.map(({ TargetGroupArn }) => client.describeTargetHealth({ TargetGroupArn })),
  );
  const targets = health.flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions);
  return {
    groups: groups.length,
    targets: targets.length,
    unhealthy: targets.filter(({ TargetHealth }) => TargetHealth?.State === "unhealthy").length,
  };
}
