// REST APIs in front of Lambda functions and other AWS services, which an endpoint of the test's own stands for: what
// it is asked, and what becomes of its answer.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchangeBytes, get, parseAnswer } from "../support/raw-request.ts";
import { startRestStack, type RestStack } from "../support/rest-stack.ts";

interface Call {
  readonly request: IncomingMessage;
  readonly body: string;
}

let stack: RestStack;
let server: Server;
const calls: Call[] = [];
let answer = { body: "{}", fields: {} as Record<string, string> };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text: string) => (body += text));
    request.on("end", () => {
      calls.push({ request, body });
      response.writeHead(200, answer.fields);
      response.end(answer.body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stack = await startRestStack({ lambdaEndpoint: url, awsEndpoint: url });
});

afterAll(async () => {
  await stack.close();
  server.closeAllConnections();
  server.close();
});

const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:pets";
const INVOCATION = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

function lastCall(): Call {
  const call = calls.at(-1);
  if (call === undefined) throw new Error("Nothing was called");
  return call;
}

test("AWS_PROXY invokes the function with the whole request, and answers what it returns", async () => {
  const api = await stack.createApi();
  const resourceId = await api.method({
    path: "/pets/{id}",
    httpMethod: "POST",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: INVOCATION },
  });
  const url = new URL(`${await api.deploy("prod", { colour: "red" })}/pets/7?x=1&x=2`);
  answer = {
    body: '{"statusCode":"201","headers":{"Content-Type":"text/plain","X-A":"solo"},"multiValueHeaders":{"X-A":["multi"]},"body":"made"}',
    fields: {},
  };
  const got = parseAnswer(
    await exchangeBytes(
      url.hostname,
      Number(url.port),
      `POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nX-Own: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello`,
    ),
  );
  expect(got.status).toBe(201);
  expect(got.body).toBe("made");
  expect(got.head).toContain("\r\nContent-Type: text/plain\r\n");
  expect(got.head).toContain("\r\nX-A: multi\r\nX-A: solo\r\n");
  expect(got.head).toContain("\r\nX-Amzn-Trace-Id: Root=1-");
  const { request, body } = lastCall();
  expect(request.method).toBe("POST");
  expect(request.url).toBe(`/2015-03-31/functions/${encodeURIComponent(FUNCTION)}/invocations`);
  expect(request.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/lambda\/aws4_request, /,
  );
  expect(JSON.parse(body)).toMatchObject({
    resource: "/pets/{id}",
    path: "/pets/7",
    httpMethod: "POST",
    headers: { "X-Own": "1", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443" },
    queryStringParameters: { x: "2" },
    multiValueQueryStringParameters: { x: ["1", "2"] },
    pathParameters: { id: "7" },
    stageVariables: { colour: "red" },
    requestContext: { apiId: api.restApiId, resourceId, stage: "prod", path: "/prod/pets/7" },
    body: "hello",
    isBase64Encoded: false,
  });
});

test("AWS_PROXY makes output of the wrong shape, and a function's error, a 502", async () => {
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: INVOCATION },
  });
  const url = `${await api.deploy()}/pets`;
  const failed = { "X-Amz-Function-Error": "Unhandled" };
  for (const [body, fields] of [
    ["{}", {}],
    ['{"statusCode":200,"body":"fine"}', failed],
  ] as const) {
    answer = { body, fields: { ...fields } };
    const got = await get(url);
    expect(got.status).toBe(502);
    expect(got.body).toBe('{"message": "Internal server error"}');
  }
});

test("AWS invokes the function with the template's body and chooses the answer by its error message", async () => {
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    integration: {
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: INVOCATION,
      requestTemplates: { "application/json": '{"q":"$input.params(\'q\')"}' },
    },
    responses: {
      200: {},
      404: {
        selectionPattern: ".*not found.*",
        responseTemplates: {
          "application/json": "{\"why\":$input.json('$.errorMessage')}",
        },
      },
    },
  });
  const url = `${await api.deploy()}/pets?q=cat`;
  answer = { body: '{"ok":true}', fields: {} };
  const fine = await get(url);
  expect([fine.status, fine.body]).toEqual([200, '{"ok":true}']);
  expect(lastCall().body).toBe('{"q":"cat"}');
  answer = {
    body: '{"errorMessage":"cat not found","errorType":"Error"}',
    fields: { "X-Amz-Function-Error": "Unhandled" },
  };
  const missing = await get(url);
  expect([missing.status, missing.body]).toEqual([404, '{"why":"cat not found"}']);
});

test("AWS calls another service's action at the endpoint that stands for it", async () => {
  const api = await stack.createApi();
  await api.method({
    path: "/queue",
    method: { requestParameters: { "method.request.querystring.text": true } },
    integration: {
      type: "AWS",
      integrationHttpMethod: "POST",
      credentials: "arn:aws:iam::000000000000:role/api",
      uri: "arn:aws:apigateway:us-east-1:sqs:action/SendMessage",
      requestParameters: {
        "integration.request.querystring.MessageBody": "method.request.querystring.text",
      },
    },
    responses: { 200: {} },
  });
  answer = { body: "<ok/>", fields: {} };
  const got = await get(`${await api.deploy()}/queue?text=a%20b`);
  expect([got.status, got.body]).toEqual([200, "<ok/>"]);
  const { request } = lastCall();
  expect(request.url).toBe("/?Action=SendMessage&MessageBody=a%20b");
  expect(request.headers.authorization).toContain("/us-east-1/sqs/aws4_request, ");
});
