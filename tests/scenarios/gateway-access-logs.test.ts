// Access logs of HTTP and REST APIs, and execution logs of REST APIs, as their gateways hand them over: line by line,
// in the stage's own format, to the place that its settings name.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
import type { Method } from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Scope } from "../../src/store/records.ts";
import { silentObserver } from "../../src/telemetry/hop-observer.ts";
import type { LogPlace, LogSink } from "../../src/telemetry/log-sink.ts";
import {
  API_ID,
  integration,
  ok,
  RawTarget,
  route,
  stage,
  startBench,
  type Bench,
} from "./http-api-fixture.ts";
import {
  REST_API_HOST,
  REST_API_ID,
  restStage,
  startRestBench,
  type RestBench,
} from "./rest-api-fixture.ts";

const LOG_GROUP = "arn:aws:logs:eu-west-1:111111111111:log-group:/shop/access";
const EPOCH = /^\d{13}$/;

interface TakenLine {
  readonly scope: Scope;
  readonly place: LogPlace;
  readonly atMs: number;
  readonly message: string;
}

class TakenLines implements LogSink {
  readonly lines: TakenLine[] = [];

  append(scope: Scope, place: LogPlace, atMs: number, message: string): void {
    this.lines.push({ scope, place, atMs, message });
  }

  get messages(): string[] {
    return this.lines.map(({ message }) => message);
  }
}

/** A field of the answer. */
function field(head: string, name: string): string {
  const line = head.split("\r\n").find((text) => text.toLowerCase().startsWith(`${name}: `));
  return line?.slice(name.length + 2) ?? "";
}

let taken: TakenLines;
let target: RawTarget;
let bench: RestBench | Bench | null;

beforeEach(async () => {
  taken = new TakenLines();
  bench = null;
  target = await new RawTarget(ok("hello", "x-amzn-RequestId: e1\r\n")).listen();
});

afterEach(async () => {
  await bench?.close();
  await target.close();
});

function proxyTo(port: number): Method {
  return {
    httpMethod: "GET",
    methodIntegration: { type: "HTTP_PROXY", httpMethod: "GET", uri: `http://127.0.0.1:${port}/` },
  };
}

async function restBench(over: Parameters<typeof restStage>[1], format: string | null) {
  const started = await startRestBench({ logs: taken });
  bench = started;
  await started.use({
    ...restStage(proxyTo(target.port), over),
    accessLog: format === null ? null : { destinationArn: LOG_GROUP, format },
  });
  return started;
}

async function httpBench(format: string | null) {
  const waiting: (() => void)[] = [];
  const observer = { ...silentObserver, httpApiRequest: () => waiting.shift()?.() };
  const started = await startBench({ logs: taken, observer });
  bench = started;
  const snapshot = stage({
    routes: [route("GET /pets/{id}")],
    integrations: {
      i1: integration({ connectionType: "INTERNET", uri: `http://127.0.0.1:${target.port}/` }),
    },
    accessLog: format === null ? null : { destinationArn: LOG_GROUP, format },
  });
  await started.snapshots.set("http-api-stage", `${API_ID}/$default`, snapshot);
  const get = (path: string, fields = "") => started.get(path, `Connection: close\r\n${fields}`);
  return { get, nextEntry: () => new Promise<void>((resolve) => waiting.push(resolve)) };
}

const HTTP_FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  epoch: "$context.requestTimeEpoch",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.routeKey",
  path: "$context.path",
  stage: "$context.stage",
  status: "$context.status",
  length: "$context.responseLength",
  latency: "$context.responseLatency",
  ip: "$context.identity.sourceIp",
  agent: "$context.identity.userAgent",
  integrationStatus: "$context.integration.status",
  endpointId: "$context.awsEndpointRequestId",
  caller: "$context.identity.caller",
  error: "$context.error.message",
});

test("an HTTP API's access log has a line per request, with the time at which the request began", async () => {
  const started = await httpBench(HTTP_FORMAT);
  const ended = started.nextEntry();
  const answer = await started.get("/pets/1?x=1", 'User-Agent: my "own"\r\n');
  await ended;
  expect(taken.lines).toHaveLength(1);
  const [{ scope, place, atMs, message }] = taken.lines as [TakenLine];
  expect(scope).toEqual({ account: "111111111111", region: "eu-west-1" });
  expect(place.groupName).toBe("/shop/access");
  const written = JSON.parse(message) as Record<string, string>;
  expect(written).toEqual({
    requestId: field(answer, "apigw-requestid"),
    extendedRequestId: field(answer, "apigw-requestid"),
    epoch: String(atMs),
    time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    method: "GET",
    route: "GET /pets/{id}",
    path: "/pets/1",
    stage: "$default",
    status: "200",
    length: "5",
    latency: expect.stringMatching(/^\d+$/),
    ip: "127.0.0.1",
    agent: 'my "own"',
    integrationStatus: "200",
    endpointId: "e1",
    caller: "-",
    error: "-",
  });
  expect(written["epoch"]).toMatch(EPOCH);
});

test("an HTTP API's access log says why the gateway itself answered", async () => {
  const started = await httpBench(
    "$context.status $context.routeKey $context.integrationStatus $context.error.messageString",
  );
  const ended = started.nextEntry();
  await started.get("/nowhere");
  await ended;
  expect(taken.messages).toEqual(['404 - - "Not Found"']);
});

test("a stage without an access log hands nothing over", async () => {
  const started = await httpBench(null);
  const ended = started.nextEntry();
  await started.get("/pets/1");
  await ended;
  expect(taken.lines).toEqual([]);
});

