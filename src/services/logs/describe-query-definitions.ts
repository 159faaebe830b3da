// DescribeQueryDefinitions: the queries that are kept under a name, by name.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { pageFrom } from "./offset-page.ts";
import { QUERY_LANGUAGES } from "./start-query.ts";

const RESULTS_MAX = 1000;

export async function describeQueryDefinitions(
  input: LogsInput<"DescribeQueryDefinitions">,
  context: OperationContext,
): Promise<LogsOutput<"DescribeQueryDefinitions">> {
  const { queryDefinitionNamePrefix: prefix, maxResults = RESULTS_MAX, queryLanguage } = input;
  throwIfInvalid(
    new Constraints()
      .enumeration("queryLanguage", queryLanguage, QUERY_LANGUAGES)
      .length("queryDefinitionNamePrefix", prefix, { min: 1, max: 255 })
      .range("maxResults", maxResults, { min: 1, max: RESULTS_MAX })
      .length("nextToken", input.nextToken, { min: 1 }),
  );
  const kept = await context.records.list("log-query-definition");
  const definitions = kept
    .map(({ body }) => body.queryDefinition)
    .filter((definition) => {
      if (prefix !== undefined && !(definition.name ?? "").startsWith(prefix)) return false;
      return queryLanguage === undefined || definition.queryLanguage === queryLanguage;
    })
    .toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
  const { items, nextToken } = pageFrom(definitions, input.nextToken, maxResults);
  return { queryDefinitions: items, ...nextToken };
}
