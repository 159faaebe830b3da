import { expect, test } from "vitest";
import { emptyApi, servingApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createDeployment } from "./create-deployment.ts";
import { createStage } from "./create-stage.ts";
import { getStage } from "./get-stage.ts";

const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:/http-api/shop:*";

test("createStage() answers AWS's defaults, autoDeploy absent when it is off", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  expect(await bed.run(createStage, { ApiId, StageName: "test-1" })).toEqual({
    CreatedDate: new Date("2026-01-01T00:00:00Z"),
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    LastUpdatedDate: new Date("2026-01-01T00:00:00Z"),
    RouteSettings: {},
    StageName: "test-1",
    StageVariables: {},
    Tags: {},
  });
});

test("createStage() keeps what it is given", async () => {
  const bed = new OperationTestBed();
  const { apiId } = await servingApi(bed);
  const { DeploymentId = "" } = await bed.run(createDeployment, { ApiId: apiId });
  const given = {
    AccessLogSettings: { DestinationArn: LOG_GROUP, Format: "$context.requestId" },
    DeploymentId,
    Description: "the first",
    StageName: "$default",
    StageVariables: { host: "a.example:8080" },
    Tags: { team: "blue" },
  };
  const stage = await bed.run(createStage, {
    ApiId: apiId,
    ...given,
    DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2.5 },
    RouteSettings: { "GET /pets": { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 0 } },
  });
  expect(stage).toMatchObject({
    ...given,
    DefaultRouteSettings: {
      DetailedMetricsEnabled: false,
      ThrottlingBurstLimit: 5,
      ThrottlingRateLimit: 2.5,
    },
    RouteSettings: { "GET /pets": { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 0 } },
  });
});

