// GetLogGroupFields: which fields events of a group have had lately, and how many of them each.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { discoveredFields } from "./discovered-fields.ts";
import { groupByName } from "./log-group-tags.ts";
import { groupNameFrom } from "./log-names.ts";
import { asked, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const MINUTE_MS = 60 * 1000;
/** "the most recent 15 minutes"; with a time, "8 minutes before and 8 minutes after this time". */
const RECENT_MS = 15 * MINUTE_MS;
const AROUND_MS = 8 * MINUTE_MS;
/** Events looked at. */
const SAMPLE_MAX = 1000;

export async function getLogGroupFields(
  input: LogsInput<"GetLogGroupFields">,
  context: OperationContext,
): Promise<LogsOutput<"GetLogGroupFields">> {
  throwIfInvalid(new Constraints().range("time", input.time, { min: 0 }));
  const groupName = groupNameFrom(input, context);
  await groupByName(groupName, context);
  const nowMs = context.clock.nowMs();
  const aroundMs = input.time === undefined ? null : input.time * 1000;
  const page = await asked(
    context.logs.filterEvents(context, {
      groupName,
      streamNames: null,
      streamPrefix: "",
      startMs: aroundMs === null ? nowMs - RECENT_MS : aroundMs - AROUND_MS,
      endMs: aroundMs === null ? null : aroundMs + AROUND_MS + 1,
      pattern: "",
      after: null,
      limit: SAMPLE_MAX,
    }),
  );
  const counts = new Map<string, number>();
  for (const event of page.items) {
    for (const name of discoveredFields(event, context.account).keys()) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  counts.delete("@ptr");
  const logGroupFields = [...counts]
    .map(([name, count]) => ({ name, percent: Math.round((100 * count) / page.items.length) }))
    .toSorted((a, b) => b.percent - a.percent || (a.name < b.name ? -1 : 1));
  return { logGroupFields };
}
