// AWS/ApiGateway: what HTTP APIs and REST APIs publish, each under its own names and dimensions. Errors are rates: every
// request is a sample of 0 or 1, so that the average is the share of errors, and zeros are sent with the traffic.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
import { metricsOf } from "./define-metric.ts";
import type { DimensionSet, MetricDefinition } from "./metric-definition.ts";

export const API_NAMESPACE = "AWS/ApiGateway";
const metric = metricsOf(API_NAMESPACE);

const HTTP_STAGE: readonly DimensionSet[] = [["ApiId"], ["ApiId", "Stage"]];
const HTTP_ROUTE: readonly DimensionSet[] = [["ApiId", "Method", "Resource", "Stage"]];
const REST_STAGE: readonly DimensionSet[] = [["ApiName"], ["ApiName", "Stage"]];
const REST_METHOD: readonly DimensionSet[] = [["ApiName", "Method", "Resource", "Stage"]];

const REQUESTS_HELP = "Requests, by class of the answer's status";

/** Only Prometheus shows these: CloudWatch has no count of answers that are no errors. */
function otherAnswers(prefix: string, code: string): MetricDefinition {
  return metric("", [], {
    prometheus: [`${prefix}_requests_total`, REQUESTS_HELP, { code }],
  });
}

function latency(prefix: string): readonly [string, string] {
  return [`${prefix}_latency_seconds`, "From the request's arrival to the end of the answer"];
}

function integrationLatency(prefix: string): readonly [string, string] {
  return [
    `${prefix}_integration_latency_seconds`,
    "From the request's leaving to the backend's answer",
  ];
}

function httpApi(dimensionSets: readonly DimensionSet[], prefix: string) {
  return {
    count: metric("Count", dimensionSets),
    errors4xx: metric("4xx", dimensionSets, {
      zeros: "sent",
      prometheus: [`${prefix}_requests_total`, REQUESTS_HELP, { code: "4xx" }],
    }),
    errors5xx: metric("5xx", dimensionSets, {
      zeros: "sent",
      prometheus: [`${prefix}_requests_total`, REQUESTS_HELP, { code: "5xx" }],
    }),
    answers2xx: otherAnswers(prefix, "2xx"),
    answers3xx: otherAnswers(prefix, "3xx"),
    unanswered: otherAnswers(prefix, "none"),
    latency: metric("Latency", dimensionSets, {
      unit: "Milliseconds",
      zeros: "sent",
      prometheus: latency(prefix),
      type: "histogram",
    }),
    integrationLatency: metric("IntegrationLatency", dimensionSets, {
      unit: "Milliseconds",
      zeros: "sent",
      prometheus: integrationLatency(prefix),
      type: "histogram",
    }),
    dataProcessed: metric("DataProcessed", dimensionSets, {
      unit: "Bytes",
      prometheus: [`${prefix}_data_processed_bytes_total`, "Bytes of requests and answers"],
    }),
  } as const satisfies Record<string, MetricDefinition>;
}

function restApi(dimensionSets: readonly DimensionSet[], prefix: string) {
  return {
    count: metric("Count", dimensionSets),
    errors4xx: metric("4XXError", dimensionSets, {
      zeros: "sent",
      prometheus: [`${prefix}_requests_total`, REQUESTS_HELP, { code: "4xx" }],
    }),
    errors5xx: metric("5XXError", dimensionSets, {
      zeros: "sent",
      prometheus: [`${prefix}_requests_total`, REQUESTS_HELP, { code: "5xx" }],
    }),
    answers2xx: otherAnswers(prefix, "2xx"),
    answers3xx: otherAnswers(prefix, "3xx"),
    unanswered: otherAnswers(prefix, "none"),
    cacheHits: metric("CacheHitCount", dimensionSets, {
      zeros: "sent",
      prometheus: [`${prefix}_cache_hits_total`, "Requests answered from the stage's cache"],
    }),
    cacheMisses: metric("CacheMissCount", dimensionSets, {
      zeros: "sent",
      prometheus: [
        `${prefix}_cache_misses_total`,
        "Requests that the stage's cache could not answer",
      ],
    }),
    latency: metric("Latency", dimensionSets, {
      unit: "Milliseconds",
      zeros: "sent",
      prometheus: latency(prefix),
      type: "histogram",
    }),
    integrationLatency: metric("IntegrationLatency", dimensionSets, {
      unit: "Milliseconds",
      zeros: "sent",
      prometheus: integrationLatency(prefix),
      type: "histogram",
    }),
  } as const satisfies Record<string, MetricDefinition>;
}

export type HttpApiDefinitions = ReturnType<typeof httpApi>;
export type RestApiDefinitions = ReturnType<typeof restApi>;

/** Of a stage of an HTTP API. */
export const HTTP_API_STAGE: HttpApiDefinitions = httpApi(HTTP_STAGE, "postern_http_api");
/** Of a route with detailed metrics. */
export const HTTP_API_ROUTE: HttpApiDefinitions = httpApi(HTTP_ROUTE, "postern_http_api_route");
/** Of a stage of a REST API. */
export const REST_API_STAGE: RestApiDefinitions = restApi(REST_STAGE, "postern_rest_api");
/** Of a method with detailed metrics. */
export const REST_API_METHOD: RestApiDefinitions = restApi(REST_METHOD, "postern_rest_api_method");
