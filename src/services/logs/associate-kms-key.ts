// AssociateKmsKey: kept and shown; events are not encrypted here.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { KMS_KEY_LENGTH, warnOfKey } from "./create-log-group.ts";
import { kmsKeyGroup } from "./kms-key-group.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function associateKmsKey(
  input: LogsInput<"AssociateKmsKey">,
  context: OperationContext,
): Promise<LogsOutput<"AssociateKmsKey">> {
  const { kmsKeyId } = input;
  throwIfInvalid(new Constraints().length("kmsKeyId", kmsKeyId, KMS_KEY_LENGTH));
  const groupName = kmsKeyGroup(input, context);
  await asked(context.logs.changeGroup(context, groupName, { kmsKeyId }));
  warnOfKey(groupName, context);
  return {};
}
