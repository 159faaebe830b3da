// API Gateway v2 as it is on the wire: status, error type, body and member names, without an SDK in between.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;

beforeAll(async () => {
  server = await startControlPlaneServer();
});

afterAll(() => server.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(server.url + path, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: typeof body === "string" ? body : JSON.stringify(body),
          headers: { "content-type": "application/json" },
        }),
  });
  const text = await response.text();
  return {
    status: response.status,
    errorType: response.headers.get("x-amzn-errortype"),
    requestId: response.headers.get("x-amzn-requestid"),
    body: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

test("POST /v2/apis answers members in camel case and dates to the second", async () => {
  const answer = await call("POST", "/v2/apis", { name: "shop", protocolType: "HTTP" });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    apiEndpoint: expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.execute-api\./),
    createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    disableExecuteApiEndpoint: false,
    protocolType: "HTTP",
    tags: {},
  });
});

test.for<[what: string, method: string, path: string, body: unknown, status: number, type: string]>(
  [
    ["an unknown API", "GET", "/v2/apis/nothere", undefined, 404, "NotFoundException"],
    [
      "a name that is no text",
      "POST",
      "/v2/apis",
      { name: 7, protocolType: "HTTP" },
      400,
      "SerializationException",
    ],
    [
      "a bad route key",
      "POST",
      "/v2/apis/API/routes",
      { routeKey: "GET" },
      400,
      "BadRequestException",
    ],
    ["an unknown link", "DELETE", "/v2/vpclinks/nothere", undefined, 404, "NotFoundException"],
    ["a bad page size", "GET", "/v2/apis?maxResults=x", undefined, 400, "BadRequestException"],
    ["what is not there yet", "GET", "/v2/domainnames", undefined, 501, "NotImplemented"],
  ],
)(
  "%s is answered by its error and changes nothing",
  async ([, method, path, body, status, type]) => {
    const created = await call("POST", "/v2/apis", { name: "shop", protocolType: "HTTP" });
    const apiId = String(created.body?.["apiId"]);
    const before = await call("GET", "/v2/apis");
    const answer = await call(method, path.replace("API", apiId), body);
    expect(answer.status).toBe(status);
    expect(answer.errorType).toBe(type);
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.body).toEqual({ message: expect.any(String) });
    expect((await call("GET", "/v2/apis")).body).toEqual(before.body);
  },
);
