// DescribeResourcePolicies: the policies of the account, or those of its log groups.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupArn, groupNameOf } from "./log-names.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { pageFrom } from "./offset-page.ts";
import { listPolicies } from "./resource-policies.ts";

const PAGE_MAX = 50;

export async function describeResourcePolicies(
  input: LogsInput<"DescribeResourcePolicies">,
  context: OperationContext,
): Promise<LogsOutput<"DescribeResourcePolicies">> {
  const { resourceArn, limit = PAGE_MAX } = input;
  throwIfInvalid(
    new Constraints()
      .length("nextToken", input.nextToken, { min: 1 })
      .range("limit", limit, { min: 1, max: PAGE_MAX })
      .enumeration("policyScope", input.policyScope, ["ACCOUNT", "RESOURCE"]),
  );
  // "When not specified, defaults to ACCOUNT"; a resource's policies are not the account's. [I]
  const scope = input.policyScope ?? (resourceArn === undefined ? "ACCOUNT" : "RESOURCE");
  let policies = await listPolicies(scope, context);
  if (resourceArn !== undefined) {
    const arn = groupArn(groupNameOf(resourceArn, context) ?? "", context);
    policies = policies.filter((policy) => policy.resourceArn === arn);
  }
  const { items, nextToken } = pageFrom(policies, input.nextToken, limit);
  return { resourcePolicies: items, ...nextToken };
}
