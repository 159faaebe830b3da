// The end of a target's registration: it drains for the group's deregistration delay, then it is gone.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
import type { ScopedRecords } from "../../store/store.ts";

const DEFAULT_DELAY_SECONDS = 300;

/** The deregistration delay of a target group with these attributes. */
export function deregistrationDelayMs(attributes: Readonly<Record<string, string>>): number {
  const seconds = attributes["deregistration_delay.timeout_seconds"];
  return Number(seconds ?? DEFAULT_DELAY_SECONDS) * 1000;
}

/** Removes a target unless it has been registered anew since it was deregistered at `deregisteredAtMs`. */
export async function removeDrainedTarget(
  records: ScopedRecords,
  targetId: string,
  deregisteredAtMs: number,
): Promise<void> {
  const found = await records.get("target", targetId);
  if (found?.deregisteredAtMs === deregisteredAtMs) records.delete("target", targetId);
}
