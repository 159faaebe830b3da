// PutLogEvents: a batch of events in order of time. Events that are too old, too new or past the group's retention are
// left out and named; sequence tokens are not looked at.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { checkGroupName, checkStreamName } from "./log-names.ts";
import { asked, invalidParameter, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { rejectedEvents } from "./rejected-events.ts";
import { sequenceToken } from "./sequence-token.ts";

const EVENTS_MAX = 10_000;
/** "calculated as the sum of all event messages in UTF-8, plus 26 bytes for each log event" */
const BATCH_BYTES_MAX = 1_048_576;
const EVENT_OVERHEAD_BYTES = 26;
const SPAN_MS_MAX = 24 * 60 * 60 * 1000;

type InputEvents = LogsInput<"PutLogEvents">["logEvents"];

export async function putLogEvents(
  input: LogsInput<"PutLogEvents">,
  context: OperationContext,
): Promise<LogsOutput<"PutLogEvents">> {
  const { logGroupName: groupName, logStreamName: streamName, logEvents } = input;
  checkInput(input);
  checkBatch(logEvents);
  const nowMs = context.clock.nowMs();
  const { retentionDays } = await groupByName(groupName, context);
  const { from, to, info } = rejectedEvents(
    logEvents.map(({ timestamp }) => timestamp),
    { nowMs, retentionDays },
  );
  // Also where nothing is left, so that a stream that is not there is said.
  const taken = logEvents.slice(from, to).map(({ timestamp, message }) => {
    return { atMs: timestamp, message };
  });
  await asked(context.logs.putEvents(context, { groupName, streamName }, taken));
  return {
    nextSequenceToken: sequenceToken(nowMs),
    ...(info === null ? {} : { rejectedLogEventsInfo: info }),
  };
}

function checkInput({ logGroupName, logStreamName, logEvents }: LogsInput<"PutLogEvents">): void {
  const constraints = checkGroupName(new Constraints(), logGroupName);
  checkStreamName(constraints, logStreamName);
  // The value is left out of the message: it is the whole batch.
  if (logEvents.length === 0 || logEvents.length > EVENTS_MAX) {
    const bound =
      logEvents.length === 0 ? "greater than or equal to 1" : `less than or equal to ${EVENTS_MAX}`;
    constraints.violate("logEvents", [], `Member must have length ${bound}`);
  }
  for (const [index, { timestamp, message }] of logEvents.slice(0, EVENTS_MAX).entries()) {
    constraints.length(`logEvents.${index + 1}.member.message`, message, { min: 1 });
    constraints.range(`logEvents.${index + 1}.member.timestamp`, timestamp, { min: 0 });
  }
  throwIfInvalid(constraints);
}

function checkBatch(events: InputEvents): void {
  let bytes = 0;
  for (const { message } of events) bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
  if (bytes > BATCH_BYTES_MAX) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${BATCH_BYTES_MAX}`);
  }
  for (let i = 1; i < events.length; i++) {
    if ((events[i]?.timestamp ?? 0) < (events[i - 1]?.timestamp ?? 0)) {
      throw invalidParameter(
        "Log events in a single PutLogEvents request must be in chronological order.",
      );
    }
  }
  const spanMs = (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
  if (spanMs > SPAN_MS_MAX) {
    throw invalidParameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
  }
}
