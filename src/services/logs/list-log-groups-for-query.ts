// ListLogGroupsForQuery: the groups that a query was started on.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroupsForQuery.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findQuery } from "./find-query.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { pageFrom } from "./offset-page.ts";

const RESULTS = { min: 50, max: 500 };

export function listLogGroupsForQuery(
  input: LogsInput<"ListLogGroupsForQuery">,
  context: OperationContext,
): LogsOutput<"ListLogGroupsForQuery"> {
  const { maxResults = RESULTS.min } = input;
  throwIfInvalid(new Constraints().range("maxResults", maxResults, RESULTS));
  const { request } = findQuery(input.queryId, context);
  const { items, nextToken } = pageFrom(request.groupNames, input.nextToken, maxResults);
  return { logGroupIdentifiers: items, ...nextToken };
}
