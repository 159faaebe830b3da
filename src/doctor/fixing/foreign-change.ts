// Whether somebody else has changed what a call of the doctor is about to change or to take back. What the call writes
// is read first: before the change it must be as the plan saw it, before it is taken back as the doctor left it. A
// change that nobody can read back in one call is made and taken back as AWS takes it.
import type { AwsCall } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";
import { writtenState } from "./written-state.ts";

/** Null: it may be made. Rejects when it cannot be read. */
export async function whyNotMade(call: AwsCall, caller: AwsCaller): Promise<string | null> {
  if (call.undo === null) return null;
  const before = writtenState({ service: call.service, ...call.undo });
  if (before === null) return null;
  const { read, after: planned } = before;
  const found = before.of(await caller.call(read.service, read.operation, read.input));
  if (found === planned) return null;
  return `it is not as it was when the plan was made: ${shown(found)} instead of ${shown(planned)}`;
}

/** Null: it may be taken back. Rejects when it cannot be read. */
export async function whyNotTakenBack(call: AwsCall, caller: AwsCaller): Promise<string | null> {
  const written = writtenState(call);
  const before = call.undo === null ? null : writtenState({ service: call.service, ...call.undo });
  if (written === null) return null;
  const { read, after: made } = written;
  const found = written.of(await caller.call(read.service, read.operation, read.input));
  // A read may still answer what was there before the change; to take it back is right then, too.
  if (found === made || found === before?.after) return null;
  return `somebody else has changed it since, to ${shown(found)}`;
}

function shown(state: string): string {
  return state === "" ? "nothing" : state;
}
