import { expect, test } from "vitest";
import { vpcLink } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import {
  ALB_ARN,
  bareMethod,
  mockMethod,
  patch,
  PRIVATE_INTEGRATION,
  restVpcLink,
} from "../../../tests/support/rest-api-fixture.ts";
import { getIntegration } from "./get-integration.ts";
import { putIntegrationResponse } from "./put-integration-response.ts";
import { putIntegration } from "./put-integration.ts";
import { putMethodResponse } from "./put-method-response.ts";
import { updateIntegration } from "./update-integration.ts";
import { updateMethod } from "./update-method.ts";

const HTTP = { type: "HTTP_PROXY", integrationHttpMethod: "ANY" } as const;
const LAMBDA =
  "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:f/invocations";

test("putIntegration() answers the defaults and names the connection of HTTP types alone", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const defaults = {
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29_000,
    cacheNamespace: key.resourceId,
    cacheKeyParameters: [],
  };
  const uri = "http://example.com/pets";
  expect(await bed.run(putIntegration, { ...key, ...HTTP, uri })).toEqual({
    type: "HTTP_PROXY",
    httpMethod: "ANY",
    uri,
    connectionType: "INTERNET",
    ...defaults,
  });
  expect(await bed.run(putIntegration, { ...key, type: "MOCK" })).toEqual({
    type: "MOCK",
    ...defaults,
  });
});

test("putIntegration() replaces an integration with its responses", async () => {
  const bed = new OperationTestBed();
  const key = await mockMethod(bed);
  await bed.run(putMethodResponse, { ...key, statusCode: "200" });
  await bed.run(putIntegrationResponse, { ...key, statusCode: "200" });
  await bed.run(putIntegration, { ...key, type: "MOCK" });
  expect(await bed.run(getIntegration, key)).not.toHaveProperty("integrationResponses");
});

test.for([
  "http://example.com",
  "https://example.com:8443/a/{id}?x=y",
  "https://${stageVariables.host}/a",
  "http://${stageVariables.host}:${stageVariables.port}/{proxy}",
  "http://example.com:443/",
])("putIntegration() takes the URI %s", async (uri) => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  expect((await bed.run(putIntegration, { ...key, ...HTTP, uri })).uri).toBe(uri);
});

test.for(["", "ftp://example.com", "http://", "http:///a", "http://a b/", "http://example.com:22"])(
  "putIntegration() refuses the URI '%s'",
  async (uri) => {
    const bed = new OperationTestBed();
    const key = await bareMethod(bed);
    expect(await bed.refusal(putIntegration, { ...key, ...HTTP, uri })).toEqual([
      "BadRequestException",
      "Invalid HTTP endpoint specified for URI",
    ]);
  },
);

test("putIntegration() takes functions, streams and services by their ARNs", async () => {
  const bed = new OperationTestBed();
  const key = { ...(await bareMethod(bed)), integrationHttpMethod: "POST" };
  await bed.run(putIntegration, { ...key, type: "AWS_PROXY", uri: LAMBDA });
  const firehose = "arn:aws:apigateway:eu-central-1:firehose:action/PutRecord";
  await bed.run(putIntegration, { ...key, type: "AWS_PROXY", uri: firehose });
  const bucket = "arn:aws:apigateway:eu-central-1:bucket.s3:path/key";
  expect(await bed.run(putIntegration, { ...key, type: "AWS", uri: bucket })).toMatchObject({
    uri: bucket,
  });
});

