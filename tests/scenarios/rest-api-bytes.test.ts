// What a REST API's endpoint and client get, byte by byte and field by field, for each type of integration.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-integration-settings.html
import { PutGatewayResponseCommand, UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchangeBytes, get, parseAnswer, type RawAnswer } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import { startRestStack, type RestStack } from "../support/rest-stack.ts";

let target: RecordingTarget;
let stack: RestStack;

beforeAll(async () => {
  target = await startRecordingTarget(
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: origin\r\nContent-Type: text/plain\r\n" +
      "Content-Length: 6\r\nConnection: keep-alive\r\nX-Target: yes\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n" +
      "x-amzn-RequestId: theirs\r\n\r\nhello\n",
  );
  stack = await startRestStack();
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

function send(url: string, head: string, body = ""): Promise<string> {
  const { hostname, port, host, pathname } = new URL(url);
  const [requestLine = "", ...fields] = head.split("\n");
  const [method = "", path = ""] = requestLine.split(" ");
  const lines = [`${method} ${pathname}${path} HTTP/1.1`, `Host: ${host}`, ...fields];
  return exchangeBytes(
    hostname,
    Number(port),
    `${lines.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`,
  );
}

async function ask(url: string, head: string, body = ""): Promise<RawAnswer> {
  return parseAnswer(await send(url, head, body));
}

function fieldNames(head: string): string[] {
  return head
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(":")));
}

test("HTTP_PROXY passes the client's fields on but for those the gateway keeps back, and remaps the answer's", async () => {
  const api = await stack.createApi();
  await api.method({
    path: "/pets/{id}",
    httpMethod: "ANY",
    method: { requestParameters: { "method.request.path.id": true } },
    integration: {
      uri: `http://127.0.0.1:${target.port}/animals/{id}`,
      integrationHttpMethod: "ANY",
      requestParameters: { "integration.request.path.id": "method.request.path.id" },
    },
  });
  const url = await api.deploy();
  const answer = await ask(
    url,
    "POST /pets/a%20b?x=1&x=2\nContent-Length: 5\nContent-Type: text/csv\nX-Own: Yes\nVia: 1.1 p\nTE: trailers\nContent-MD5: x\nUser-Agent: curl",
    "1,2,3",
  );
  const head = target.heads.at(-1) ?? "";
  expect(head.replace(/Root=1-[\da-f]{8}-[\da-f]{24}/, "TRACE")).toBe(
    `POST /animals/a%20b?x=1&x=2 HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\nContent-Type: text/csv\r\n` +
      "X-Own: Yes\r\nUser-Agent: curl\r\nContent-Length: 5\r\n" +
      `x-amzn-apigateway-api-id: ${api.restApiId}\r\nX-Amzn-Trace-Id: TRACE\r\n\r\n`,
  );
  expect(answer.status).toBe(200);
  expect(answer.body).toBe("hello\n");
  expect(fieldNames(answer.head)).toEqual([
    "Date",
    "Content-Type",
    "Content-Length",
    "Connection",
    "x-amzn-RequestId",
    "x-amzn-Remapped-Date",
    "x-amzn-Remapped-Server",
    "x-amzn-Remapped-Content-Length",
    "x-amzn-Remapped-Connection",
    "X-Target",
    "Set-Cookie",
    "Set-Cookie",
    "x-amzn-Remapped-x-amzn-requestid",
    "x-amz-apigw-id",
  ]);
});

test("HTTP starts from nothing towards the endpoint and maps any status to the default response", async () => {
  const failing = await startRecordingTarget(
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nX-Target: yes\r\n\r\nhello\n",
  );
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    method: { requestParameters: { "method.request.header.X-Own": false } },
    integration: { type: "HTTP", uri: `http://127.0.0.1:${failing.port}/animals` },
    responses: {
      200: {
        responseParameters: {
          "method.response.header.X-Seen": "integration.response.header.X-Target",
          "method.response.header.Server": "'mine'",
        },
      },
    },
  });
  const url = await api.deploy();
  const answer = await ask(url, "GET /pets?x=1\nX-Own: Yes\nUser-Agent: curl");
  const head = failing.heads.at(-1) ?? "";
  expect(head.replace(/Root=1-[\da-f]{8}-[\da-f]{24}/, "TRACE")).toBe(
    `GET /animals HTTP/1.1\r\nHost: 127.0.0.1:${failing.port}\r\nAccept: application/json\r\n` +
      `User-Agent: AmazonAPIGateway_${api.restApiId}\r\n` +
      `x-amzn-apigateway-api-id: ${api.restApiId}\r\nX-Amzn-Trace-Id: TRACE\r\n\r\n`,
  );
  expect(answer.status).toBe(200);
  expect(answer.body).toBe("hello\n");
  expect(answer.head).toContain("\r\nContent-Type: application/json\r\n");
  expect(fieldNames(answer.head)).toEqual([
    "Date",
    "Content-Type",
    "Content-Length",
    "Connection",
    "x-amzn-RequestId",
    "X-Seen",
    "x-amzn-Remapped-Server",
    "x-amz-apigw-id",
    "X-Amzn-Trace-Id",
  ]);
  await failing.close();
});

