// Snapshots and entries for the tests of metrics: a load balancer of each type, a target group, and the plainest request
// or flow of each hop, to be changed where a test looks. `collectedMetrics` is a store that keeps what it was put.
import type {
  HttpApiStageSnapshot,
  ListenerSnapshot,
  RestApiStageSnapshot,
  TargetGroupSnapshot,
} from "../../store/snapshots.ts";
import type { MetricDatum, MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type {
  AlbRequestEntry,
  HttpApiRequestEntry,
  ListenerConnectionEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "../hop-observer.ts";

export const SCOPE: Scope = { account: "123456789012", region: "eu-central-1" };
const ARN = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";

export const ALB_ID = "app/shop/1111111111111111";
export const NLB_ID = "net/edge/2222222222222222";
export const GROUP_ID = "targetgroup/web/3333333333333333";
export const GROUP_ARN = `${ARN}:${GROUP_ID}`;

function listener(type: "app" | "net", id: string): ListenerSnapshot {
  const isNetwork = type === "net";
  return {
    ...SCOPE,
    listenerArn: `${ARN}:listener/${id}/4444444444444444`,
    loadBalancerArn: `${ARN}:loadbalancer/${id}`,
    loadBalancerName: id.split("/")[1] ?? "",
    loadBalancerId: id,
    loadBalancerType: isNetwork ? "network" : "application",
    dnsName: "lb.example",
    scheme: "internal",
    vpcId: "vpc-1",
    protocol: isNetwork ? "TCP" : "HTTP",
    port: 80,
    nodeAddresses: ["10.0.0.10"],
    nodeZones: ["eu-central-1a", "eu-central-1b"],
    securityGroups: null,
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules: [
      {
        ruleArn: "",
        priority: 0,
        isDefault: true,
        conditions: [],
        actions: [{ type: "forward", targetGroups: [{ targetGroupArn: GROUP_ARN, weight: 1 }] }],
      },
    ],
    alb: null,
    tcpIdleTimeoutMs: 350_000,
  };
}

export const ALB_LISTENER: ListenerSnapshot = listener("app", ALB_ID);
export const NLB_LISTENER: ListenerSnapshot = listener("net", NLB_ID);

/** A group with `count` targets 10.0.1.N:8080. */
export function targetGroup(count: number): TargetGroupSnapshot {
  return {
    ...SCOPE,
    targetGroupArn: GROUP_ARN,
    name: "web",
    targetGroupId: GROUP_ID,
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    targetType: "ip",
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      port: null,
      path: "/",
      intervalMs: 30_000,
      timeoutMs: 5000,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    targets: Array.from({ length: count }, (_, index) => ({
      id: `10.0.1.${index + 1}`,
      port: 8080,
      address: `10.0.1.${index + 1}`,
      loadBalancerArn: null,
      availabilityZone: null,
      drainingUntilMs: null,
    })),
    inUse: true,
    healthCheckHost: "",
    deregistrationDelayMs: 300_000,
    deregistrationTermination: false,
    unhealthyTermination: true,
    algorithm: "round_robin",
    minimumHealthyCount: 1,
    minimumHealthyPercentage: null,
    proxyProtocolV2: false,
    preserveClientIp: false,
  };
}

const FOLLOWED = {
  journey: null,
  keepHop(): never {
    throw new Error("Cannot keep a hop: metrics have no use for it");
  },
};

const TLS = { tlsHandshakeMs: -1, tlsCipher: "", tlsProtocol: "", serverName: "" };

/** GET / that a target answered with 200 after 20 ms. */
export function albRequest(changes: Partial<AlbRequestEntry> = {}): AlbRequestEntry {
  return {
    ...FOLLOWED,
    ...TLS,
    snapshot: ALB_LISTENER,
    connectionType: "http",
    listenerArn: ALB_LISTENER.listenerArn,
    loadBalancerId: ALB_ID,
    clientAddress: "192.0.2.1",
    clientPort: 4711,
    method: "GET",
    requestTarget: "/",
    host: "shop.example",
    userAgent: "",
    traceId: "",
    elbStatus: 200,
    targetStatus: 200,
    targetGroupArn: GROUP_ARN,
    target: "10.0.1.1:8080",
    matchedRulePriority: 0,
    actionsExecuted: "forward",
    redirectUrl: "",
    desyncTier: 0,
    desyncReason: "",
    failure: null,
    receivedBytes: 100,
    sentBytes: 400,
    startedAtMs: 1000,
    sentToTargetAtMs: 1001,
    targetAnsweredAtMs: 1021,
    finishedAtMs: 1022,
    invalidFieldsDropped: 0,
    invalidFieldsForwarded: 0,
    headAtMs: 1000,
    httpVersion: "HTTP/1.1",
    certificateArn: "",
    connectionTraceId: "",
    errorReason: "",
    ruleEvaluations: 0,
    targetConnectionIsNew: false,
    failedOpen: false,
    ...changes,
  };
}

/** A request that the load balancer answered itself. */
export function ownAnswer(
  elbStatus: number,
  changes: Partial<AlbRequestEntry> = {},
): AlbRequestEntry {
  return albRequest({
    elbStatus,
    targetStatus: 0,
    target: "",
    targetGroupArn: "",
    actionsExecuted: "",
    sentToTargetAtMs: 0,
    targetAnsweredAtMs: 0,
    ...changes,
  });
}

export type LiveFlow = { -readonly [K in keyof NlbFlowEntry]: NlbFlowEntry[K] };

/** A flow that goes on; tests change it. */
export function nlbFlow(changes: Partial<NlbFlowEntry> = {}): LiveFlow {
  return {
    ...FOLLOWED,
    ...TLS,
    snapshot: NLB_LISTENER,
    listenerArn: NLB_LISTENER.listenerArn,
    loadBalancerId: NLB_ID,
    clientAddress: "192.0.2.1",
    clientPort: 4711,
    targetGroupArn: GROUP_ARN,
    target: "10.0.1.1:8080",
    failure: null,
    receivedBytes: 0,
    sentBytes: 0,
    startedAtMs: 1000,
    finishedAtMs: 0,
    resetBy: "",
    certificateArn: "",
    alpn: "",
    failedOpen: false,
    ...changes,
  };
}

export function connection(
  snapshot: ListenerSnapshot,
  failure: ListenerConnectionEntry["failure"] = null,
): ListenerConnectionEntry {
  return {
    ...TLS,
    snapshot,
    clientAddress: "192.0.2.1",
    clientPort: 4711,
    failure,
    connectionTraceId: "",
  };
}

const API_ANSWER = {
  ...FOLLOWED,
  scope: SCOPE,
  detailedMetrics: false,
  stageName: "prod",
  requestId: "r1",
  path: "/pets",
  protocol: "HTTP/1.1",
  sourceAddress: "192.0.2.1",
  userAgent: "",
  status: 200,
  responseLength: 400,
  integrationStatus: 200,
  errorMessage: "",
  errorResponseType: "",
  integrationErrorMessage: "",
  failure: null,
  receivedBytes: 100,
  sentBytes: 400,
  startedAtMs: 1000,
  integrationStartedAtMs: 1002,
  integrationAnsweredAtMs: 1022,
  finishedAtMs: 1025,
};

/** GET /pets, answered with 200 after 25 ms, 20 of them the integration's. */
export function httpApiRequest(changes: Partial<HttpApiRequestEntry> = {}): HttpApiRequestEntry {
  return {
    ...API_ANSWER,
    apiName: "pets",
    apiId: "api1",
    routeKey: "GET /pets",
    method: "GET",
    host: "api1.example",
    ...changes,
  };
}

/** The same at a REST API. */
export function restApiRequest(changes: Partial<RestApiRequestEntry> = {}): RestApiRequestEntry {
  return {
    ...API_ANSWER,
    account: SCOPE.account,
    apiId: "rest1",
    apiName: "Pets",
    resourceId: "res1",
    cacheResult: "",
    resourcePath: "/pets",
    extendedRequestId: "x1",
    method: "GET",
    domainName: "rest1.example",
    isCanaryRequest: false,
    apiKeyId: "",
    validationErrorString: "",
    executionLog: null,
    ...changes,
  };
}

export function httpApiStage(routeKeys: readonly string[]): HttpApiStageSnapshot {
  return {
    ...SCOPE,
    apiId: "api1",
    apiName: "Pets",
    stageName: "prod",
    deploymentId: "d1",
    endpointHost: "api1.example",
    disableExecuteApiEndpoint: false,
    cors: null,
    stageVariables: {},
    routes: routeKeys.map((routeKey) => ({
      routeId: routeKey,
      routeKey,
      integrationId: null,
      authorizationType: "NONE",
      apiKeyRequired: false,
      throttle: null,
      detailedMetrics: true,
    })),
    integrations: {},
    accessLog: null,
  };
}

export function restApiStage(apiName: string): RestApiStageSnapshot {
  return {
    ...SCOPE,
    apiId: "rest1",
    stageName: "prod",
    endpointHost: "rest1.example",
    stageVariables: {},
    content: {
      deploymentId: "d1",
      apiName,
      disableExecuteApiEndpoint: false,
      apiKeySource: "HEADER",
      binaryMediaTypes: [],
      minimumCompressionBytes: null,
      endpointType: "REGIONAL",
      policy: "",
      methods: [],
      models: {},
      gatewayResponses: {},
      authorizers: {},
    },
    canary: null,
    cacheEnabled: false,
    cacheSize: "",
    tracingEnabled: false,
    clientCertificate: null,
    accessLog: null,
  };
}

export interface CollectedMetrics extends MetricStore {
  readonly data: MetricDatum[];
  readonly scopes: Scope[];
}

/** Keeps every datum; cannot be asked. */
export function collectedMetrics(): CollectedMetrics {
  const data: MetricDatum[] = [];
  const scopes: Scope[] = [];
  return {
    data,
    scopes,
    async put(scope, added) {
      scopes.push(scope);
      data.push(...added);
    },
    read: () => Promise.reject(new Error("Cannot read: not kept")),
    search: () => Promise.reject(new Error("Cannot search: not kept")),
    answer: () => Promise.reject(new Error("Cannot answer: not kept")),
  };
}

/** "LoadBalancer=app/…,TargetGroup=…" */
export function dimensionsOf({ identity }: MetricDatum): string {
  return identity.dimensions.map(({ name, value }) => `${name}=${value}`).join(",");
}

/** Sums by name, of the data with exactly these dimensions. */
export function sumsOf(data: readonly MetricDatum[], dimensions: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const datum of data) {
    if (dimensionsOf(datum) !== dimensions) continue;
    const { metricName } = datum.identity;
    sums[metricName] = (sums[metricName] ?? 0) + datum.sum;
  }
  return sums;
}