test("createStage() with autoDeploy deploys at once, which later reads show", async () => {
  const bed = new OperationTestBed();
  const { apiId } = await servingApi(bed);
  const id = { ApiId: apiId, StageName: "dev" };
  const answer = await bed.run(createStage, { ...id, AutoDeploy: true });
  expect(answer.AutoDeploy).toBe(true);
  expect(answer).not.toHaveProperty("DeploymentId");
  const stage = await bed.run(getStage, id);
  expect(stage.LastDeploymentStatusMessage).toBe(
    `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
  );
});

test("createStage() with autoDeploy on an API without routes says why nothing is deployed", async () => {
  const bed = new OperationTestBed();
  const id = { ApiId: await emptyApi(bed), StageName: "dev" };
  await bed.run(createStage, { ...id, AutoDeploy: true });
  const stage = await bed.run(getStage, id);
  expect(stage).not.toHaveProperty("DeploymentId");
  expect(stage.LastDeploymentStatusMessage).toBe(
    "Deployment attempt failed: Unable to deploy API because no valid routes exist in this API",
  );
});

test("createStage() refuses a name that is there already", async () => {
  const bed = new OperationTestBed();
  const input = { ApiId: await emptyApi(bed), StageName: "dev" };
  await bed.run(createStage, input);
  expect(await bed.refusal(createStage, input)).toEqual([
    "ConflictException",
    "Stage already exists",
  ]);
});

test("createStage() refuses the eleventh stage", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  for (let index = 0; index < 10; index++) {
    await bed.run(createStage, { ApiId, StageName: `s${index}` });
  }
  expect(await bed.refusal(createStage, { ApiId, StageName: "s10" })).toEqual([
    "ConflictException",
    "Maximum number of Stages for this API has been reached. Please contact AWS if you need additional Stages.",
  ]);
});

const VARIABLE_NAME = "Please use names with only word characters.";

test.for<[what: string, members: object, message: string | RegExp]>([
  ["a space in the name", { StageName: "bad stage" }, "Stage name only allows a-zA-Z0-9_"],
  ["another $ name", { StageName: "$other" }, "Stage name only allows a-zA-Z0-9_"],
  ["a name of 129 characters", { StageName: "s".repeat(129) }, /less than or equal to 128$/],
  ["a deployment that is not there", { DeploymentId: "abc123" }, "Deployment id does not exist"],
  [
    "a client certificate",
    { ClientCertificateId: "abc123" },
    "ClientCertificateId is currently not supported for this API protocol type.",
  ],
  ["a variable name with a hyphen", { StageVariables: { "a-b": "1" } }, VARIABLE_NAME],
  ["a variable name of 65", { StageVariables: { [`a${"b".repeat(64)}`]: "1" } }, VARIABLE_NAME],
  ["a variable value with a space", { StageVariables: { a: "1 2" } }, /value of key a\./],
  ["a variable value of 513", { StageVariables: { a: "1".repeat(513) } }, /value of key a\./],
  ["an empty variable value", { StageVariables: { a: "" } }, /value of key a\./],
  [
    "101 variables",
    { StageVariables: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`v${i}`, "1"])) },
    "A stage can have at most 100 stage variables",
  ],
  [
    "execution logs",
    { DefaultRouteSettings: { LoggingLevel: "INFO" } },
    "Execution logs are not supported on protocolType HTTP",
  ],
  [
    "data traces",
    { DefaultRouteSettings: { DataTraceEnabled: true } },
    "Execution logs are not supported on protocolType HTTP",
  ],
  [
    "a negative burst limit",
    { DefaultRouteSettings: { ThrottlingBurstLimit: -1 } },
    /^Invalid throttling burst limit/,
  ],
  [
    "a rate limit that is no number",
    { DefaultRouteSettings: { ThrottlingRateLimit: Number.NaN } },
    /^Invalid throttling rate limit/,
  ],
  [
    "a log format without request id",
    { AccessLogSettings: { DestinationArn: LOG_GROUP, Format: "$context.status" } },
    "Access Log format must include either $context.requestId or $context.extendedRequestId",
  ],
  [
    "a log format of another kind of API",
    {
      AccessLogSettings: {
        DestinationArn: LOG_GROUP,
        Format: "$context.requestId $context.resourceId",
      },
    },
    "The following context variables are not supported: [$context.resourceId]",
  ],
  [
    "a log format of two lines",
    { AccessLogSettings: { DestinationArn: LOG_GROUP, Format: "$context.requestId\n" } },
    "Access Log format must be a single line",
  ],
  [
    "a log format of over 3 KiB",
    {
      AccessLogSettings: {
        DestinationArn: LOG_GROUP,
        Format: `$context.requestId ${"x".repeat(3072)}`,
      },
    },
    "Access Log format must not be longer than 3072 bytes",
  ],
  [
    "a log without destination",
    { AccessLogSettings: { Format: "$context.requestId" } },
    "Access Log value must not be empty",
  ],
  [
    "a log destination that is no ARN",
    { AccessLogSettings: { DestinationArn: "shop", Format: "$context.requestId" } },
    "Invalid ARN. ARN is not well formed shop",
  ],
  [
    "a Firehose stream as log",
    {
      AccessLogSettings: {
        DestinationArn:
          "arn:aws:firehose:eu-central-1:123456789012:deliverystream/amazon-apigateway-x",
        Format: "$context.requestId",
      },
    },
    "Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': 'deliverystream/amazon-apigateway-x'",
  ],
])("createStage() refuses %s and keeps nothing", async ([, members, message]) => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const [name, text] = await bed.refusal(createStage, { ApiId, StageName: "dev", ...members });
  expect(name).toBe("BadRequestException");
  expect(text).toMatch(message);
  expect(await bed.records((records) => records.list("http-api-stage"))).toEqual([]);
});

test("createStage() refuses settings for a route that is not there", async () => {
  const bed = new OperationTestBed();
  const ApiId = await emptyApi(bed);
  const RouteSettings = { "GET /some-route": {} };
  expect(await bed.refusal(createStage, { ApiId, StageName: "dev", RouteSettings })).toEqual([
    "NotFoundException",
    "Unable to find Route by key GET /some-route within the provided RouteSettings",
  ]);
});

test("createStage() refuses a deployment id together with autoDeploy", async () => {
  const bed = new OperationTestBed();
  const { apiId: ApiId } = await servingApi(bed);
  const { DeploymentId = "" } = await bed.run(createDeployment, { ApiId });
  const input = { ApiId, StageName: "dev", AutoDeploy: true, DeploymentId };
  expect(await bed.refusal(createStage, input)).toEqual([
    "BadRequestException",
    `Deployment ID cannot be set on this stage 123456789012:${ApiId} because AutoDeploy is enabled.`,
  ]);
});
