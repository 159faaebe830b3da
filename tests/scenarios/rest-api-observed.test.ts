// What a REST API's gateway tells of its requests: the entry that logs and metrics get, and the execution log that a
// stage's settings ask for. And how it treats clients that go away, and stages that come and go.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
import net from "node:net";
import type { Method } from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exchangeBytes } from "../support/raw-request.ts";
import { ok, RawTarget } from "./http-api-fixture.ts";
import {
  REST_API_HOST,
  REST_API_ID,
  restStage,
  startRestBench,
  type RestBench,
} from "./rest-api-fixture.ts";

let bench: RestBench;
let target: RawTarget;

beforeEach(async () => {
  bench = await startRestBench();
  target = await new RawTarget(ok("hello", "X-Own: 1\r\n")).listen();
});

afterEach(async () => {
  await bench.close();
  await target.close();
});

function proxyTo(port: number, over: Method["methodIntegration"] = {}): Method {
  return {
    httpMethod: "GET",
    methodIntegration: {
      type: "HTTP_PROXY",
      httpMethod: "GET",
      uri: `http://127.0.0.1:${port}/animals`,
      ...over,
    },
  };
}

function loggedAt(loggingLevel: string, dataTraceEnabled = false) {
  return { methodSettings: { "*/*": { loggingLevel, dataTraceEnabled } } };
}

test("the entry of a request has what $context has", async () => {
  await bench.use(restStage(proxyTo(target.port)));
  const entry = bench.nextEntry();
  const answer = await bench.get("/prod/pets?x=1", "User-Agent: me\r\n");
  expect(answer.status).toBe(200);
  expect(await entry).toMatchObject({
    account: "000000000000",
    apiId: REST_API_ID,
    stageName: "prod",
    resourceId: "r1",
    resourcePath: "/pets",
    method: "GET",
    path: "/prod/pets",
    protocol: "HTTP/1.1",
    domainName: REST_API_HOST,
    sourceAddress: "127.0.0.1",
    userAgent: "me",
    isCanaryRequest: false,
    status: 200,
    responseLength: 5,
    integrationStatus: 200,
    errorMessage: "",
    errorResponseType: "",
    failure: null,
    executionLog: null,
  });
});

test("the entry of a failed request says why", async () => {
  await bench.use(restStage(proxyTo(1)));
  const entry = bench.nextEntry();
  expect((await bench.get("/prod/pets")).status).toBe(500);
  expect(await entry).toMatchObject({
    status: 500,
    integrationStatus: 0,
    errorMessage: "Internal server error",
    errorResponseType: "API_CONFIGURATION_ERROR",
    failure: { kind: "connect-refused" },
  });
});

test("a stage that logs at INFO has a line for each step, with data trace the bodies too", async () => {
  await bench.use(restStage(proxyTo(target.port), loggedAt("INFO")));
  const plain = bench.nextEntry();
  await bench.get("/prod/pets");
  const { requestId, executionLog } = await plain;
  const texts = (executionLog ?? []).map((line) => line.replace(/\d+ ms/, "N ms"));
  // What comes before is about the usage plan.
  expect(texts.slice(4)).toEqual([
    `(${requestId}) Starting execution for request: ${requestId}`,
    `(${requestId}) HTTP Method: GET, Resource Path: /pets`,
    `(${requestId}) Sending request to http://127.0.0.1:${target.port}/animals`,
    `(${requestId}) Received response. Status: 200, Integration latency: N ms`,
    `(${requestId}) Successfully completed execution`,
    `(${requestId}) Method completed with status: 200`,
  ]);
  await bench.use(restStage(proxyTo(target.port), loggedAt("INFO", true)));
  const traced = bench.nextEntry();
  await bench.get("/prod/pets");
  expect((await traced).executionLog?.join("\n")).toContain(
    "Endpoint response body before transformations: hello",
  );
});

test("a stage that logs at ERROR has lines of failures alone", async () => {
  await bench.use(restStage(proxyTo(target.port), loggedAt("ERROR", true)));
  const fine = bench.nextEntry();
  await bench.get("/prod/pets");
  expect((await fine).executionLog).toEqual([]);
  await bench.use(restStage(proxyTo(1), loggedAt("ERROR")));
  const failed = bench.nextEntry();
  await bench.get("/prod/pets");
  const { requestId, executionLog } = await failed;
  expect(executionLog).toEqual([
    `(${requestId}) Execution failed due to configuration error: There was an internal error while executing your request`,
    `(${requestId}) Method completed with status: 500`,
  ]);
});

