import { expect, test } from "vitest";
import { emptyApi, LISTENER_ARN, vpcLink } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createIntegration } from "./create-integration.ts";
import { deleteVpcLink } from "./delete-vpc-link.ts";

const PUBLIC = {
  IntegrationType: "HTTP_PROXY",
  IntegrationMethod: "ANY",
  IntegrationUri: "https://example.com/{proxy}",
} as const;

test("createIntegration() answers AWS's defaults for a public integration", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const integration = await bed.run(createIntegration, { ApiId, ...PUBLIC });
  expect(integration).toEqual({
    ConnectionType: "INTERNET",
    IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/),
    IntegrationMethod: "ANY",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "https://example.com/{proxy}",
    PayloadFormatVersion: "1.0",
    TimeoutInMillis: 30_000,
  });
  expect(bed.warnings).toEqual([]);
});

test("createIntegration() keeps link and TLS configuration of a private integration", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const ConnectionId = await vpcLink(bed);
  const given = {
    ConnectionType: "VPC_LINK",
    ConnectionId,
    Description: "inside",
    IntegrationMethod: "GET",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: LISTENER_ARN,
    RequestParameters: { "overwrite:path": "$request.path" },
    ResponseParameters: { "404": { "overwrite:statuscode": "200" } },
    TimeoutInMillis: 50,
    TlsConfig: { ServerNameToVerify: "inner.example" },
  } as const;
  expect(await bed.run(createIntegration, { ApiId, ...given })).toEqual({
    ...given,
    IntegrationId: expect.any(String),
    PayloadFormatVersion: "1.0",
  });
});

test("createIntegration() takes a Cloud Map service and warns that there is none here", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const ConnectionId = await vpcLink(bed);
  await bed.run(createIntegration, {
    ApiId,
    ConnectionType: "VPC_LINK",
    ConnectionId,
    IntegrationMethod: "ANY",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: "arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-id?stage=prod",
  });
  expect(bed.warnings).toEqual([
    "There is no Cloud Map here: requests to this integration will fail",
  ]);
});

test("createIntegration() warns of members that have no effect", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  await bed.run(createIntegration, {
    ...PUBLIC,
    ApiId,
    ConnectionId: "abc123",
    CredentialsArn: "arn:aws:iam::123456789012:role/r",
  });
  expect(bed.warnings).toEqual([
    "ConnectionId has no effect without ConnectionType VPC_LINK",
    "CredentialsArn of an integration has no effect",
  ]);
});

test("createIntegration() forces POST on a Lambda integration", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const integration = await bed.run(createIntegration, {
    ApiId,
    IntegrationType: "AWS_PROXY",
    IntegrationMethod: "GET",
    IntegrationUri: "arn:aws:lambda:eu-central-1:123456789012:function:f",
    PayloadFormatVersion: "2.0",
  });
  expect(integration).toMatchObject({ IntegrationMethod: "POST", PayloadFormatVersion: "2.0" });
});

const BAD_URI =
  "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.";
const PRIVATE = { ConnectionType: "VPC_LINK", ConnectionId: "abc123" };

