// GetQueryResults: what has become of a query, and its rows once it is complete.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findQuery } from "./find-query.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { pageFrom } from "./offset-page.ts";

const ITEMS_MAX = 10_000;

export function getQueryResults(
  input: LogsInput<"GetQueryResults">,
  context: OperationContext,
): LogsOutput<"GetQueryResults"> {
  throwIfInvalid(new Constraints().range("maxItems", input.maxItems, { min: 1, max: ITEMS_MAX }));
  const { status, result, request } = findQuery(input.queryId, context);
  const { items, nextToken } = pageFrom(
    result?.rows ?? [],
    input.nextToken,
    input.maxItems ?? ITEMS_MAX,
  );
  return {
    queryLanguage: "CWLI",
    results: items.map((row) => row.map(({ field, value }) => ({ field, value }))),
    statistics: {
      recordsMatched: result?.recordsMatched ?? 0,
      recordsScanned: result?.recordsScanned ?? 0,
      estimatedRecordsSkipped: 0,
      bytesScanned: result?.bytesScanned ?? 0,
      estimatedBytesSkipped: 0,
      logGroupsScanned: result === null ? 0 : request.groupNames.length,
    },
    status,
    ...nextToken,
  };
}
