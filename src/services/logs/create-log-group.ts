// CreateLogGroup: a place for log streams, with class, tags and the name of a KMS key, which encrypts nothing here.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkTags, refuseReservedKeys } from "./log-group-tags.ts";
import { checkGroupName } from "./log-names.ts";
import { asked, invalidParameter, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

export const LOG_GROUP_CLASSES = ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"];
export const KMS_KEY_LENGTH = { min: 0, max: 256 };

export async function createLogGroup(
  input: LogsInput<"CreateLogGroup">,
  context: OperationContext,
): Promise<LogsOutput<"CreateLogGroup">> {
  const { logGroupName: name, kmsKeyId = "", tags = {}, logGroupClass = "STANDARD" } = input;
  const constraints = checkGroupName(new Constraints(), name)
    .length("kmsKeyId", kmsKeyId, KMS_KEY_LENGTH)
    .enumeration("logGroupClass", logGroupClass, LOG_GROUP_CLASSES);
  throwIfInvalid(checkTags(constraints, input.tags));
  refuseReservedKeys(Object.keys(tags));
  if (/^aws\//i.test(name)) {
    throw invalidParameter("Log groups starting with AWS/ are reserved for AWS.");
  }
  const group = { name, groupClass: logGroupClass, kmsKeyId, tags };
  await asked(context.logs.createGroup(context, group));
  if (kmsKeyId !== "") warnOfKey(name, context);
  if (input.deletionProtectionEnabled === true) {
    context.logger.warn("Deletion protection of a log group has no effect", { logGroup: name });
  }
  return {};
}

/** Said where a KMS key is set for a group: its events are kept as they came. */
export function warnOfKey(name: string, { logger }: OperationContext): void {
  logger.warn("The KMS key of a log group has no effect: events are kept unencrypted", {
    logGroup: name,
  });
}
