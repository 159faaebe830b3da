// DescribeTargetGroups: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html
import {
  TargetGroupNotFoundException,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { findTargetGroupByName, requireLoadBalancer, requireTargetGroup } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

export async function describeTargetGroups(
  input: Input<"DescribeTargetGroups">,
  { records }: OperationContext,
): Promise<Output<"DescribeTargetGroups">> {
  const { LoadBalancerArn: loadBalancerArn, TargetGroupArns: arns = [], Names: names = [] } = input;
  const filters = [loadBalancerArn !== undefined, arns.length > 0, names.length > 0];
  if (filters.filter(Boolean).length > 1) {
    throw validationError(
      "Target group names, target group ARNs and a load balancer ARN cannot be specified at the same time",
    );
  }
  const found: TargetGroup[] = [];
  for (const arn of new Set(arns)) found.push((await requireTargetGroup(records, arn)).targetGroup);
  for (const name of new Set(names)) found.push(await requireByName(records, name));
  if (arns.length === 0 && names.length === 0) {
    if (loadBalancerArn !== undefined) await requireLoadBalancer(records, loadBalancerArn);
    for (const { body } of await records.list("target-group")) {
      const { targetGroup } = body;
      const used = targetGroup.LoadBalancerArns ?? [];
      if (loadBalancerArn === undefined || used.includes(loadBalancerArn)) found.push(targetGroup);
    }
  }
  const page = pageOf(found, input, ({ TargetGroupArn = "" }) => TargetGroupArn);
  return { TargetGroups: page.items, ...page.nextMarker };
}

async function requireByName(records: ScopedRecords, name: string): Promise<TargetGroup> {
  const found = await findTargetGroupByName(records, name);
  if (found === undefined) {
    throw serviceError(TargetGroupNotFoundException, "One or more target groups not found");
  }
  return found.targetGroup;
}
