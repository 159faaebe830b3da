// DescribeQueries: the queries that are kept, the latest first.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { pageFrom } from "./offset-page.ts";
import type { KeptQuery } from "./running-queries.ts";
import { QUERY_LANGUAGES } from "./start-query.ts";

const RESULTS_MAX = 1000;
const STATUSES = ["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"];

export function describeQueries(
  input: LogsInput<"DescribeQueries">,
  context: OperationContext,
): LogsOutput<"DescribeQueries"> {
  const { logGroupName, status, maxResults = RESULTS_MAX, queryLanguage = "CWLI" } = input;
  throwIfInvalid(
    checkGroupName(new Constraints(), logGroupName)
      .enumeration("status", status, STATUSES)
      .enumeration("queryLanguage", queryLanguage, QUERY_LANGUAGES)
      .range("maxResults", maxResults, { min: 1, max: RESULTS_MAX })
      .length("nextToken", input.nextToken, { min: 1 }),
  );
  const wanted = context.queries.list(context).filter((query) => {
    if (logGroupName !== undefined && !query.request.groupNames.includes(logGroupName))
      return false;
    return queryLanguage === "CWLI" && (status === undefined || query.status === status);
  });
  const { items, nextToken } = pageFrom(wanted, input.nextToken, maxResults);
  return { queries: items.map((query) => describedQuery(query)), ...nextToken };
}

function describedQuery(query: KeptQuery) {
  const { request, endedAtMs, createdAtMs, result } = query;
  return {
    queryLanguage: "CWLI" as const,
    queryId: query.id,
    queryString: request.queryText,
    status: query.status,
    createTime: createdAtMs,
    logGroupName: request.groupNames.join(","),
    ...(endedAtMs === null ? {} : { queryDuration: endedAtMs - createdAtMs }),
    ...(result === null ? {} : { bytesScanned: result.bytesScanned }),
  };
}
