// DeleteTargetGroup: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
import { ResourceInUseException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkArn } from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";

/** Takes the registrations along; succeeds when the target group is gone already. */
export async function deleteTargetGroup(
  input: Input<"DeleteTargetGroup">,
  { records }: OperationContext,
): Promise<Output<"DeleteTargetGroup">> {
  const { TargetGroupArn: arn } = input;
  checkArn("target-group", arn);
  const found = await records.get("target-group", arn);
  if (found === undefined) return {};
  if ((found.targetGroup.LoadBalancerArns ?? []).length > 0) {
    throw serviceError(
      ResourceInUseException,
      `Target group '${arn}' is currently in use by a listener or a rule`,
    );
  }
  for (const { id } of await records.list("target", `${arn}#`)) records.delete("target", id);
  records.delete("target-group", arn);
  return {};
}
