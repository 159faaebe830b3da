// FilterLogEvents: the events of a group that a filter pattern matches, of all streams or some, earliest first.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { checkStreamName, groupNameFrom } from "./log-names.ts";
import {
  asked,
  invalidParameter,
  notThere,
  streamNotFound,
  throwIfInvalid,
} from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const EVENTS_MAX = 10_000;
const STREAMS = { min: 1, max: 100 };
const PATTERN_LENGTH = { min: 0, max: 1024 };

export async function filterLogEvents(
  input: LogsInput<"FilterLogEvents">,
  context: OperationContext,
): Promise<LogsOutput<"FilterLogEvents">> {
  checkInput(input);
  const groupName = groupNameFrom(input, context);
  await groupByName(groupName, context);
  const { logStreamNames } = input;
  for (const name of logStreamNames ?? []) await checkStream(groupName, name, context);
  const page = await asked(
    context.logs.filterEvents(context, {
      groupName,
      streamNames: logStreamNames ?? null,
      streamPrefix: input.logStreamNamePrefix ?? "",
      startMs: input.startTime ?? null,
      // Both ends are inclusive here: "Events with a timestamp later than this time are not returned."
      endMs: input.endTime === undefined ? null : input.endTime + 1,
      pattern: input.filterPattern ?? "",
      after: input.nextToken ?? null,
      limit: input.limit ?? EVENTS_MAX,
    }),
  );
  return {
    events: page.items.map((event) => ({
      logStreamName: event.streamName,
      timestamp: event.atMs,
      message: event.message,
      ingestionTime: event.ingestedAtMs,
      eventId: event.eventId,
    })),
    // "As of May 15, 2020, this parameter is no longer supported. This parameter returns an empty list".
    searchedLogStreams: [],
    ...(page.next === null ? {} : { nextToken: page.next }),
  };
}

function checkInput(input: LogsInput<"FilterLogEvents">): void {
  const { logStreamNames, logStreamNamePrefix: prefix, startTime, endTime } = input;
  const constraints = checkStreamName(new Constraints(), prefix, "logStreamNamePrefix")
    .length("logStreamNames", logStreamNames, STREAMS)
    .range("startTime", startTime, { min: 0 })
    .range("endTime", endTime, { min: 0 })
    .length("filterPattern", input.filterPattern, PATTERN_LENGTH)
    .length("nextToken", input.nextToken, { min: 1 })
    .range("limit", input.limit, { min: 1, max: EVENTS_MAX });
  for (const [index, name] of (logStreamNames ?? []).entries()) {
    checkStreamName(constraints, name, `logStreamNames.${index + 1}.member`);
  }
  throwIfInvalid(constraints);
  if (logStreamNames !== undefined && prefix !== undefined) {
    throw invalidParameter("logStreamNamePrefix and logStreamNames are mutually exclusive.");
  }
  if (startTime !== undefined && endTime !== undefined && endTime < startTime) {
    throw invalidParameter("endTime must be greater than or equal to startTime.");
  }
  if (input.startFromHead === false) throw notThere("FilterLogEvents with the latest events first");
}

async function checkStream(
  groupName: string,
  name: string,
  context: OperationContext,
): Promise<void> {
  const query = { prefix: name, order: "name", descending: false, after: null, limit: 1 } as const;
  const page = await asked(context.logs.listStreams(context, { groupName, ...query }));
  if (page.items[0]?.name !== name) throw streamNotFound();
}
