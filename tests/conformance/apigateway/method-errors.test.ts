// Refusals of methods and their responses through the AWS SDK for JavaScript: status, code and text as AWS has answered them.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  BAD,
  GONE,
  RefusalBed,
  SHAPE,
  STATUS_PATTERN,
  badOps,
  expectedRefusal,
  patch,
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
const NO_RESOURCE = "Invalid Resource identifier specified";
const NO_SUCH_METHOD = "Invalid Method identifier specified";

const NO_AUTHORIZER =
  "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";
const NONE = { authorizationType: "NONE" };
test.for<RefusalCase>([
  [
    "PutMethod",
    { ...PETS, ...NONE, httpMethod: "wrong" },
    BAD,
    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
  ],
  [
    "PutMethod",
    { ...NO_METHOD, ...NONE, requestValidatorId: "abcdef" },
    BAD,
    "Invalid Request Validator identifier specified",
  ],
  ["PutMethod", { ...NO_METHOD, authorizationType: "CUSTOM" }, BAD, NO_AUTHORIZER],
  [
    "PutMethod",
    { ...NO_METHOD, ...NONE, requestModels: { "application/json": "petModel" } },
    BAD,
    "Invalid model identifier specified: petModel",
  ],
  [
    "PutMethod",
    {
      ...NO_METHOD,
      ...NONE,
      requestParameters: { "method.request.querystring.a": true, "method.request.header.a": true },
    },
    BAD,
    "Parameter names must be unique across querystring, header and path",
  ],
  ["PutMethod", { ...NOWHERE, ...NONE }, GONE, NO_RESOURCE],
  ["GetMethod", NO_METHOD, GONE, NO_SUCH_METHOD],
  ["DeleteMethod", NO_METHOD, GONE, NO_SUCH_METHOD],
  [
    "UpdateMethod",
    { ...NO_METHOD, ...patch("replace", "/apiKeyRequired", "true") },
    GONE,
    NO_SUCH_METHOD,
  ],
  [
    "UpdateMethod",
    { ...NOWHERE, ...patch("replace", "/apiKeyRequired", "true") },
    GONE,
    NO_RESOURCE,
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("replace", "/requestValidatorId", "abcdef") },
    BAD,
    "Invalid Request Validator identifier specified",
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("replace", "/authorizationType", "CUSTOM") },
    BAD,
    NO_AUTHORIZER,
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("add", "/authorizationType", "NONE") },
    BAD,
    "Invalid patch operation specified. Must be one of: [replace]",
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("replace", "/httpMethod", "POST") },
    BAD,
    "Invalid patch path /httpMethod",
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("add", "/requestModels/application/json", "Empty") },
    BAD,
    "Invalid patch path /requestModels/application/json",
  ],
  [
    "UpdateMethod",
    { ...PETS, ...patch("replace", "/requestParameters", "x") },
    BAD,
    "Invalid patch path /requestParameters",
  ],
  [
    "PutMethodResponse",
    { ...PETS, statusCode: "wrong" },
    SHAPE,
    `1 validation error detected: ${STATUS_PATTERN}`,
  ],
  [
    "UpdateMethodResponse",
    {
      ...PETS,
      statusCode: "200",
      ...patch("add", "/wrong/method.response.header.my-header", "true"),
    },
    BAD,
    "Invalid patch path /wrong/method.response.header.my-header",
  ],
  [
    "UpdateMethodResponse",
    { ...PETS, statusCode: "200", ...patch("remove", "/responseModels/application~1xml") },
    GONE,
    "Content-Type specified was not found",
  ],
  [
    "UpdateMethodResponse",
    {
      ...PETS,
      statusCode: "200",
      ...patch("remove", "/responseParameters/method.response.header.a"),
    },
    GONE,
    "Invalid parameter name specified",
  ],
  ["UpdateMethodResponse", { ...NO_METHOD, statusCode: "200" }, GONE, NO_SUCH_METHOD],
  ["UpdateMethodResponse", { ...NOWHERE, statusCode: "200" }, GONE, NO_RESOURCE],
  [
    "UpdateMethodResponse",
    { ...PETS, statusCode: "201" },
    GONE,
    "Invalid Response status code specified",
  ],
  [
    "UpdateMethodResponse",
    { ...PETS, statusCode: "wrong" },
    SHAPE,
    `1 validation error detected: ${STATUS_PATTERN}`,
  ],
  [
    "UpdateMethodResponse",
    { ...PETS, statusCode: "wrong", ...patch("wrong") },
    SHAPE,
    badOps("updateMethodResponseInput", [1], [STATUS_PATTERN]),
  ],
  [
    "UpdateMethodResponse",
    {
      ...PETS,
      statusCode: "200",
      patchOperations: [{ op: "wrong" }, { op: "add" }, { op: "wrong" }],
    },
    SHAPE,
    badOps("updateMethodResponseInput", [1, 3]),
  ],
])("%s with %j is refused", async (refused) => {
  expect(await bed.answerTo(refused)).toEqual(expectedRefusal(refused));
});
