// TestInvokeMethod: one method of an API as it is configured now, deployed or not, run through the same chain as any
// request, from behind authorisation on, with everything written to its execution log.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
import { compileRestApiContent } from "../../store/compile-rest-api-content.ts";
import { restEndpointHost } from "../../store/compile-rest-api-stage.ts";
import { noJourneys } from "../../telemetry/journeys/journey-source.ts";
import type { RestApiContent, Scope } from "../../store/records.ts";
import type { RestApiStageSnapshot, RestMethodSnapshot } from "../../store/snapshots.ts";
import { BodyCollector } from "../body-collector.ts";
import { ExecutionLog } from "./execution-log.ts";
import { LiveRestStage } from "./live-stage.ts";
import { RestApiRequest } from "./request.ts";
import { REQUEST_STAGES } from "./request-chain.ts";
import { authorize } from "./request-authorize.ts";
import { logMethodRequest } from "./request-method.ts";
import type { RestApiServices } from "./rest-api-services.ts";
import { headOf, TestExchange } from "./test-exchange.ts";

/** What is to be tried. */
export interface TestInvokeOrder {
  readonly scope: Scope;
  readonly content: RestApiContent;
  readonly resourceId: string;
  /** The method's own name; ANY for a method that takes every verb. */
  readonly httpMethod: string;
  /** "/pets/1?type=dog"; "" for the resource's own path. */
  readonly pathWithQueryString: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface TestInvokeResult {
  readonly status: number;
  readonly body: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly log: string;
  readonly latencyMs: number;
}

/** What $context.stage says in a test. */
export const TEST_STAGE_NAME = "test-invoke-stage";

/** Fields that belong to a connection, and ids, which a test's answer does not show. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  "date",
  "content-length",
  "connection",
  "transfer-encoding",
  "x-amzn-requestid",
  "x-amz-apigw-id",
]);

const UNUSABLE: Omit<TestInvokeResult, "log"> = {
  status: 400,
  body: '{"message":"Bad Request"}',
  multiValueHeaders: { "x-amzn-ErrorType": ["BadRequestException"] },
  latencyMs: 0,
};

/** Fulfils when the answer is complete; never rejects for what the integration does. */
export function runTestInvoke(
  order: TestInvokeOrder,
  services: RestApiServices,
): Promise<TestInvokeResult> {
  const stageSnapshot = testStage(order);
  const stage = new LiveRestStage(stageSnapshot, services);
  const content = stage.pick();
  const method = findMethod(content.snapshot.methods, order);
  const given = order.pathWithQueryString;
  const routed = given === "" ? (method?.resourcePath ?? "/") : given;
  const target = encodeURI(decodeLoosely(routed.startsWith("/") ? routed : `/${routed}`));
  const verb = order.httpMethod === "ANY" ? "GET" : order.httpMethod;
  const head = headOf(verb, target, order.headers);
  if (method === undefined || head === null) {
    return Promise.resolve({ ...UNUSABLE, log: "" });
  }
  const { clock } = services.runtime;
  return new Promise((resolve) => {
    const startedAtMs = clock.monotonicMs();
    const exchange = new TestExchange(head, startedAtMs, () => {
      resolve(resultOf(request, exchange, clock.monotonicMs() - startedAtMs));
    });
    const apiId = stageSnapshot.apiId;
    const invoke = { apiId, stageName: TEST_STAGE_NAME, target, host: null };
    // Nobody is told of a test, so it is not followed either.
    const quiet = { ...services, journeys: noJourneys };
    const request = new RestApiRequest(quiet, null, exchange, invoke);
    request.log = new ExecutionLog(clock, { traces: true, errorsOnly: false, isTestInvoke: true });
    request.stage = stage;
    request.content = content;
    request.live = content.method(method);
    request.routePath = decodeLoosely(request.path);
    request.requestCollector = bodyOf(order.body);
    logMethodRequest(request);
    request.beginAt(REQUEST_STAGES.indexOf(authorize));
  });
}

function testStage(order: TestInvokeOrder): RestApiStageSnapshot {
  const apiId = order.content.restApi.id ?? "";
  return {
    ...order.scope,
    apiId,
    stageName: TEST_STAGE_NAME,
    endpointHost: restEndpointHost(apiId, order.scope.region),
    stageVariables: order.stageVariables,
    content: compileRestApiContent(order.content, {}, ""),
    canary: null,
    cacheEnabled: false,
    cacheSize: "0.5",
    tracingEnabled: false,
    clientCertificate: null,
    accessLog: null,
  };
}

function findMethod(
  methods: readonly RestMethodSnapshot[],
  order: TestInvokeOrder,
): RestMethodSnapshot | undefined {
  const ofResource = methods.filter(({ resourceId }) => resourceId === order.resourceId);
  return (
    ofResource.find(({ httpMethod }) => httpMethod === order.httpMethod) ??
    ofResource.find(({ httpMethod }) => httpMethod === "ANY")
  );
}

/** Parameters without a value stand as they are written, "{petId}". */
function decodeLoosely(path: string): string {
  return path.replaceAll(/%7B|%7D/gi, (code) => decodeURIComponent(code));
}

function bodyOf(text: string): BodyCollector {
  const collector = new BodyCollector();
  collector.add(Buffer.from(text, "utf8"));
  return collector;
}

function resultOf(
  request: RestApiRequest,
  exchange: TestExchange,
  latencyMs: number,
): TestInvokeResult {
  const multiValueHeaders: Record<string, string[]> = {};
  for (const line of exchange.head.split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    if (colon === -1 || NOT_SHOWN.has(name.toLowerCase())) continue;
    (multiValueHeaders[name] ??= []).push(line.slice(colon + 1).trim());
  }
  return {
    status: request.status,
    body: exchange.body.whole().toString("utf8"),
    multiValueHeaders,
    log: request.log?.testInvokeText(request.requestId) ?? "",
    latencyMs: Math.max(1, Math.round(latencyMs)),
  };
}
