// The query that an operation names, or AWS's error where there is none of that id in the account and region.
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { resourceNotFound, throwIfInvalid } from "./logs-errors.ts";
import type { KeptQuery } from "./running-queries.ts";

export function findQuery(queryId: string, context: OperationContext): KeptQuery {
  throwIfInvalid(new Constraints().length("queryId", queryId, { min: 0, max: 256 }));
  const query = context.queries.find(context, queryId);
  if (query === undefined) throw resourceNotFound(`Query '${queryId}' does not exist.`);
  return query;
}