test("HTTP chooses the integration response by its selection pattern, and renders both templates", async () => {
  const failing = await startRecordingTarget(
    'HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"name":"cat!"}',
  );
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    httpMethod: "POST",
    integration: {
      type: "HTTP",
      integrationHttpMethod: "POST",
      uri: `http://127.0.0.1:${failing.port}/animals`,
      requestTemplates: {
        "application/json": '{"kind": $input.json(\'$.k\'), "stage": "$context.stage"}',
      },
    },
    responses: {
      200: {},
      404: {
        selectionPattern: "4\\d{2}",
        responseTemplates: { "application/json": "{\"missing\": $input.json('$.name')}" },
      },
    },
  });
  const url = await api.deploy();
  const answer = await ask(url, "POST /pets\nContent-Length: 11", '{"k":"cat"}');
  expect(answer.status).toBe(404);
  expect(answer.body).toBe('{"missing": "cat!"}');
  const head = failing.heads.at(-1) ?? "";
  expect(head).toContain("Content-Type: application/json\r\n");
  expect(head).toContain(`Content-Length: ${'{"kind": "cat", "stage": "prod"}'.length}\r\n`);
  const refused = await ask(url, "POST /pets\nContent-Length: 1\nContent-Type: text/xml", "<");
  expect(refused.status).toBe(404);
  await failing.close();
});

test("a mock answers preflights with the CORS fields of its integration response", async () => {
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    httpMethod: "OPTIONS",
    integration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    },
    responses: {
      200: {
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'*'",
          "method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
        },
      },
    },
  });
  const url = await api.deploy();
  const answer = await ask(url, "OPTIONS /pets\nOrigin: https://a.example");
  expect(answer.status).toBe(200);
  expect(answer.body).toBe("");
  expect(answer.head).toContain("\r\nContent-Length: 0\r\n");
  expect(answer.head).toContain("\r\nAccess-Control-Allow-Origin: *\r\n");
  expect(answer.head).not.toContain("X-Amzn-Trace-Id");
});

test("a path and a method that nothing takes, and a stage that is not there, are 403 with a body without blank", async () => {
  const api = await stack.createApi();
  await api.method({ path: "/pets", integration: { type: "MOCK" }, responses: { 200: {} } });
  const url = await api.deploy();
  for (const request of ["GET /cats", "POST /pets", "GET /"]) {
    const answer = await ask(url, request);
    expect(answer.status).toBe(403);
    expect(answer.body).toBe('{"message":"Missing Authentication Token"}');
    expect(fieldNames(answer.head)).toEqual([
      "Date",
      "Content-Type",
      "Content-Length",
      "Connection",
      "x-amzn-RequestId",
      "x-amzn-ErrorType",
      "x-amz-apigw-id",
    ]);
  }
  const stageless = await ask(url.replace("/prod", "/other"), "GET /pets");
  expect(stageless.status).toBe(403);
  expect(stageless.body).toBe('{"message":"Forbidden"}');
  expect(stageless.head).toContain("x-amzn-ErrorType: ForbiddenException");
});

test("a customised gateway response speaks for its type, and DEFAULT_4XX for the others", async () => {
  const api = await stack.createApi();
  const { restApiId } = api;
  await api.method({
    path: "/pets",
    method: { requestParameters: { "method.request.querystring.kind": true } },
    integration: { type: "MOCK" },
    responses: { 200: {} },
  });
  await stack.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: "MISSING_AUTHENTICATION_TOKEN",
      statusCode: "404",
      responseParameters: {
        "gatewayresponse.header.X-Kind": "'none'",
        "gatewayresponse.header.X-Asked": "method.request.querystring.q",
      },
      responseTemplates: {
        "application/json":
          '{"error":$context.error.messageString,"type":"$context.error.responseType","stage":"$context.stage"}',
      },
    }),
  );
  await stack.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: "DEFAULT_4XX",
      responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" },
    }),
  );
  const url = await api.deploy();
  const missing = await ask(url, "GET /cats?q=7");
  expect(missing.status).toBe(404);
  expect(missing.body).toBe(
    '{"error":"Missing Authentication Token","type":"MISSING_AUTHENTICATION_TOKEN","stage":"prod"}',
  );
  expect(missing.head).toContain("\r\nX-Kind: none\r\n");
  expect(missing.head).toContain("\r\nX-Asked: 7\r\n");
});

test("an edit is not served before it is deployed; stage variables are, at once", async () => {
  const api = await stack.createApi();
  const uri = "http://127.0.0.1:${stageVariables.port}/v/${stageVariables.name}";
  await api.method({ path: "/a", integration: { uri } });
  const url = await api.deploy("prod", { port: String(target.port), name: "one" });
  await api.method({ path: "/b", integration: { uri } });

  expect((await get(`${url}/a`)).status).toBe(200);
  expect(target.heads.at(-1)).toMatch(/^GET \/v\/one /);
  expect((await get(`${url}/b`)).status).toBe(403);
  await stack.client.send(
    new UpdateStageCommand({
      restApiId: api.restApiId,
      stageName: "prod",
      patchOperations: [{ op: "replace", path: "/variables/name", value: "two" }],
    }),
  );
  expect((await get(`${url}/a`)).status).toBe(200);
  expect(target.heads.at(-1)).toMatch(/^GET \/v\/two /);
  await api.deploy();
  expect((await get(`${url}/b`)).status).toBe(200);
});

test("a canary that gets all traffic serves the new deployment with its own variables", async () => {
  const api = await stack.createApi();
  const uri = `http://127.0.0.1:${target.port}/\${stageVariables.name}`;
  await api.method({ path: "/a", integration: { uri } });
  const url = await api.deploy("prod", { name: "main" });
  const { client } = stack;
  await client.send(
    new UpdateStageCommand({
      restApiId: api.restApiId,
      stageName: "prod",
      patchOperations: [
        { op: "replace", path: "/canarySettings/percentTraffic", value: "100.0" },
        { op: "replace", path: "/canarySettings/stageVariableOverrides/name", value: "canary" },
      ],
    }),
  );
  expect((await get(`${url}/a`)).status).toBe(200);
  expect(target.heads.at(-1)).toMatch(/^GET \/canary /);
});