test("a client names its request by a UUID, and by nothing else", async () => {
  await bench.use(restStage(proxyTo(target.port)));
  const id = "11111111-2222-3333-4444-555555555555";
  const named = await bench.get("/prod/pets", `x-amzn-RequestId: ${id}\r\n`);
  expect(named.head).toContain(`\r\nx-amzn-RequestId: ${id}\r\n`);
  const misnamed = await bench.get("/prod/pets", "x-amzn-RequestId: mine\r\n");
  expect(misnamed.head).toContain("\r\nx-amzn-RequestId: UUID_REPLACED_INVALID_REQUEST_ID\r\n");
});

test("X-HTTP-Method-Override chooses the method and does not reach the endpoint", async () => {
  await bench.use(restStage(proxyTo(target.port)));
  const refused = await bench.get("/prod/pets", "X-HTTP-Method-Override: DELETE\r\n");
  expect(refused.status).toBe(403);
  const taken = await bench.get("/prod/pets", "X-HTTP-Method-Override: get\r\n");
  expect(taken.status).toBe(200);
  expect(target.requests.at(-1)).not.toMatch(/override/i);
  const any = restStage(proxyTo(target.port, { httpMethod: "ANY" }));
  const [method] = any.content.methods;
  if (method === undefined) throw new Error("There is no method");
  await bench.use({
    ...any,
    content: { ...any.content, methods: [{ ...method, httpMethod: "ANY" }] },
  });
  const before = target.requests.length;
  const smuggled = await bench.get("/prod/pets", "X-HTTP-Method-Override: GET /x HTTP/1.1\r\n");
  expect([smuggled.status, target.requests.length]).toEqual([403, before]);
});

test("a client that breaks off takes its request at the endpoint with it", async () => {
  let gone: () => void = () => {};
  const closed = new Promise<void>((resolve) => (gone = resolve));
  let asked: () => void = () => {};
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  const silent = await new RawTarget((socket) => {
    socket.once("close", gone);
    asked();
  }).listen();
  await bench.use(restStage(proxyTo(silent.port)));
  const entry = bench.nextEntry();
  const client = net.connect(bench.port, "127.0.0.1");
  client.write(`GET /prod/pets HTTP/1.1\r\nHost: ${REST_API_HOST}\r\n\r\n`);
  await arrived;
  client.resetAndDestroy();
  await closed;
  expect((await entry).failure?.source).toBe("client");
  await silent.close();
});

test("a canary gets the draws below its share", async () => {
  const draws = [0.2, 0.3];
  await bench.close();
  bench = await startRestBench({ random: () => draws.shift() ?? 1 });
  const stage = restStage(proxyTo(target.port));
  const canary = restStage(proxyTo(target.port, { uri: `http://127.0.0.1:${target.port}/new` }));
  await bench.use({
    ...stage,
    canary: {
      percentTraffic: 25,
      useStageCache: false,
      stageVariables: {},
      content: canary.content,
    },
  });
  await bench.get("/prod/pets");
  await bench.get("/prod/pets");
  expect(target.requests.map((request) => request.split(" ")[1])).toEqual(["/new", "/animals"]);
  expect(bench.entries.map(({ isCanaryRequest }) => isCanaryRequest)).toEqual([true, false]);
});

test("hasApi() follows the stages that there are", async () => {
  expect(bench.gateway.hasApi(REST_API_ID)).toBe(false);
  await bench.use(restStage(proxyTo(target.port)));
  expect(bench.gateway.hasApi(REST_API_ID)).toBe(true);
  await bench.snapshots.set("rest-api-stage", `${REST_API_ID}/prod`, null);
  expect(bench.gateway.hasApi(REST_API_ID)).toBe(false);
});

test("refuse() answers a head that was refused as a REST API answers", async () => {
  const answer = await exchangeBytes(
    "127.0.0.1",
    bench.port,
    `GET /a HTTP/1.1\r\nHost: ${REST_API_HOST}\r\nX : y\r\n\r\n`,
  );
  expect(answer).toMatch(
    /^HTTP\/1\.1 400 Bad Request\r\nDate: [^\r]+\r\nContent-Type: application\/json\r\nContent-Length: 25\r\nConnection: close\r\n/,
  );
  expect(answer).toMatch(/\r\nx-amzn-ErrorType: BadRequestException\r\n/);
  expect(answer.endsWith('\r\n\r\n{"message":"Bad Request"}')).toBe(true);
});

test("a body whose framing is broken gets 400", async () => {
  await bench.use(restStage(proxyTo(target.port)));
  const answer = await bench.get("/prod/pets", "Transfer-Encoding: chunked\r\n\r\nzz");
  expect([answer.status, answer.body]).toEqual([400, '{"message":"Bad Request"}']);
});
