// ListDashboards: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html
import type { OperationContext } from "../operation-context.ts";
import { invalidValue } from "./cloudwatch-errors.ts";
import { dashboardArn } from "./cloudwatch-arns.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

const PAGE_SIZE = 1000;

export async function listDashboards(
  input: Input<"ListDashboards">,
  { records }: OperationContext,
): Promise<Output<"ListDashboards">> {
  const all = await records.list("dashboard", input.DashboardNamePrefix ?? "");
  const { items, next } = pageOf(
    all,
    {
      token: input.NextToken,
      size: PAGE_SIZE,
      invalidToken: (token) => invalidValue(`Invalid nextToken: ${token}`),
    },
    ({ id }) => id,
  );
  return {
    DashboardEntries: items.map(({ id, body }) => ({
      DashboardName: id,
      DashboardArn: dashboardArn(records.scope, id),
      LastModified: body.lastModified,
      Size: Buffer.byteLength(body.body),
    })),
    ...next,
  };
}
