// RegisterTargets: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html
import { TooManyTargetsException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireTargetGroup, targetsOf } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { TARGETS_PER_TARGET_GROUP_MAX } from "./quotas.ts";
import { serviceError } from "./service-error.ts";
import { checkedTargets, targetRecordId } from "./target-validation.ts";

/** A target that is registered already stays as it is; one that is draining is registered anew. */
export async function registerTargets(
  input: Input<"RegisterTargets">,
  { records, clock }: OperationContext,
): Promise<Output<"RegisterTargets">> {
  const { TargetGroupArn: targetGroupArn } = input;
  const { targetGroup } = await requireTargetGroup(records, targetGroupArn);
  const targets = await checkedTargets(records, input.Targets, targetGroup);
  for (const target of targets) {
    const id = targetRecordId(targetGroupArn, target);
    const present = await records.get("target", id);
    if (present !== undefined && present.deregisteredAtMs === null) continue;
    records.put("target", id, {
      targetGroupArn,
      target,
      registeredAtMs: clock.nowMs(),
      deregisteredAtMs: null,
    });
  }
  const registered = (await targetsOf(records, targetGroupArn)).filter(
    ({ deregisteredAtMs }) => deregisteredAtMs === null,
  );
  const max = targetGroup.TargetType === "alb" ? 1 : TARGETS_PER_TARGET_GROUP_MAX;
  if (registered.length > max) {
    throw serviceError(
      TooManyTargetsException,
      `The maximum number of targets per target group has been reached: a target group with target type '${targetGroup.TargetType ?? ""}' can have ${max}`,
    );
  }
  return {};
}
