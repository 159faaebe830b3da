// The queries of GetMetricData and of alarms on metric math, checked and in a form to evaluate.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { validationError } from "../../protocol/constraints.ts";
import type { DataQuery } from "../../store/metric-math/metric-question.ts";
import { MetricMathError } from "../../store/metric-math/metric-math-error.ts";
import { allNodes, type MathNode } from "../../store/metric-math/metric-math-node.ts";
import { parseMetricMath } from "../../store/metric-math/metric-math-parser.ts";
import { metricIdentity } from "./metric-identity.ts";
import { isPeriod } from "../../store/metric-math/metric-period.ts";
import { parseStatistic } from "../../store/metric-math/statistic.ts";

const ID = /^[a-z][a-zA-Z0-9_]*$/;

/** Throws a validation error; `parameter` is what messages call the list. */
export function readDataQueries(
  queries: readonly MetricDataQuery[],
  parameter: string,
): DataQuery[] {
  const ids = queries.map(({ Id = "" }) => Id);
  if (ids.some((id) => !ID.test(id))) {
    throw validationError(
      `The values for parameter id in ${parameter} are not matching the expected pattern ${ID.source}.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw validationError(`The values for parameter id in ${parameter} are not unique.`);
  }
  const read = queries.map((query, index) => readQuery(query, `${parameter}.member.${index + 1}`));
  checkReferences(read);
  return read;
}

function readQuery(query: MetricDataQuery, path: string): DataQuery {
  const { Id = "", Label, ReturnData, MetricStat, Expression } = query;
  const common = { id: Id, label: Label ?? null, returnData: ReturnData ?? true };
  if ((MetricStat === undefined) === (Expression === undefined)) {
    throw validationError(
      `Either the parameter ${path}.MetricStat or the parameter ${path}.Expression must be specified, but not both.`,
    );
  }
  if (Expression !== undefined) {
    checkPeriod(query.Period, `${path}.Period`);
    return {
      ...common,
      kind: "expression",
      expression: parsed(Id, Expression),
      periodSeconds: query.Period ?? null,
    };
  }
  const { Metric, Period = 0, Stat = "", Unit } = MetricStat ?? {};
  checkPeriod(Period, `${path}.MetricStat.Period`);
  const statistic = parseStatistic(Stat);
  if (statistic === undefined) {
    throw validationError(
      `The value ${Stat} for parameter ${path}.MetricStat.Stat is not a valid statistic.`,
    );
  }
  if (Metric?.Namespace === undefined || Metric.MetricName === undefined) {
    throw validationError(
      `The parameters ${path}.MetricStat.Metric.Namespace and ${path}.MetricStat.Metric.MetricName are required.`,
    );
  }
  return {
    ...common,
    kind: "metric",
    identity: metricIdentity(Metric),
    statistic,
    statisticName: Stat,
    periodSeconds: Period,
    unit: Unit ?? null,
  };
}

function checkPeriod(period: number | undefined, path: string): void {
  if (period === undefined || isPeriod(period)) return;
  throw validationError(
    `The value ${period} for parameter ${path} is not valid: it must be 1, 5, 10, 20, 30 or a multiple of 60.`,
  );
}

function parsed(id: string, expression: string): MathNode {
  try {
    return parseMetricMath(expression);
  } catch (error) {
    if (!(error instanceof MetricMathError)) throw error;
    throw validationError(`Error in expression '${id}': ${error.message}`);
  }
}

/** Every id that is referred to is there, and no expression depends on itself. */
function checkReferences(queries: readonly DataQuery[]): void {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const checked = new Set<string>();
  const check = (query: DataQuery, path: ReadonlySet<string>): void => {
    if (query.kind === "metric" || checked.has(query.id)) return;
    if (path.has(query.id)) {
      throw validationError(`Error in expression '${query.id}': It depends on itself`);
    }
    for (const node of allNodes(query.expression)) {
      if (node.kind !== "reference") continue;
      const referred = byId.get(node.id);
      if (referred === undefined) {
        throw validationError(
          `Error in expression '${query.id}': There is no metric or expression with the id '${node.id}'`,
        );
      }
      check(referred, new Set([...path, query.id]));
    }
    checked.add(query.id);
  };
  for (const query of queries) check(query, new Set());
}
