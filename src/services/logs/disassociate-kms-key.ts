// DisassociateKmsKey: the group has no key any more.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html
import type { OperationContext } from "../operation-context.ts";
import { kmsKeyGroup } from "./kms-key-group.ts";
import { asked } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export async function disassociateKmsKey(
  input: LogsInput<"DisassociateKmsKey">,
  context: OperationContext,
): Promise<LogsOutput<"DisassociateKmsKey">> {
  const groupName = kmsKeyGroup(input, context);
  await asked(context.logs.changeGroup(context, groupName, { kmsKeyId: "" }));
  return {};
}
