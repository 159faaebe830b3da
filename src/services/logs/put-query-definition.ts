// PutQueryDefinition: a query kept under a name, to be run later; new without an id, changed with one.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
import { uuid } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGroupName } from "./log-names.ts";
import { resourceNotFound, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { QUERY_LANGUAGES } from "./start-query.ts";

export async function putQueryDefinition(
  input: LogsInput<"PutQueryDefinition">,
  context: OperationContext,
): Promise<LogsOutput<"PutQueryDefinition">> {
  checkInput(input);
  const {
    queryDefinitionId = uuid(),
    queryLanguage = "CWLI",
    clientToken: _token,
    ...rest
  } = input;
  if (input.queryDefinitionId !== undefined) {
    const before = await context.records.get("log-query-definition", queryDefinitionId);
    if (before === undefined) {
      throw resourceNotFound("The specified query definition does not exist.");
    }
  }
  context.records.put("log-query-definition", queryDefinitionId, {
    queryDefinition: {
      ...rest,
      queryDefinitionId,
      queryLanguage,
      lastModified: context.clock.nowMs(),
    },
  });
  return { queryDefinitionId };
}

function checkInput(input: LogsInput<"PutQueryDefinition">): void {
  const constraints = new Constraints()
    .enumeration("queryLanguage", input.queryLanguage, QUERY_LANGUAGES)
    .length("name", input.name, { min: 1, max: 255 })
    .length("queryDefinitionId", input.queryDefinitionId, { min: 0, max: 256 })
    .length("queryString", input.queryString, { min: 1, max: 10_000 });
  for (const [index, name] of (input.logGroupNames ?? []).entries()) {
    checkGroupName(constraints, name, `logGroupNames.${index + 1}.member`);
  }
  throwIfInvalid(constraints);
}
