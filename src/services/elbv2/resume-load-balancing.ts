// Takes up what a process that ended has left in passing: load balancers that were being provisioned and targets
// that were draining. Called once per account and region when Postern starts on a data directory.
import type { Clock } from "../../base/clock.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { activateLoadBalancer } from "./load-balancer-state.ts";
import { deregistrationDelayMs, removeDrainedTarget } from "./target-draining.ts";

/** Finishes or reschedules everything that a `later` of an earlier process was to do. */
export async function resumeLoadBalancing(
  records: ScopedRecords,
  clock: Clock,
  later: OperationContext["later"],
): Promise<void> {
  for (const { id } of await records.list("load-balancer")) await activateLoadBalancer(records, id);
  for (const { id, body } of await records.list("target")) {
    const { deregisteredAtMs } = body;
    if (deregisteredAtMs === null) continue;
    const group = await records.get("target-group", body.targetGroupArn);
    const endMs = deregisteredAtMs + deregistrationDelayMs(group?.attributes ?? {});
    later(Math.max(0, endMs - clock.nowMs()), (laterRecords) =>
      removeDrainedTarget(laterRecords, id, deregisteredAtMs),
    );
  }
}
