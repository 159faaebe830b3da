// API Gateway's protocol by hand-written requests; tests/fuzz has the real client and random values.
import type { TestHandlers } from "../../tests/fuzz/protocol-services.ts";
import { NotFoundException } from "@aws-sdk/client-apigatewayv2";
import { describe, expect, test } from "vitest";
import { exchange, type PlainRequest } from "../../tests/fuzz/protocol-exchange.ts";
import { testDispatcher } from "../../tests/fuzz/protocol-link.ts";
import { serviceWith } from "../../tests/fuzz/protocol-services.ts";

const json = (value: unknown) => ({ body: JSON.stringify(value) });

function send(handlers: TestHandlers, request: PlainRequest) {
  const services = [serviceWith("apigateway", {}), serviceWith("apigatewayv2", handlers)];
  return exchange(testDispatcher(services), request);
}

/** The input that the handler of `operation` gets. */
async function inputOf(operation: string, request: PlainRequest): Promise<unknown> {
  let received: unknown;
  const handler = (input: never): object => {
    received = input;
    return {};
  };
  const response = await send({ [operation]: handler }, request);
  return received ?? response;
}

describe("restJson1 input", () => {
  test("comes from labels, query and body, each from its own place alone", async () => {
    const input = await inputOf("UpdateRoute", {
      method: "PATCH",
      path: "/v2/apis/a%2Fb/routes/r1",
      query: "ApiId=x",
      ...json({ routeKey: "GET /", ApiId: "y", apiId: "z", RouteId: "w" }),
    });
    expect(input).toEqual({ ApiId: "a/b", RouteId: "r1", RouteKey: "GET /" });
  });

  test("reads lists and numbers from the query", async () => {
    const request = { method: "DELETE", path: "/v2/tags/arn", query: "tagKeys=a&tagKeys=b%20c" };
    expect(await inputOf("UntagResource", request)).toEqual({
      ResourceArn: "arn",
      TagKeys: ["a", "b c"],
    });
  });

  test("loses members that the model does not have, at every depth, and null", async () => {
    const input = await inputOf("CreateApi", {
      path: "/v2/apis",
      ...json({
        __type: "Other",
        name: "n",
        protocolType: "HTTP",
        description: null,
        unknown: { name: "x" },
        corsConfiguration: { maxAge: 5, __type: "y", more: [1], allowOrigins: ["*"] },
        tags: { __proto__x: "a" },
      }),
    });
    expect(input).toEqual({
      Name: "n",
      ProtocolType: "HTTP",
      CorsConfiguration: { MaxAge: 5, AllowOrigins: ["*"] },
      Tags: { __proto__x: "a" },
    });
  });

  test("cannot reach the prototype of a map", async () => {
    const body = '{"name":"n","protocolType":"HTTP","tags":{"__proto__":"a"}}';
    const input = (await inputOf("CreateApi", { path: "/v2/apis", body })) as { Tags: object };
    expect(Object.keys(input.Tags)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(input.Tags)).toBe(Object.prototype);
  });

  test.for<[string, unknown, string]>([
    [
      "a boolean for a string",
      { name: true },
      "class java.lang.Boolean can not be converted to an String",
    ],
    [
      "a number for a string",
      { name: 5 },
      "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
    ],
    ["a list for a string", { name: ["a"] }, "Start of list found where not expected."],
    [
      "a structure for a string",
      { name: {} },
      "Start of structure or map found where not expected.",
    ],
    [
      "a string for a boolean",
      { disableSchemaValidation: "true" },
      "class java.lang.String can not be converted to an Boolean",
    ],
    [
      "a string for a structure",
      { corsConfiguration: "x" },
      "Unrecognized collection type class java.lang.String",
    ],
    [
      "a list for a structure",
      { corsConfiguration: [] },
      "Start of list found where not expected.",
    ],
    [
      "a structure for a list",
      { corsConfiguration: { allowOrigins: {} } },
      "Expected list or null",
    ],
    ["a list for a map", { tags: [] }, "Expected map or null"],
    [
      "a number in a map of strings",
      { tags: { a: {} } },
      "Start of structure or map found where not expected.",
    ],
    [
      "text for a number",
      { corsConfiguration: { maxAge: "NaN" } },
      "class java.lang.String can not be converted to an Integer",
    ],
  ])("refuses %s", async ([, body, message]) => {
    const response = await send({ CreateApi: () => ({}) }, { path: "/v2/apis", ...json(body) });
    expect(response).toMatchObject({ status: 400, body: JSON.stringify({ message }) });
    expect(response.headers).toMatchObject({
      "content-type": "application/json",
      "x-amzn-errortype": "SerializationException",
    });
  });

  test("refuses a number that is too large to be one", async () => {
    const body = '{"corsConfiguration":{"maxAge":1e400}}';
    const response = await send({ CreateApi: () => ({}) }, { path: "/v2/apis", body });
    expect(response.headers["x-amzn-errortype"]).toBe("SerializationException");
  });

  test.for([
    ["no JSON", "{name"],
    ["half of an object", '{"name":"a"'],
    ["no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
  ])("refuses a body that is %s", async ([, body]) => {
    const response = await send({ CreateApi: () => ({}) }, { path: "/v2/apis", body: body ?? "" });
    expect(response.status).toBe(400);
    expect(response.body).toMatch(/^\{"message":"Could not parse request body into json: .+"\}$/);
  });

  test("names every required member that is missing, in one message", async () => {
    const response = await send(
      { CreateApi: () => ({}) },
      { path: "/v2/apis", ...json({ corsConfiguration: { allowHeaders: [null] } }) },
    );
    const missing = (path: string) =>
      `Value null at 'createApiInput.${path}' failed to satisfy constraint: Member must not be null`;
    const violations = ["name", "protocolType", "corsConfiguration.allowHeaders.1.member"].map(
      missing,
    );
    const message = `3 validation errors detected: ${violations.join("; ")}`;
    expect(response).toMatchObject({ status: 400, body: JSON.stringify({ message }) });
    expect(response.headers["x-amzn-errortype"]).toBe("ValidationException");
  });

  test("refuses a number in the query that is none", async () => {
    const response = await send(
      { GetRoutingRule: () => ({}), ListRoutingRules: () => ({}) },
      { method: "GET", path: "/v2/domainnames/d/routingrules", query: "maxResults=ten" },
    );
    expect(response).toMatchObject({
      status: 400,
      headers: { "x-amzn-errortype": "SerializationException" },
    });
  });
});

describe("restJson1 output", () => {
  test("has the model's status, names and timestamps on whole seconds", async () => {
    const createdDate = new Date(Date.UTC(2020, 3, 5, 16, 21, 16, 999));
    const response = await send(
      { CreateApi: () => ({ ApiId: "a1", CreatedDate: createdDate, Tags: {}, NotInModel: 1 }) },
      { path: "/v2/apis", ...json({ name: "n", protocolType: "HTTP" }) },
    );
    expect(response.status).toBe(201);
    expect(response.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(response.body)).toEqual({
      apiId: "a1",
      createdDate: "2020-04-05T16:21:16Z",
      tags: {},
    });
  });

  test("is nothing at all for a 204", async () => {
    const response = await send(
      { DeleteApi: () => ({}) },
      { method: "DELETE", path: "/v2/apis/a1" },
    );
    expect(response).toMatchObject({ status: 204, body: "" });
    expect(response.headers["content-type"]).toBeUndefined();
  });

  test("is an empty object where the model has no members", async () => {
    const response = await send(
      { DeleteVpcLink: () => ({}) },
      { method: "DELETE", path: "/v2/vpclinks/v1" },
    );
    expect(response).toMatchObject({ status: 202, body: "{}" });
  });

  test("is the bytes of a payload member", async () => {
    const response = await send(
      { ExportApi: () => ({ body: Buffer.from("openapi: 3") }) },
      { method: "GET", path: "/v2/apis/a1/exports/OAS30", query: "outputType=YAML" },
    );
    expect(response).toMatchObject({ status: 200, body: "openapi: 3" });
  });
});

describe("restJson1 errors", () => {
  test("give a modelled exception's members and its name in a header", async () => {
    const handler = (): never => {
      throw new NotFoundException({ $metadata: {}, message: "Invalid API", ResourceType: "API" });
    };
    const response = await send({ GetApi: handler }, { method: "GET", path: "/v2/apis/a1" });
    expect(response).toMatchObject({
      status: 404,
      body: '{"message":"Invalid API","resourceType":"API"}',
    });
    expect(response.headers["x-amzn-errortype"]).toBe("NotFoundException");
    expect(response.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.for([
    ["apigatewayv2 ImportApi", "PUT", "/v2/apis"],
    ["apigateway CreateRestApi", "POST", "/restapis"],
  ])("say that %s is not there yet", async ([name, method = "", path = ""]) => {
    const response = await send({}, { method, path, body: "{}" });
    expect(response).toMatchObject({
      status: 501,
      body: `{"message":"Postern does not have ${name} yet"}`,
    });
    expect(response.headers["x-amzn-errortype"]).toBe("NotImplemented");
  });

  test.for([
    ["an unknown path", "GET", "/v2/nothing"],
    ["an unknown method", "PURGE", "/v2/apis"],
  ])("answer %s as API Gateway's endpoint does", async ([, method = "", path = ""]) => {
    const response = await send({}, { method, path });
    expect(response).toMatchObject({
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
    });
  });

  test("refuse a label that is not percent-encoded UTF-8", async () => {
    const response = await send({ GetApi: () => ({}) }, { method: "GET", path: "/v2/apis/%ff" });
    expect(response).toMatchObject({
      status: 400,
      headers: { "x-amzn-errortype": "SerializationException" },
    });
  });
});
