// Refusals of deployments, stages and VPC links through the AWS SDK for JavaScript: status, code and text as AWS has answered them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { BAD, GONE, RefusalBed, expectedRefusal, patch, type RefusalCase } from "./refusal-bed.ts";

let bed: RefusalBed;

beforeAll(async () => {
  bed = await RefusalBed.start();
});

afterAll(() => bed.close());

const API = { restApiId: "$api" };

const NO_CANARY_STAGE =
  "Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ";
const canarySettings = { percentTraffic: 50 };
const STAGE = { restApiId: "$deployed", stageName: "dev" };
const NO_SETTING = (path: string) =>
  `Cannot remove method setting ${path} because there is no method setting for this method `;
const NO_PATH = (path: string) =>
  `Invalid method setting path: ${path}. Must be one of: [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]`;
const FROM = "/canarySettings/deploymentId";
test.for<RefusalCase>([
  ["CreateDeployment", { ...API, canarySettings }, BAD, `${NO_CANARY_STAGE}null`],
  ["CreateDeployment", { ...API, canarySettings, stageName: "" }, BAD, NO_CANARY_STAGE],
  [
    "CreateDeployment",
    { ...API, canarySettings, stageName: "non-existing" },
    BAD,
    "Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment",
  ],
  ["CreateDeployment", API, BAD, "No integration defined for method"],
  ["CreateDeployment", { restApiId: "$empty" }, BAD, "The REST API doesn't contain any methods"],
  [
    "CreateStage",
    { restApiId: "$deployed", stageName: "x", deploymentId: "abcdef" },
    BAD,
    "Deployment id does not exist",
  ],
  [
    "CreateStage",
    { restApiId: "$deployed", stageName: "dev", deploymentId: "$deployment" },
    "ConflictException",
    "Stage already exists",
  ],
  [
    "DeleteDeployment",
    { restApiId: "$deployed", deploymentId: "$deployment" },
    BAD,
    "Active stages pointing to this deployment must be moved or deleted",
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/accessLogSettings/format", "") },
    BAD,
    "Access Log value must not be empty",
  ],
  ["UpdateStage", { ...STAGE, ...patch("remove", "/*/*") }, BAD, NO_SETTING("*/*")],
  [
    "UpdateStage",
    { ...STAGE, ...patch("remove", "/accessLogSettings/*") },
    BAD,
    NO_SETTING("accessLogSettings/*"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("remove", "/accessLogSettings/destinationArn") },
    BAD,
    NO_SETTING("accessLogSettings/destinationArn"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("remove", "/canarySettings/badPath") },
    BAD,
    NO_SETTING("canarySettings/badPath"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("remove", "/canarySettings/stageVariableOverrides") },
    BAD,
    NO_SETTING("canarySettings/stageVariableOverrides"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/deploymentId", "abcdef") },
    BAD,
    "Deployment id does not exist",
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/accessLogSettings/randomValue", "x") },
    BAD,
    "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("add", FROM, "x") },
    BAD,
    `Invalid add operation with path: ${FROM}`,
  ],
  [
    "UpdateStage",
    {
      ...STAGE,
      ...patch("copy", "/canarySettings/stageVariableOverrides", undefined, "/variables"),
    },
    BAD,
    "Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]",
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/canarySettings", "x") },
    BAD,
    NO_PATH("/canarySettings"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/canarySettings/badPath", "x") },
    BAD,
    NO_PATH("/canarySettings/badPath"),
  ],
  [
    "UpdateStage",
    { ...STAGE, ...patch("replace", "/documentation_version", "x") },
    BAD,
    NO_PATH("/documentation_version"),
  ],
  ["UpdateStage", { ...STAGE, ...patch("replace", "/tags/tag1", "x") }, BAD, NO_PATH("/tags/tag1")],
  [
    "UpdateStage",
    { ...STAGE, ...patch("copy", "/deploymentId", undefined, FROM) },
    BAD,
    "Promotion not available. Canary does not exist.",
  ],
  [
    "CreateVpcLink",
    { name: "inside", targetArns: ["invalid-arn"] },
    BAD,
    "Invalid ARN. ARN is not well formed invalid-arn",
  ],
  ["CreateVpcLink", { name: "", targetArns: ["invalid-arn"] }, BAD, "Name cannot be empty"],
  [
    "CreateVpcLink",
    { name: "inside", targetArns: ["arn:a:b:c:d:e", "arn:a:b:c:d:f"] },
    BAD,
    "More than one target arn specified for vpc link.",
  ],
  ["GetVpcLink", { vpcLinkId: "abcdef" }, GONE, "Invalid Vpc Link identifier specified"],
  ["UpdateVpcLink", { vpcLinkId: "abcdef" }, GONE, "Invalid Vpc Link identifier specified"],
  ["DeleteVpcLink", { vpcLinkId: "abcdef" }, GONE, "Invalid Vpc Link identifier specified"],
])("%s with %j is refused", async (refused) => {
  expect(await bed.answerTo(refused)).toEqual(expectedRefusal(refused));
});
