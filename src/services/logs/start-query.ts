// StartQuery: a Logs Insights query over groups and a span of time. The answer is its id; it runs on by itself.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
import { LimitExceededException } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupIdentifier, checkGroupName, groupNameOf } from "./log-names.ts";
import {
  asked,
  invalidParameter,
  malformedQuery,
  notThere,
  resourceNotFound,
  throwIfInvalid,
} from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { RUNNING_QUERIES_MAX } from "./running-queries.ts";

/** "The default is 10,000 log events." */
const LIMIT_DEFAULT = 10_000;
const LIMIT = { min: 1, max: 100_000 };
const QUERY_LENGTH = { min: 0, max: 10_000 };
const GROUPS = { min: 1, max: 50 };
export const QUERY_LANGUAGES = ["CWLI", "SQL", "PPL"];

export async function startQuery(
  input: LogsInput<"StartQuery">,
  context: OperationContext,
): Promise<LogsOutput<"StartQuery">> {
  checkInput(input);
  if (input.queryLanguage !== undefined && input.queryLanguage !== "CWLI") {
    throw notThere(`queries in ${input.queryLanguage}`);
  }
  const groupNames = await groupsOf(input, context);
  if (input.endTime < input.startTime) {
    throw malformedQuery("The query's end time is before its start time.", 0);
  }
  await asked(context.logs.checkInsights(input.queryString));
  if (context.queries.runningIn(context) >= RUNNING_QUERIES_MAX) {
    throw new LimitExceededException({
      $metadata: {},
      message: `Account maximum query concurrency limit of [${RUNNING_QUERIES_MAX}] reached.`,
    });
  }
  const request = {
    groupNames,
    startMs: input.startTime * 1000,
    // The last second whole, so that what has just been logged is found by a query up to now. [I]
    endMs: input.endTime * 1000 + 999,
    queryText: input.queryString,
    limit: input.limit ?? LIMIT_DEFAULT,
  };
  const { id } = context.queries.start(context, request, {
    clock: context.clock,
    logs: context.logs,
    failed: (query, cause) => {
      context.logger.error("A Logs Insights query failed", { queryId: query.id, cause });
    },
  });
  return { queryId: id };
}

function checkInput(input: LogsInput<"StartQuery">): void {
  const constraints = checkGroupName(new Constraints(), input.logGroupName)
    .enumeration("queryLanguage", input.queryLanguage, QUERY_LANGUAGES)
    .length("logGroupNames", input.logGroupNames, GROUPS)
    .length("logGroupIdentifiers", input.logGroupIdentifiers, GROUPS)
    .range("startTime", input.startTime, { min: 0 })
    .range("endTime", input.endTime, { min: 0 })
    .length("queryString", input.queryString, QUERY_LENGTH)
    .range("limit", input.limit, LIMIT);
  for (const [index, name] of (input.logGroupNames ?? []).entries()) {
    checkGroupName(constraints, name, `logGroupNames.${index + 1}.member`);
  }
  for (const [index, identifier] of (input.logGroupIdentifiers ?? []).entries()) {
    checkGroupIdentifier(constraints, identifier, `logGroupIdentifiers.${index + 1}.member`);
  }
  throwIfInvalid(constraints);
}

/** "A StartQuery operation must include exactly one of" the three ways to name groups. */
async function groupsOf(
  input: LogsInput<"StartQuery">,
  context: OperationContext,
): Promise<string[]> {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const named = logGroupName === undefined ? undefined : [logGroupName];
  const given = [named, logGroupNames, logGroupIdentifiers].filter((list) => list !== undefined);
  if (given.length !== 1) {
    throw invalidParameter(
      "Exactly one of logGroupName, logGroupNames or logGroupIdentifiers must be specified.",
    );
  }
  const names = new Set<string>();
  for (const identifier of given[0] ?? []) {
    const name = groupNameOf(identifier, context);
    const group = name && (await asked(context.logs.findGroup(context, name)));
    if (!group) {
      throw resourceNotFound(
        `Log group '${identifier}' does not exist for account ID '${context.account}'`,
      );
    }
    names.add(group.name);
  }
  return [...names];
}
