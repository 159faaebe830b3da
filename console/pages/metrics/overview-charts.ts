// Which metrics the overviews of load balancers and APIs draw, chart by chart.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
import type { Wish } from "./metrics.ts";

export interface OverviewChart {
  readonly title: string;
  readonly unit: string;
  readonly wishes: readonly Wish[];
}

/** One line: a metric, its statistic, and what the legend calls it. */
type Line = readonly [name: string, statistic: string, label?: string];

interface Drawing {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

export const DESYNC_METRIC = "DesyncMitigationMode_NonCompliant_Request_Count";

const times = (name: string): Line[] => [
  [name, "Average", "Average"],
  [name, "p90", "p90"],
  [name, "p99", "p99"],
];

const APPLICATION: readonly Drawing[] = [
  { title: "Requests", unit: "Count", lines: [["RequestCount", "Sum", "Requests"]] },
  { title: "Target response time", unit: "Seconds", lines: times("TargetResponseTime") },
  {
    title: "ELB 4xx and 5xx",
    unit: "Count",
    lines: [
      ["HTTPCode_ELB_4XX_Count", "Sum", "ELB 4xx"],
      ["HTTPCode_ELB_5XX_Count", "Sum", "ELB 5xx"],
    ],
  },
  {
    title: "Target 2xx, 4xx and 5xx",
    unit: "Count",
    lines: [
      ["HTTPCode_Target_2XX_Count", "Sum", "Target 2xx"],
      ["HTTPCode_Target_4XX_Count", "Sum", "Target 4xx"],
      ["HTTPCode_Target_5XX_Count", "Sum", "Target 5xx"],
    ],
  },
];

const DESYNC: Drawing = {
  title: "Requests that do not comply with RFC 9112",
  unit: "Count",
  lines: [[DESYNC_METRIC, "Sum", "Non-compliant requests"]],
};

const NETWORK: readonly Drawing[] = [
  { title: "New flows", unit: "Count", lines: [["NewFlowCount", "Sum", "New flows"]] },
  { title: "Active flows", unit: "Count", lines: [["ActiveFlowCount", "Average", "Active flows"]] },
  {
    title: "Resets",
    unit: "Count",
    lines: [
      ["TCP_Client_Reset_Count", "Sum", "By clients"],
      ["TCP_Target_Reset_Count", "Sum", "By targets"],
      ["TCP_ELB_Reset_Count", "Sum", "By the load balancer"],
    ],
  },
  {
    title: "TLS negotiation errors",
    unit: "Count",
    lines: [
      ["ClientTLSNegotiationErrorCount", "Sum", "With clients"],
      ["TargetTLSNegotiationErrorCount", "Sum", "With targets"],
    ],
  },
  { title: "Processed bytes", unit: "Bytes", lines: [["ProcessedBytes", "Sum", "Bytes"]] },
];

/** Errors have other names at REST APIs. */
function apiDrawings(isRest: boolean): Drawing[] {
  const [errors4xx, errors5xx] = isRest ? ["4XXError", "5XXError"] : ["4xx", "5xx"];
  return [
    { title: "Count", unit: "Count", lines: [["Count", "SampleCount", "Requests"]] },
    { title: "4xx errors", unit: "Count", lines: [[errors4xx, "Sum", "4xx"]] },
    { title: "5xx errors", unit: "Count", lines: [[errors5xx, "Sum", "5xx"]] },
    { title: "Latency", unit: "Milliseconds", lines: times("Latency") },
    { title: "Integration latency", unit: "Milliseconds", lines: times("IntegrationLatency") },
  ];
}

interface Subject {
  readonly namespace: string;
  readonly dimension: string;
  readonly value: string;
}

function chartOf({ title, unit, lines }: Drawing, subject: Subject): OverviewChart {
  const { namespace, dimension, value } = subject;
  return {
    title,
    unit,
    wishes: lines.map(([name, statistic, label = name]) => ({
      metric: { namespace, name, dimensions: [{ name: dimension, value }] },
      statistic,
      label,
    })),
  };
}

/** The part of the ARN that the LoadBalancer dimension has: "app/strict/50dc6c495c0c9188". */
function dimensionOf(arn: string): string {
  return arn.split(":loadbalancer/")[1] ?? arn;
}

export function isApplication(arn: string): boolean {
  return dimensionOf(arn).startsWith("app/");
}

export function loadBalancerCharts(arn: string): OverviewChart[] {
  const subject: Subject = {
    namespace: isApplication(arn) ? "AWS/ApplicationELB" : "AWS/NetworkELB",
    dimension: "LoadBalancer",
    value: dimensionOf(arn),
  };
  return (isApplication(arn) ? APPLICATION : NETWORK).map((one) => chartOf(one, subject));
}

/** Only Application Load Balancers have it. */
export function desyncChart(arn: string): OverviewChart {
  return chartOf(DESYNC, {
    namespace: "AWS/ApplicationELB",
    dimension: "LoadBalancer",
    value: dimensionOf(arn),
  });
}

/** `dimension` is the API's id for HTTP APIs, its name for REST APIs. */
export function apiCharts(api: { readonly isRest: boolean; readonly value: string }) {
  const subject: Subject = {
    namespace: "AWS/ApiGateway",
    dimension: api.isRest ? "ApiName" : "ApiId",
    value: api.value,
  };
  return apiDrawings(api.isRest).map((one) => chartOf(one, subject));
}
