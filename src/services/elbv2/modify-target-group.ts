// ModifyTargetGroup: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html
import type { TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireTargetGroup } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkedHealthCheck } from "./target-health-check.ts";

/** Changes the health check; what is not given stays. */
export async function modifyTargetGroup(
  input: Input<"ModifyTargetGroup">,
  { records }: OperationContext,
): Promise<Output<"ModifyTargetGroup">> {
  const found = await requireTargetGroup(records, input.TargetGroupArn);
  const { Protocol: protocol = "", TargetType: targetType = "" } = found.targetGroup;
  const healthCheck = checkedHealthCheck({ protocol, targetType }, input, found.targetGroup);
  const { HealthCheckPath: _, Matcher: __, ...rest } = found.targetGroup;
  const targetGroup: TargetGroup = { ...rest, ...healthCheck };
  records.put("target-group", input.TargetGroupArn, { ...found, targetGroup });
  return { TargetGroups: [targetGroup] };
}
