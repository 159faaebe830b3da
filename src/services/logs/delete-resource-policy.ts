// DeleteResourcePolicy: a policy of the account goes, by name, or that of a log group.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { resourceNotFound, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import {
  accountPolicyId,
  checkRevision,
  groupPolicyId,
  policyGroupName,
} from "./resource-policies.ts";

export async function deleteResourcePolicy(
  input: LogsInput<"DeleteResourcePolicy">,
  context: OperationContext,
): Promise<LogsOutput<"DeleteResourcePolicy">> {
  const { policyName, resourceArn, expectedRevisionId } = input;
  const constraints = new Constraints();
  if (resourceArn === undefined) constraints.notNull("policyName", policyName);
  throwIfInvalid(constraints.length("expectedRevisionId", expectedRevisionId, { min: 1 }));
  const id =
    resourceArn === undefined
      ? accountPolicyId(policyName ?? "")
      : groupPolicyId(await policyGroupName(resourceArn, context));
  const kept = await context.records.get("log-resource-policy", id);
  if (kept === undefined) {
    throw resourceNotFound(
      resourceArn === undefined
        ? `Policy with name [${policyName ?? ""}] does not exist.`
        : "The specified resource has no policy.",
    );
  }
  if (resourceArn !== undefined) checkRevision(kept.policy, expectedRevisionId);
  context.records.delete("log-resource-policy", id);
  return {};
}
