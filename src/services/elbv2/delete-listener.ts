// DeleteListener: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html
import { ResourceInUseException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { requireListener } from "./find-resource.ts";
import { removeListener } from "./load-balancer-removal.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

/** Takes the rules along. */
export async function deleteListener(
  input: Input<"DeleteListener">,
  { records }: OperationContext,
): Promise<Output<"DeleteListener">> {
  const { listener } = await requireListener(records, input.ListenerArn);
  const loadBalancerArn = listener.LoadBalancerArn ?? "";
  await checkNotTargeted(records, loadBalancerArn, listener.Port ?? 0);
  const released = await removeListener(records, input.ListenerArn);
  await updateTargetGroupUse(records, loadBalancerArn, released);
  return {};
}

/** A network load balancer that sends to this port keeps the listener. */
async function checkNotTargeted(
  records: ScopedRecords,
  loadBalancerArn: string,
  port: number,
): Promise<void> {
  const targets = await records.list("target");
  const targeted = targets.find(
    ({ body }) =>
      body.target.Id === loadBalancerArn &&
      body.target.Port === port &&
      body.deregisteredAtMs === null,
  );
  if (targeted === undefined) return;
  throw serviceError(
    ResourceInUseException,
    `The listener cannot be deleted because the target group '${targeted.body.targetGroupArn}' sends to its port`,
  );
}
