// DescribeAccountLimits: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { ACCOUNT_LIMITS } from "./quotas.ts";

export async function describeAccountLimits(
  input: Input<"DescribeAccountLimits">,
): Promise<Output<"DescribeAccountLimits">> {
  const page = pageOf(ACCOUNT_LIMITS, input, ([name]) => name);
  return {
    Limits: page.items.map(([Name, max]) => ({ Name, Max: String(max) })),
    ...page.nextMarker,
  };
}
