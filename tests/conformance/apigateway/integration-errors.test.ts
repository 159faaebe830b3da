// Refusals of integrations, their responses and test invocations through the AWS SDK for JavaScript: status, code and text as AWS has answered them.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  BAD,
  GONE,
  RefusalBed,
  SHAPE,
  STATUS_PATTERN,
  expectedRefusal,
  type RefusalCase,
} from "./refusal-bed.ts";

let bed: RefusalBed;

beforeAll(async () => {
  bed = await RefusalBed.start();
});

afterAll(() => bed.close());

const PETS = { restApiId: "$api", resourceId: "$pets", httpMethod: "GET" };
const NOWHERE = { ...PETS, resourceId: "abcdef" };
const NO_METHOD = { ...PETS, httpMethod: "DELETE" };
const BARE = { ...PETS, httpMethod: "POST" };
const NO_RESOURCE = "Invalid Resource identifier specified";
const NO_SUCH_METHOD = "Invalid Method identifier specified";

const HTTP = { ...BARE, type: "HTTP", integrationHttpMethod: "GET" };
const LAMBDA_ARN = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations";
test.for<RefusalCase>([
  [
    "PutIntegration",
    { ...HTTP, type: "AWS", uri: LAMBDA_ARN.replace("path/", "paths/") },
    BAD,
    "AWS ARN for integration must contain path or action",
  ],
  [
    "PutIntegration",
    { ...HTTP, integrationHttpMethod: undefined, uri: "http://example.com" },
    BAD,
    "Enumeration value for HttpMethod must be non-empty",
  ],
  [
    "PutIntegration",
    { ...HTTP, type: "AWS_PROXY", uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem" },
    BAD,
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  ],
  [
    "PutIntegration",
    { ...HTTP, type: "AWS", uri: "http://example.com" },
    BAD,
    "Invalid ARN specified in the request",
  ],
  [
    "PutIntegration",
    { ...HTTP, uri: "example.com" },
    BAD,
    "Invalid HTTP endpoint specified for URI",
  ],
  [
    "PutIntegration",
    { ...HTTP, uri: "http://example.com:81/" },
    BAD,
    "Invalid HTTP endpoint specified for URI",
  ],
  [
    "PutIntegration",
    { ...HTTP, connectionType: "VPC_LINK", connectionId: "${stageVariables.link}" },
    BAD,
    "Invalid integration URI specified",
  ],
  ["PutIntegration", { ...NO_METHOD, type: "MOCK" }, GONE, NO_SUCH_METHOD],
  ["PutIntegration", { ...NOWHERE, type: "MOCK" }, GONE, NO_RESOURCE],
  [
    "PutIntegration",
    { ...BARE, type: "MOCK", requestParameters: { "integration.request.path.a": "true" } },
    BAD,
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]",
  ],
  [
    "PutIntegration",
    { ...BARE, type: "MOCK", requestParameters: { "integration.request.path.a": true } },
    "SerializationException",
    "class java.lang.Boolean can not be converted to an String",
  ],
  [
    "PutIntegration",
    { ...BARE, type: "HTTPS_PROXY" },
    SHAPE,
    "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
  ],
  ["GetIntegration", BARE, GONE, "Invalid Integration identifier specified"],
  ["GetIntegration", NO_METHOD, GONE, NO_SUCH_METHOD],
  ["GetIntegration", NOWHERE, GONE, NO_RESOURCE],
  [
    "PutIntegrationResponse",
    { ...PETS, statusCode: "200", responseTemplates: { "123": "x" } },
    BAD,
    "Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
  ],
  [
    "PutIntegrationResponse",
    { ...PETS, statusCode: "404" },
    GONE,
    "Invalid Response status code specified",
  ],
  ["PutIntegrationResponse", { ...NO_METHOD, statusCode: "200" }, GONE, NO_SUCH_METHOD],
  ["PutIntegrationResponse", { ...NOWHERE, statusCode: "200" }, GONE, NO_RESOURCE],
  [
    "PutIntegrationResponse",
    { ...PETS, statusCode: "200", responseTemplates: { "application/json": 1 } },
    "SerializationException",
    "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
  ],
  [
    "PutIntegrationResponse",
    { ...PETS, statusCode: "wrong" },
    SHAPE,
    `1 validation error detected: ${STATUS_PATTERN}`,
  ],
  [
    "GetIntegrationResponse",
    { ...BARE, statusCode: "200" },
    GONE,
    "Invalid Integration identifier specified",
  ],
  ["GetIntegrationResponse", { ...NO_METHOD, statusCode: "200" }, GONE, NO_SUCH_METHOD],
  ["GetIntegrationResponse", { ...NOWHERE, statusCode: "200" }, GONE, NO_RESOURCE],
  [
    "GetIntegrationResponse",
    { ...PETS, statusCode: "200" },
    GONE,
    "Invalid Response status code specified",
  ],
  [
    "GetIntegrationResponse",
    { ...PETS, statusCode: "wrong" },
    SHAPE,
    `1 validation error detected: ${STATUS_PATTERN}`,
  ],
  [
    "DeleteIntegrationResponse",
    { ...BARE, statusCode: "200" },
    GONE,
    "Invalid Integration identifier specified",
  ],
  ["DeleteIntegrationResponse", { ...NOWHERE, statusCode: "200" }, GONE, NO_RESOURCE],
  [
    "DeleteIntegrationResponse",
    { ...PETS, statusCode: "200" },
    GONE,
    "Invalid Response status code specified",
  ],
  ["TestInvokeMethod", NO_METHOD, GONE, NO_SUCH_METHOD],
  ["TestInvokeMethod", NOWHERE, GONE, NO_RESOURCE],
])("%s with %j is refused", async (refused) => {
  expect(await bed.answerTo(refused)).toEqual(expectedRefusal(refused));
});
