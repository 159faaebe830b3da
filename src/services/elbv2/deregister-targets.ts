// DeregisterTargets: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html
import type { OperationContext } from "../operation-context.ts";
import { requireTargetGroup } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { validationError } from "../../protocol/constraints.ts";
import { deregistrationDelayMs, removeDrainedTarget } from "./target-draining.ts";
import { targetRecordId, withPort } from "./target-validation.ts";

/** Targets drain for the group's delay, then they are gone. One that is not registered is no error. */
export async function deregisterTargets(
  input: Input<"DeregisterTargets">,
  { records, clock, later }: OperationContext,
): Promise<Output<"DeregisterTargets">> {
  const { TargetGroupArn: targetGroupArn } = input;
  const { targetGroup, attributes } = await requireTargetGroup(records, targetGroupArn);
  if (input.Targets.length === 0) throw validationError("A target must be specified");
  const inUse = (targetGroup.LoadBalancerArns ?? []).length > 0;
  // [I] Without a load balancer there is nothing to drain.
  const delayMs = inUse ? deregistrationDelayMs(attributes) : 0;
  const deregisteredAtMs = clock.nowMs();
  for (const target of input.Targets) {
    const id = targetRecordId(targetGroupArn, withPort(target, targetGroup));
    const present = await records.get("target", id);
    if (present === undefined || present.deregisteredAtMs !== null) continue;
    if (delayMs === 0) {
      records.delete("target", id);
      continue;
    }
    records.put("target", id, { ...present, deregisteredAtMs });
    later(delayMs, (laterRecords) => removeDrainedTarget(laterRecords, id, deregisteredAtMs));
  }
  return {};
}
