// GetLogEvents: one stream, read from its head or its tail and then on in either direction.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkStreamName, groupNameFrom } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const EVENTS_MAX = 10_000;

export async function getLogEvents(
  input: LogsInput<"GetLogEvents">,
  context: OperationContext,
): Promise<LogsOutput<"GetLogEvents">> {
  throwIfInvalid(
    checkStreamName(new Constraints(), input.logStreamName)
      .range("startTime", input.startTime, { min: 0 })
      .range("endTime", input.endTime, { min: 0 })
      .length("nextToken", input.nextToken, { min: 1 })
      .range("limit", input.limit, { min: 1, max: EVENTS_MAX }),
  );
  const read = await asked(
    context.logs.readEvents(context, {
      groupName: groupNameFrom(input, context),
      streamName: input.logStreamName,
      startMs: input.startTime ?? null,
      endMs: input.endTime ?? null,
      token: input.nextToken ?? null,
      fromHead: input.startFromHead ?? false,
      limit: input.limit ?? EVENTS_MAX,
    }),
  );
  return {
    events: read.events.map(({ atMs, message, ingestedAtMs }) => {
      return { timestamp: atMs, message, ingestionTime: ingestedAtMs };
    }),
    nextForwardToken: read.forwardToken,
    nextBackwardToken: read.backwardToken,
  };
}