test.for<[what: string, members: object, message: RegExp]>([
  [
    "a time limit below 50 ms",
    { timeoutInMillis: 49 },
    /^Timeout should be between 50 ms and 29000 ms$/,
  ],
  ["a time limit above 29 s", { timeoutInMillis: 29_001 }, /^Timeout should be/],
  ["another way to pass bodies", { passthroughBehavior: "ALWAYS" }, /^Invalid passthrough/],
  ["another connection", { connectionType: "VPN" }, /'putIntegrationInput.connectionType'/],
  ["a link without VPC_LINK", { connectionId: "abcdef" }, /^ConnectionId is allowed/],
  ["streams of a MOCK", { type: "MOCK", responseTransferMode: "STREAM" }, /STREAM/],
  ["VPC_LINK for a MOCK", { type: "MOCK", connectionType: "VPC_LINK" }, /^VPC_LINK is supported/],
  ["a template under no content type", { requestTemplates: { json: "" } }, /: json\]$/],
  [
    "a mapping to nowhere",
    { requestParameters: { "method.request.path.a": "'x'" } },
    /: method.request.path.a\]$/,
  ],
  [
    "a parameter that the method does not have",
    { requestParameters: { "integration.request.path.a": "method.request.path.a" } },
    /Invalid mapping expression parameter specified: method.request.path.a\]$/,
  ],
])("putIntegration() refuses %s", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const input = { ...key, ...HTTP, uri: "http://example.com", ...members };
  const [, text] = await bed.refusal(putIntegration, input);
  expect(text).toMatch(message);
});

test("putIntegration() lets a stream take fifteen minutes", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const stream = { ...HTTP, uri: "http://example.com", responseTransferMode: "STREAM" } as const;
  await bed.run(putIntegration, { ...key, ...stream, timeoutInMillis: 900_000 });
  const [, message] = await bed.refusal(putIntegration, {
    ...key,
    ...stream,
    timeoutInMillis: 900_001,
  });
  expect(message).toMatch(/900000 ms$/);
});

test("putIntegration() maps what a request, a stage and the context have", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const patchOperations = patch("add", "/requestParameters/method.request.querystring.a");
  await bed.run(updateMethod, { ...key, patchOperations });
  const requestParameters = {
    "integration.request.querystring.a": "method.request.querystring.a",
    "integration.request.querystring.b": "method.request.multivaluequerystring.a",
    "integration.request.header.c": "method.request.body.pets[0].name",
    "integration.request.header.d": "method.request.body",
    "integration.request.header.e": "stageVariables.e",
    "integration.request.header.f": "context.identity.sourceIp",
    "integration.request.path.g": "'static text'",
  };
  const input = { ...key, ...HTTP, uri: "http://example.com/{g}", requestParameters };
  expect((await bed.run(putIntegration, input)).requestParameters).toEqual(requestParameters);
});

test("putIntegration() leads through a VPC link of the first kind by its URI alone", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const connectionId = await restVpcLink(bed, "aaaaaa");
  const input = { ...key, ...PRIVATE_INTEGRATION, connectionId };
  expect(await bed.run(putIntegration, input)).toMatchObject({ connectionId });
  expect(await bed.refusal(putIntegration, { ...input, integrationTarget: ALB_ARN })).toEqual([
    "BadRequestException",
    "IntegrationTarget is not supported for VpcLinkV1 aaaaaa",
  ]);
  expect(await bed.refusal(putIntegration, { ...input, uri: "" })).toEqual([
    "BadRequestException",
    "Invalid integration URI specified",
  ]);
});

test("putIntegration() asks for the load balancer behind a VPC link of the second kind", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const connectionId = await vpcLink(bed);
  const input = { ...key, ...PRIVATE_INTEGRATION, connectionId };
  expect(await bed.refusal(putIntegration, input)).toEqual([
    "BadRequestException",
    `IntegrationTarget is required for VpcLinkV2 ${connectionId}`,
  ]);
  const listener = `${ALB_ARN.replace("loadbalancer/", "listener/")}/0123456789abcdef`;
  for (const integrationTarget of [ALB_ARN, listener]) {
    const made = await bed.run(putIntegration, { ...input, integrationTarget });
    expect(made).toMatchObject({ connectionId, integrationTarget });
  }
  const other = { ...input, integrationTarget: "arn:aws:s3:::bucket" };
  const [, message] = await bed.refusal(putIntegration, other);
  expect(message).toBe("Invalid ARN. ARN is not well formed arn:aws:s3:::bucket");
});