test.for<[what: string, members: object, message: string]>([
  [
    "type MOCK",
    { IntegrationType: "MOCK" },
    "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
  ],
  [
    "no method",
    { IntegrationMethod: undefined },
    "HttpMethod parameter method must be specified for integrationType HTTPPROXY",
  ],
  [
    "method TRACE",
    { IntegrationMethod: "TRACE" },
    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
  ],
  [
    "no URI",
    { IntegrationUri: undefined },
    "Either `integrationSubtype` or `integrationUri` must be specified",
  ],
  [
    "a URI without scheme",
    { IntegrationUri: "example.com" },
    "Invalid HTTP endpoint specified for URI",
  ],
  [
    "a listener without link",
    { IntegrationUri: LISTENER_ARN },
    "Invalid HTTP endpoint specified for URI",
  ],
  [
    "a URI without host",
    { IntegrationUri: "http:///x" },
    "Invalid HTTP endpoint specified for URI",
  ],
  [
    "format 2.0",
    { PayloadFormatVersion: "2.0" },
    "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY",
  ],
  ["format 3.0", { PayloadFormatVersion: "3.0" }, "Unsupported PayloadFormatVersion: 3.0"],
  ["49 ms", { TimeoutInMillis: 49 }, "Timeout should be between 50 ms and 30000 ms"],
  ["30001 ms", { TimeoutInMillis: 30_001 }, "Timeout should be between 50 ms and 30000 ms"],
  [
    "TLS without link",
    { TlsConfig: { ServerNameToVerify: "a.example" } },
    "TlsConfig is only supported for ConnectionType VPC_LINK",
  ],
  [
    "a link without id",
    { ConnectionType: "VPC_LINK", IntegrationUri: LISTENER_ARN },
    "ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK",
  ],
  [
    "a link that is not there",
    { ...PRIVATE, IntegrationUri: LISTENER_ARN },
    "Invalid VpcLink identifier specified abc123",
  ],
  ["a URL behind a link", { ...PRIVATE, IntegrationUri: "http://inner.example" }, BAD_URI],
  [
    "a load balancer behind a link",
    {
      ...PRIVATE,
      IntegrationUri:
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/inner/50dc6c495c0c9188",
    },
    BAD_URI,
  ],
  [
    "a response status of 600",
    { ResponseParameters: { "600": { "overwrite:statuscode": "200" } } },
    "Status Code 600 is not valid",
  ],
  [
    "a reserved header",
    { RequestParameters: { "append:header.via": "x" } },
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Operations on header via are restricted]",
  ],
  [
    "a template",
    { RequestTemplates: { "application/json": "{}" } },
    "RequestTemplates is currently not supported for this API protocol type.",
  ],
  [
    "a known subtype",
    { IntegrationType: "AWS_PROXY", IntegrationSubtype: "SQS-SendMessage" },
    "Integrations with AWS services are not there yet in Postern: integrationSubtype SQS-SendMessage",
  ],
  [
    "an unknown subtype",
    { IntegrationType: "AWS_PROXY", IntegrationSubtype: "SNS-Publish" },
    "Operation: SNS-Publish is not supported.",
  ],
  [
    "a subtype of HTTP_PROXY",
    { IntegrationSubtype: "SQS-SendMessage" },
    "IntegrationSubtype is only supported for integration of type AWS_PROXY",
  ],
  [
    "a Lambda behind a link",
    {
      ...PRIVATE,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: "arn:aws:lambda:eu-central-1:123456789012:function:f",
    },
    "ConnectionType VPC_LINK is only supported for integration of type HTTP_PROXY",
  ],
  [
    "a Lambda that is none",
    { IntegrationType: "AWS_PROXY" },
    "Invalid function ARN or invalid uri",
  ],
])("createIntegration() refuses %s and keeps nothing", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const merged = Object.entries({ ...PUBLIC, ...members }).filter(([, v]) => v !== undefined);
  const input = { ApiId, ...(Object.fromEntries(merged) as typeof PUBLIC) };
  expect(await bed.refusal(createIntegration, input)).toEqual(["BadRequestException", message]);
  expect(await bed.records((records) => records.list("http-api-integration"))).toEqual([]);
});

test("createIntegration() refuses a link that is being deleted", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const ConnectionId = await vpcLink(bed);
  await bed.run(deleteVpcLink, { VpcLinkId: ConnectionId });
  const input = {
    ...PUBLIC,
    ApiId,
    ConnectionType: "VPC_LINK" as const,
    ConnectionId,
    IntegrationUri: LISTENER_ARN,
  };
  expect(await bed.refusal(createIntegration, input)).toEqual([
    "BadRequestException",
    `Invalid VpcLink identifier specified ${ConnectionId}`,
  ]);
});

test("createIntegration() refuses an API that is not there", async () => {
  const bed = new OperationTestBed();
  expect(await bed.refusal(createIntegration, { ApiId: "nothere", ...PUBLIC })).toEqual([
    "NotFoundException",
    "Invalid API identifier specified 123456789012:nothere",
  ]);
});

test("createIntegration() refuses the 301st integration", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  await bed.records(async (records) => {
    for (let index = 0; index < 300; index++) {
      const IntegrationId = `i${index}`;
      records.put("http-api-integration", `${ApiId}/${IntegrationId}`, {
        integration: { IntegrationId },
      });
    }
  });
  expect(await bed.refusal(createIntegration, { ApiId, ...PUBLIC })).toEqual([
    "ConflictException",
    "Maximum number of Integrations for this API has been reached. Please contact AWS if you need additional Integrations.",
  ]);
});
