// PutRetentionPolicy: how many days events of a group are kept.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

export async function putRetentionPolicy(
  { logGroupName, retentionInDays }: LogsInput<"PutRetentionPolicy">,
  context: OperationContext,
): Promise<LogsOutput<"PutRetentionPolicy">> {
  const constraints = checkGroupName(new Constraints(), logGroupName);
  if (!RETENTION_DAYS.includes(retentionInDays)) {
    const allowed = RETENTION_DAYS.join(", ");
    constraints.violate(
      "retentionInDays",
      retentionInDays,
      `Member must satisfy enum value set: [${allowed}]`,
    );
  }
  throwIfInvalid(constraints);
  const change = { retentionDays: retentionInDays };
  await asked(context.logs.changeGroup(context, logGroupName, change));
  return {};
}