test("putIntegration() leaves a link that a stage variable names to the stage", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const connectionId = "${stageVariables.link}";
  const input = { ...key, ...PRIVATE_INTEGRATION, connectionId };
  expect(await bed.run(putIntegration, input)).toMatchObject({ connectionId });
  const unknown = { ...input, connectionId: "zzzzzz" };
  expect((await bed.refusal(putIntegration, unknown))[0]).toBe("BadRequestException");
});

test("updateIntegration() moves from one kind of VPC link to the other in one request", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const first = await restVpcLink(bed, "aaaaaa");
  await bed.run(putIntegration, { ...key, ...PRIVATE_INTEGRATION, connectionId: first });
  const second = await vpcLink(bed);
  const move = patch("replace", "/connectionId", second);
  const [, message] = await bed.refusal(updateIntegration, { ...key, patchOperations: move });
  expect(message).toBe(`IntegrationTarget is required for VpcLinkV2 ${second}`);
  const patchOperations = [...move, ...patch("replace", "/integrationTarget", ALB_ARN)];
  const moved = await bed.run(updateIntegration, { ...key, patchOperations });
  expect(moved).toMatchObject({ connectionId: second, integrationTarget: ALB_ARN });
  const open = patch("replace", "/connectionType", "INTERNET");
  const opened = await bed.run(updateIntegration, { ...key, patchOperations: open });
  expect(opened).not.toHaveProperty("connectionId");
  expect(opened).not.toHaveProperty("integrationTarget");
});

test("updateIntegration() changes URI, verification, templates and cache keys", async () => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  await bed.run(putIntegration, { ...key, ...HTTP, uri: "http://example.com" });
  const changed = await bed.run(updateIntegration, {
    ...key,
    patchOperations: [
      ...patch("replace", "/uri", "https://example.com"),
      ...patch("replace", "/tlsConfig/insecureSkipVerification", "true"),
      ...patch("add", "/requestTemplates/application~1json", "{}"),
      ...patch("add", "/cacheKeyParameters/method.request.path.id"),
      ...patch("replace", "/contentHandling", "CONVERT_TO_TEXT"),
    ],
  });
  expect(changed).toMatchObject({
    uri: "https://example.com",
    tlsConfig: { insecureSkipVerification: true },
    requestTemplates: { "application/json": "{}" },
    cacheKeyParameters: ["method.request.path.id"],
    contentHandling: "CONVERT_TO_TEXT",
  });
  const cleared = await bed.run(updateIntegration, {
    ...key,
    patchOperations: [
      ...patch("remove", "/cacheKeyParameters/method.request.path.id"),
      ...patch("replace", "/contentHandling", ""),
    ],
  });
  expect(cleared.cacheKeyParameters).toEqual([]);
  expect(cleared).not.toHaveProperty("contentHandling");
});

test.for<[path: string, value: string]>([
  ["/uri", "example.com"],
  ["/timeoutInMillis", "soon"],
  ["/timeoutInMillis", "10"],
  ["/connectionType", "VPN"],
  ["/contentHandling", "CONVERT"],
  ["/responseTransferMode", "FAST"],
  ["/passthroughBehavior", "ALWAYS"],
  ["/httpMethod", "FETCH"],
  ["/type", "MOCK"],
])("updateIntegration() refuses %s = %s and changes nothing", async ([path, value]) => {
  const bed = new OperationTestBed();
  const key = await bareMethod(bed);
  const before = await bed.run(putIntegration, { ...key, ...HTTP, uri: "http://example.com" });
  const patchOperations = patch("replace", path, value);
  const [name] = await bed.refusal(updateIntegration, { ...key, patchOperations });
  expect(name).toBe("BadRequestException");
  expect(await bed.run(getIntegration, key)).toEqual(before);
});
