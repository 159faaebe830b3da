// ListMetrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidValue } from "./cloudwatch-errors.ts";
import { shownMetric } from "./metric-identity.ts";
import type { Input, Output } from "./operation-types.ts";

const PAGE_SIZE = 500;
const RECENTLY_MS = 3 * 60 * 60 * 1000;
const TOKEN_PREFIX = "lm:";

export async function listMetrics(
  input: Input<"ListMetrics">,
  context: OperationContext,
): Promise<Output<"ListMetrics">> {
  new Constraints()
    .enumeration("recentlyActive", input.RecentlyActive, ["PT3H"])
    .length("dimensions", input.Dimensions, { max: 10 })
    .throwIfViolated();
  // There are no metrics of other accounts.
  if (input.OwningAccount !== undefined && input.OwningAccount !== context.account) {
    return { Metrics: [] };
  }
  const { metrics, next } = await context.metrics.search(context.records.scope, {
    namespace: input.Namespace ?? null,
    metricName: input.MetricName ?? null,
    dimensions: (input.Dimensions ?? []).map(({ Name, Value }) => ({
      name: Name,
      value: Value ?? null,
    })),
    activeSinceMs: input.RecentlyActive === undefined ? null : context.clock.nowMs() - RECENTLY_MS,
    after: positionOf(input.NextToken),
    limit: PAGE_SIZE,
  });
  return {
    Metrics: metrics.map(shownMetric),
    ...(next === null ? {} : { NextToken: Buffer.from(TOKEN_PREFIX + next).toString("base64url") }),
    // Every metric is the account's own.
    ...(input.IncludeLinkedAccounts === true
      ? { OwningAccounts: metrics.map(() => context.account) }
      : {}),
  };
}

function positionOf(token: string | undefined): string | null {
  if (token === undefined) return null;
  const text = Buffer.from(token, "base64url").toString();
  // Its model has no InvalidNextToken.
  if (!text.startsWith(TOKEN_PREFIX)) throw invalidValue(`Invalid nextToken: ${token}`);
  return text.slice(TOKEN_PREFIX.length);
}
