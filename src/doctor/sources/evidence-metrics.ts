// Which metrics the doctor asks for, of which load balancers, and how it reads them: from CloudWatch for an account or
// endpoint, from the metric store for this Postern. Metrics that count nothing are not reported at all, so that what
// is not there is nought.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { MetricDimension, MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type { MetricEvidence } from "../evidence.ts";
import type { Inventory, LoadBalancerItem } from "../inventory.ts";
import type { AccountReader } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";

const ALB_METRICS = [
  "DesyncMitigationMode_NonCompliant_Request_Count",
  "HTTPCode_ELB_4XX_Count",
  "HTTPCode_ELB_5XX_Count",
  "TargetTLSNegotiationErrorCount",
  "ClientTLSNegotiationErrorCount",
];
/** Counted per zone only. */
const ALB_ZONE_METRICS = ["DroppedInvalidHeaderRequestCount"];
const NLB_METRICS = ["TargetTLSNegotiationErrorCount", "ClientTLSNegotiationErrorCount"];
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_MAX = 500;
const PERIOD_SECONDS = 300;
const PERIOD_MS = PERIOD_SECONDS * 1000;

export interface Timespan {
  readonly sinceMs: number;
  readonly nowMs: number;
}

interface WantedMetric {
  readonly loadBalancerArn: string;
  readonly namespace: string;
  readonly metricName: string;
  /** In order of name. */
  readonly dimensions: readonly MetricDimension[];
}

/** Sums of an account's metrics. */
export async function readMetricEvidence(
  inventory: Inventory,
  { cloudwatch }: AwsClients,
  reader: AccountReader,
  timespan: Timespan,
): Promise<MetricEvidence[]> {
  const { sinceMs, endMs } = wholePeriods(timespan);
  const wanted = wantedMetrics(inventory);
  const batches: WantedMetric[][] = [];
  for (let start = 0; start < wanted.length; start += QUERIES_MAX) {
    batches.push(wanted.slice(start, start + QUERIES_MAX));
  }
  const read = batches.map(async (batch) => {
    const MetricDataQueries = batch.map(queryOf);
    const purpose = { part: "loadBalancers", what: "metrics of load balancers", of: "" } as const;
    const { items, isWhole } = await reader.list(purpose, async (NextToken) => {
      const page = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries,
          StartTime: new Date(sinceMs),
          EndTime: new Date(endMs),
          NextToken,
        }),
      );
      return { items: page.MetricDataResults, next: page.NextToken };
    });
    if (!isWhole) return [];
    const sums = new Map<string, number>();
    for (const { Id = "", Values = [] } of items) {
      sums.set(Id, (sums.get(Id) ?? 0) + totalOf(Values));
    }
    return batch.map((metric, index) => evidenceOf(metric, sums.get(`m${index}`) ?? 0, sinceMs));
  });
  return added((await Promise.all(read)).flat());
}

/** Sums of this Postern's metrics. */
export async function readStoreMetricEvidence(
  inventory: Inventory,
  { metrics, scope }: { readonly metrics: MetricStore; readonly scope: Scope },
  timespan: Timespan,
): Promise<MetricEvidence[]> {
  const { sinceMs, endMs } = wholePeriods(timespan);
  const read = wantedMetrics(inventory).map(async (metric) => {
    const { namespace, metricName, dimensions } = metric;
    const points = await metrics.read(scope, {
      identity: { namespace, metricName, dimensions },
      unit: null,
      startMs: sinceMs,
      endMs,
      periodSeconds: PERIOD_SECONDS,
    });
    return evidenceOf(metric, totalOf(points.map(({ sum }) => sum)), sinceMs);
  });
  return added(await Promise.all(read));
}

function wantedMetrics({ loadBalancers }: Inventory): WantedMetric[] {
  return loadBalancers.flatMap((item) => {
    const balancer = { name: "LoadBalancer", value: item.arn.replace(/^.*:loadbalancer\//, "") };
    const common = {
      loadBalancerArn: item.arn,
      namespace: item.loadBalancer.Type === "network" ? "AWS/NetworkELB" : "AWS/ApplicationELB",
    };
    const wanted = namesFor(item).map((metricName) => ({
      ...common,
      metricName,
      dimensions: [balancer],
    }));
    if (item.loadBalancer.Type !== "application") return wanted;
    const zones = (item.loadBalancer.AvailabilityZones ?? []).map(({ ZoneName = "" }) => ZoneName);
    const zoned = zones.flatMap((value) =>
      ALB_ZONE_METRICS.map((metricName) => ({
        ...common,
        metricName,
        dimensions: [{ name: "AvailabilityZone", value }, balancer],
      })),
    );
    return [...wanted, ...zoned];
  });
}

function namesFor({ loadBalancer }: LoadBalancerItem): readonly string[] {
  if (loadBalancer.Type === "application") return ALB_METRICS;
  return loadBalancer.Type === "network" ? NLB_METRICS : [];
}

function queryOf({ namespace, metricName, dimensions }: WantedMetric, index: number) {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions.map(({ name: Name, value: Value }) => ({ Name, Value })),
      },
      Period: PERIOD_SECONDS,
      Stat: "Sum",
    },
    ReturnData: true,
  } satisfies MetricDataQuery;
}

function evidenceOf(
  { loadBalancerArn, metricName }: WantedMetric,
  sum: number,
  sinceMs: number,
): MetricEvidence {
  return { resource: loadBalancerArn, metricName, sum, sinceMs };
}

/** One figure per load balancer and metric, whatever it was counted by. */
function added(evidence: readonly MetricEvidence[]): MetricEvidence[] {
  const sums = new Map<string, MetricEvidence>();
  for (const figure of evidence) {
    const key = `${figure.resource} ${figure.metricName}`;
    sums.set(key, { ...figure, sum: figure.sum + (sums.get(key)?.sum ?? 0) });
  }
  return [...sums.values()];
}

/** Periods are kept and asked for whole; the running one counts as far as it is. */
function wholePeriods({ sinceMs, nowMs }: Timespan): { sinceMs: number; endMs: number } {
  return {
    sinceMs: Math.floor(sinceMs / PERIOD_MS) * PERIOD_MS,
    endMs: Math.ceil((nowMs + 1) / PERIOD_MS) * PERIOD_MS,
  };
}

function totalOf(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
