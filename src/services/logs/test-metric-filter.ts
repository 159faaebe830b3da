// TestMetricFilter: a filter pattern tried on messages of the request; nothing stored is read.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const PATTERN_LENGTH = { min: 0, max: 1024 };
const MESSAGES = { min: 1, max: 50 };

export async function testMetricFilter(
  { filterPattern, logEventMessages }: LogsInput<"TestMetricFilter">,
  context: OperationContext,
): Promise<LogsOutput<"TestMetricFilter">> {
  const constraints = new Constraints()
    .length("filterPattern", filterPattern, PATTERN_LENGTH)
    .length("logEventMessages", logEventMessages, MESSAGES);
  for (const [index, message] of logEventMessages.entries()) {
    constraints.length(`logEventMessages.${index + 1}.member`, message, { min: 1 });
  }
  throwIfInvalid(constraints);
  const tested = await asked(context.logs.testPattern(filterPattern, logEventMessages));
  const matches = tested.flatMap((extractedValues, index) => {
    if (extractedValues === null) return [];
    const eventMessage = logEventMessages[index] ?? "";
    return [{ eventNumber: index + 1, eventMessage, extractedValues: { ...extractedValues } }];
  });
  return { matches };
}
