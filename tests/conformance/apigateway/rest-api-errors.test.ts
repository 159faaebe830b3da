// Refusals of REST APIs and resources through the AWS SDK for JavaScript: status, code and text as AWS has answered them.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  BAD,
  GONE,
  RefusalBed,
  SHAPE,
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

const API = { restApiId: "$api" };
const NO_RESOURCE = "Invalid Resource identifier specified";
const TYPES =
  "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: " +
  "Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]";
const IP_TYPE =
  "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy " +
  "constraint: Member must satisfy enum value set: [ipv4, dualstack]";

const name = "x";
test.for<RefusalCase>([
  [
    "CreateRestApi",
    { name, endpointConfiguration: { types: ["EDGE", "REGIONAL"] } },
    BAD,
    "Cannot create an api with multiple Endpoint Types.",
  ],
  [
    "CreateRestApi",
    { name, endpointConfiguration: { types: [] } },
    BAD,
    "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
  ],
  ["CreateRestApi", { name, description: "" }, BAD, "Description cannot be an empty string"],
  [
    "CreateRestApi",
    { name, minimumCompressionSize: -1 },
    BAD,
    "Invalid minimum compression size, must be between 0 and 10485760",
  ],
  [
    "CreateRestApi",
    { name, endpointConfiguration: { types: ["PRIVATE"], ipAddressType: "ipv4" } },
    BAD,
    "Only dualstack ipAddressType is supported for Private APIs.",
  ],
  [
    "CreateRestApi",
    { name, endpointConfiguration: { types: ["wrong"] } },
    SHAPE,
    `1 validation error detected: ${TYPES}`,
  ],
  [
    "CreateRestApi",
    { name, endpointConfiguration: { ipAddressType: "wrong" } },
    SHAPE,
    `1 validation error detected: ${IP_TYPE}`,
  ],
  [
    "CreateRestApi",
    { name, endpointConfiguration: { types: ["wrong"], ipAddressType: "wrong" } },
    SHAPE,
    `2 validation errors detected: ${TYPES}; ${IP_TYPE}`,
  ],
  [
    "GetRestApi",
    { restApiId: "ABCDEFGHIJ" },
    GONE,
    "Invalid API identifier specified 000000000000:ABCDEFGHIJ",
  ],
  [
    "UpdateRestApi",
    { restApiId: "api_id", ...patch("replace", "/name", "y") },
    GONE,
    "Invalid API identifier specified 000000000000:api_id",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("replace", "/endpointConfiguration/types/EDGE", "wrong") },
    BAD,
    "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("replace", "/minimumCompressionSize", "10485761") },
    BAD,
    "Invalid minimum compression size, must be between 0 and 10485760",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("copy", "/name", "y") },
    BAD,
    "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("remove", "/description") },
    BAD,
    "Invalid patch operation specified. Must be one of: [replace]",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("add", "/binaryMediaTypes", "image/png") },
    BAD,
    "Invalid patch path /binaryMediaTypes",
  ],
  [
    "UpdateRestApi",
    { ...API, ...patch("replace", "/endpointConfiguration/ipAddressType", "wrong") },
    BAD,
    "ipAddressType must be either ipv4 or dualstack.",
  ],
  [
    "UpdateRestApi",
    {
      ...API,
      patchOperations: [
        { op: "replace", path: "/endpointConfiguration/types/EDGE", value: "PRIVATE" },
        { op: "replace", path: "/endpointConfiguration/ipAddressType", value: "ipv4" },
      ],
    },
    BAD,
    "Only dualstack ipAddressType is supported for Private APIs.",
  ],
  [
    "UpdateRestApi",
    { ...API, patchOperations: [{ op: "wrong" }, { op: "wrong" }] },
    SHAPE,
    badOps("updateRestApiInput", [1, 2]),
  ],
  [
    "UpdateRestApi",
    { ...API, patchOperations: [{ op: "wrong" }, { op: "wrong" }, { op: "wrong" }] },
    SHAPE,
    badOps("updateRestApiInput", [1, 2, 3]),
  ],
  [
    "CreateResource",
    { ...API, parentId: "$root", pathPart: "{id}" },
    BAD,
    "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed",
  ],
  [
    "CreateResource",
    { ...API, parentId: "$proxy", pathPart: "x" },
    BAD,
    "Cannot create a child of a resource with a greedy path variable: {proxy+}",
  ],
  ["CreateResource", { ...API, parentId: "abcdef", pathPart: "x" }, GONE, NO_RESOURCE],
  [
    "CreateResource",
    { ...API, parentId: "$root", pathPart: "pets" },
    "ConflictException",
    "Another resource with the same parent already has this name: pets",
  ],
  ["DeleteResource", { ...API, resourceId: "abcdef" }, GONE, NO_RESOURCE],
  [
    "UpdateResource",
    { ...API, resourceId: "$pets", ...patch("replace", "/invalid", "x") },
    BAD,
    "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$pets", ...patch("add", "/pathPart", "x") },
    BAD,
    "Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$pets", ...patch("remove", "/pathPart") },
    BAD,
    "Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$dogs", ...patch("replace", "/parentId", "$puppies") },
    BAD,
    "Resources cannot be cyclical.",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$root", ...patch("replace", "/parentId", "$pets") },
    BAD,
    "Root resource cannot update its parentId.",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$root", ...patch("replace", "/pathPart", "x") },
    BAD,
    "Root resource cannot update its pathPart.",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$nested", ...patch("replace", "/parentId", "$root") },
    "ConflictException",
    "Another resource with the same parent already has this name: pets",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$dogs", ...patch("replace", "/pathPart", "pets") },
    "ConflictException",
    "Another resource with the same parent already has this name: pets",
  ],
  [
    "UpdateResource",
    { ...API, resourceId: "$pets", ...patch("replace", "/parentId", "abcdef") },
    GONE,
    NO_RESOURCE,
  ],
])("%s with %j is refused", async (refused) => {
  expect(await bed.answerTo(refused)).toEqual(expectedRefusal(refused));
});
