// DescribeSecurityGroupRules: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html
import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";

const FIELDS: FilterFields<SecurityGroupRule> = {
  "group-id": (rule) => [rule.GroupId],
  "security-group-rule-id": (rule) => [rule.SecurityGroupRuleId],
};

export async function describeSecurityGroupRules(
  input: Ec2Input<"DescribeSecurityGroupRules">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeSecurityGroupRules">> {
  const ids = input.SecurityGroupRuleIds ?? [];
  const all = (await records.list("security-group")).flatMap(({ body }) => body.rules);
  for (const id of ids) {
    if (all.every(({ SecurityGroupRuleId }) => SecurityGroupRuleId !== id)) {
      throw ec2Error(
        "InvalidSecurityGroupRuleId.NotFound",
        `The security group rule ID '${id}' does not exist`,
      );
    }
  }
  const named = all.filter(
    ({ SecurityGroupRuleId = "" }) => ids.length === 0 || ids.includes(SecurityGroupRuleId),
  );
  const { items, nextToken } = pageOf(
    applyFilters(named, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return { SecurityGroupRules: items, NextToken: nextToken };
}
