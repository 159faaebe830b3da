// What CloudWatch Logs answers when a request lacks members that it must have: its own code for the usual text.
import { nullViolation, violationsError } from "../../protocol/constraints.ts";
import { FrameworkError } from "../../protocol/framework-error.ts";

/** The error for the missing members, which are named by their paths. The SDK is not needed for it. */
export function missingMembersError(paths: readonly string[]): Error {
  const { message } = violationsError(paths.map(nullViolation));
  return new FrameworkError("InvalidParameterException", 400, message);
}