test("a REST API's access log has a line per request", async () => {
  const started = await restBench(
    {},
    '$context.identity.sourceIp "$context.httpMethod $context.resourcePath $context.protocol" ' +
      "$context.status $context.responseLength $context.requestId $context.extendedRequestId " +
      "$context.domainName $context.deploymentId $context.endpointType $context.integration.requestId " +
      "$context.waf.status $context.authorizer.status",
  );
  const ended = started.nextEntry();
  const { head } = await started.get("/prod/pets");
  await ended;
  expect(taken.messages).toEqual([
    '127.0.0.1 "GET /pets HTTP/1.1" 200 5 ' +
      `${field(head, "x-amzn-requestid")} ${field(head, "x-amz-apigw-id")} ${REST_API_HOST} d1 EDGE e1 - -`,
  ]);
  expect(taken.lines[0]?.place.groupName).toBe("/shop/access");
});

test("a REST API's execution log goes to the group of its stage, line by line, each with the request's id", async () => {
  const started = await restBench({ methodSettings: { "*/*": { loggingLevel: "INFO" } } }, null);
  const ended = started.nextEntry();
  const { head } = await started.get("/prod/pets");
  await ended;
  const id = field(head, "x-amzn-requestid");
  const prefix = `(${id}) `;
  expect(taken.messages.every((message) => message.startsWith(prefix))).toBe(true);
  const texts = taken.messages.map((message) => message.slice(prefix.length));
  expect(texts.slice(0, 6)).toEqual([
    `Extended Request Id: ${field(head, "x-amz-apigw-id")}`,
    `Verifying Usage Plan for request: ${id}. API Key:  API Stage: ${REST_API_ID}/prod`,
    "API Key  authorized because method 'GET /pets' does not require API Key. Request will not contribute to throttle or quota limits",
    `Usage Plan check succeeded for API Key  and API Stage ${REST_API_ID}/prod`,
    `Starting execution for request: ${id}`,
    "HTTP Method: GET, Resource Path: /pets",
  ]);
  expect(texts.at(-1)).toBe("Method completed with status: 200");
  expect(new Set(taken.lines.map(({ place }) => place)).size).toBe(1);
  expect(taken.lines[0]).toMatchObject({
    scope: { account: "000000000000", region: "us-east-1" },
    place: { groupName: `API-Gateway-Execution-Logs_${REST_API_ID}/prod` },
  });
});

test("an execution log of errors is empty for a request that none befell", async () => {
  const started = await restBench({ methodSettings: { "*/*": { loggingLevel: "ERROR" } } }, null);
  const ended = started.nextEntry();
  await started.get("/prod/pets");
  await ended;
  expect(taken.lines).toEqual([]);
});

test("what a canary serves is logged apart", async () => {
  const started = await startRestBench({ logs: taken });
  bench = started;
  const snapshot = restStage(proxyTo(target.port), {
    methodSettings: { "*/*": { loggingLevel: "INFO" } },
  });
  await started.use({
    ...snapshot,
    accessLog: { destinationArn: LOG_GROUP, format: "$context.requestId" },
    canary: {
      percentTraffic: 100,
      useStageCache: false,
      stageVariables: {},
      content: snapshot.content,
    },
  });
  const ended = started.nextEntry();
  await started.get("/prod/pets");
  await ended;
  expect(new Set(taken.lines.map(({ place }) => place.groupName))).toEqual(
    new Set([`API-Gateway-Execution-Logs_${REST_API_ID}/prod/Canary`, "/shop/access/Canary"]),
  );
});

test("an execution log hides the API key, and does not begin without one", async () => {
  const started = await startRestBench({ logs: taken });
  bench = started;
  await started.use(
    restStage(
      { ...proxyTo(target.port), apiKeyRequired: true },
      { methodSettings: { "*/*": { loggingLevel: "INFO" } } },
    ),
  );
  const ended = started.nextEntry();
  const { head, status } = await started.get("/prod/pets", "x-api-key: 0123456789abcdef\r\n");
  await ended;
  expect(status).toBe(403);
  const id = field(head, "x-amzn-requestid");
  expect(taken.messages.slice(1)).toEqual([
    `(${id}) Verifying Usage Plan for request: ${id}. API Key: **********abcdef API Stage: ${REST_API_ID}/prod`,
    `(${id}) API Key  not authorized because method requires API Key but no valid API Key was given`,
    `(${id}) Method completed with status: 403`,
  ]);
});

test("a REST API's access log says what the authoriser said", async () => {
  const started = await startRestBench({ logs: taken });
  bench = started;
  const method = {
    ...proxyTo(target.port),
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: "a1",
  };
  const snapshot = restStage(method);
  const authorizer = {
    authorizerId: "a1",
    name: "pool",
    type: "COGNITO_USER_POOLS" as const,
    providerArns: ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_pets"],
    authorizerUri: "",
    identitySource: "method.request.header.Authorization",
    identityValidationExpression: "",
    resultTtlSeconds: 300,
  };
  await started.use({
    ...snapshot,
    accessLog: {
      destinationArn: LOG_GROUP,
      format:
        "$context.status $context.authorizer.status $context.authorizer.error " +
        "$context.error.responseType $context.requestId",
    },
    content: { ...snapshot.content, authorizers: { a1: authorizer } },
  });
  const ended = started.nextEntry();
  const { head } = await started.get("/prod/pets", "Authorization: none of ours\r\n");
  await ended;
  expect(taken.messages).toEqual([
    `401 401 Unauthorized UNAUTHORIZED ${field(head, "x-amzn-requestid")}`,
  ]);
});
