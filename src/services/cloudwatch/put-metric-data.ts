// PutMetricData: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
import type { MetricDatum as SdkDatum } from "@aws-sdk/client-cloudwatch";
import { binOf } from "../../store/metric-distribution.ts";
import type { MetricDatum, MetricStatistics } from "../../store/metric-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidValue, missingParameter } from "./cloudwatch-errors.ts";
import { checkDatum } from "./metric-datum-rules.ts";
import { metricIdentity } from "./metric-identity.ts";
import type { Input, Output } from "./operation-types.ts";

const DATA_MAX = 1000;
/** Of those that one message tells. */
const ERRORS_MAX = 50;
const NAMESPACE_LENGTH_MAX = 255;

/** Entities are not kept: their data are taken as if they had none. */
export async function putMetricData(
  input: Input<"PutMetricData">,
  context: OperationContext,
): Promise<Output<"PutMetricData">> {
  const { Namespace, MetricData = [], EntityMetricData = [] } = input;
  checkNamespace(Namespace);
  const given: [path: string, datum: SdkDatum][] = [
    ...MetricData.map((datum, n): [string, SdkDatum] => [`MetricData.member.${n + 1}`, datum]),
    ...EntityMetricData.flatMap(({ MetricData: data = [] }, e) =>
      data.map((datum, n): [string, SdkDatum] => [
        `EntityMetricData.member.${e + 1}.MetricData.member.${n + 1}`,
        datum,
      ]),
    ),
  ];
  if (given.length === 0) throw missingParameter("The parameter MetricData is required.");
  if (given.length > DATA_MAX) {
    throw invalidValue(`The collection MetricData must not have a size greater than ${DATA_MAX}.`);
  }
  const nowMs = context.clock.nowMs();
  checkAll(given, nowMs);
  const data = given.map(([, datum]) => kept(Namespace, datum, nowMs));
  await context.metrics.put(context.records.scope, data);
  return {};
}

/** As AWS does, says of all data at once what is wrong with them in the same way, a line each. */
function checkAll(
  given: readonly (readonly [path: string, datum: SdkDatum])[],
  nowMs: number,
): void {
  const errors: Error[] = [];
  for (const [path, datum] of given) {
    try {
      checkDatum(path, datum, nowMs);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (errors.length === 0 || errors[0]?.name === error.name) errors.push(error);
      if (errors.length === ERRORS_MAX) break;
    }
  }
  const [first] = errors;
  if (first === undefined) return;
  first.message = errors.map(({ message }) => message).join("\n");
  throw first;
}

function checkNamespace(namespace: string): void {
  if (namespace === "") throw missingParameter("The parameter Namespace is required.");
  if (namespace.startsWith("AWS/")) {
    throw invalidValue("The value AWS/ for parameter Namespace is invalid.");
  }
  if (namespace.startsWith(":") || !/^[\x20-\x7e]+$/.test(namespace)) {
    throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`);
  }
  if (namespace.length > NAMESPACE_LENGTH_MAX) {
    throw invalidValue(
      `The parameter Namespace must be shorter than ${NAMESPACE_LENGTH_MAX + 1} characters.`,
    );
  }
}

function kept(namespace: string, datum: SdkDatum, nowMs: number): MetricDatum {
  return {
    ...statisticsOf(datum),
    identity: metricIdentity({
      Namespace: namespace,
      MetricName: datum.MetricName,
      Dimensions: datum.Dimensions,
    }),
    unit: datum.Unit ?? "None",
    atMs: datum.Timestamp?.getTime() ?? nowMs,
    storageResolutionSeconds: datum.StorageResolution === 1 ? 1 : 60,
  };
}

function statisticsOf(datum: SdkDatum): MetricStatistics {
  const set = datum.StatisticValues;
  if (set !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = set;
    return {
      sampleCount: SampleCount,
      sum: Sum,
      minimum: Minimum,
      maximum: Maximum,
      // A set of one value says how its values are spread.
      distribution: Minimum === Maximum ? new Map([[binOf(Minimum), SampleCount]]) : null,
    };
  }
  const values = datum.Values ?? [datum.Value ?? 0];
  const distribution = new Map<number, number>();
  let [sampleCount, sum, minimum, maximum] = [0, 0, Infinity, -Infinity];
  for (const [index, value] of values.entries()) {
    const count = datum.Counts?.[index] ?? 1;
    if (count === 0) continue;
    sampleCount += count;
    sum += value * count;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    distribution.set(binOf(value), (distribution.get(binOf(value)) ?? 0) + count);
  }
  return { sampleCount, sum, minimum, maximum, distribution };
}
