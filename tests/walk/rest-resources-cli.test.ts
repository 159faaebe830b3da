// Every resource of the REST API control plane with the real AWS CLI: made, and read back as it was made.
import { beforeAll, afterAll, expect, test } from "vitest";
import { awsCliMissing, runAwsCli } from "../support/aws-cli.ts";
import { startPosternProcess, type PosternProcess } from "../support/postern-process.ts";

let postern: PosternProcess;
let api: string[];
let root: string;
let resource: string;

const aws = (...args: string[]) => runAwsCli(postern.url, "apigateway", ...args);

beforeAll(async () => {
  if (awsCliMissing) return;
  postern = await startPosternProcess("--ephemeral");
  const restApiId = await aws("create-rest-api", "--name", "shop", "--query", "id");
  api = ["--rest-api-id", restApiId];
  root = await aws("get-resources", ...api, "--query", "items[0].id");
  const made = ["create-resource", ...api, "--parent-id", root, "--path-part", "pets"];
  resource = await aws(...made, "--query", "id");
}, 60_000);

afterAll(async () => {
  if (!awsCliMissing) await postern.stop();
});

const CLI_TIMEOUT = { timeout: 120_000 };

test.skipIf(awsCliMissing)(
  "methods, integrations, responses, deployments and stages",
  CLI_TIMEOUT,
  async () => {
    const method = [...api, "--resource-id", resource, "--http-method", "GET"];
    await aws("put-method", ...method, "--authorization-type", "NONE");
    await aws("put-method-response", ...method, "--status-code", "200");
    const template = '{"application/json":"{\\"statusCode\\": 200}"}';
    await aws("put-integration", ...method, "--type", "MOCK", "--request-templates", template);
    await aws("put-integration-response", ...method, "--status-code", "200");
    const shown = await aws(
      "get-method",
      ...method,
      "--query",
      '[methodIntegration.type, methodResponses."200".statusCode]',
    );
    expect(shown.split(/\s+/)).toEqual(["MOCK", "200"]);
    await aws("create-deployment", ...api, "--stage-name", "prod");
    const stage = [...api, "--stage-name", "prod"];
    const patch = "op=replace,path=/variables/colour,value=red";
    await aws("update-stage", ...stage, "--patch-operations", patch);
    expect(await aws("get-stage", ...stage, "--query", "variables.colour")).toBe("red");
    expect(await aws("get-deployments", ...api, "--query", "length(items)")).toBe("1");
  },
);

test.skipIf(awsCliMissing)(
  "models, validators, gateway responses and authorizers",
  CLI_TIMEOUT,
  async () => {
    const schema =
      '{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{}}';
    const model = ["--name", "Pet", "--content-type", "application/json", "--schema", schema];
    await aws("create-model", ...api, ...model);
    expect(await aws("get-model", ...api, "--model-name", "Pet", "--query", "schema")).toBe(schema);
    const validator = ["--name", "all", "--validate-request-body"];
    await aws("create-request-validator", ...api, ...validator);
    const validators = [
      "get-request-validators",
      ...api,
      "--query",
      "items[0].validateRequestBody",
    ];
    expect(await aws(...validators)).toBe("True");
    const response = [...api, "--response-type", "THROTTLED"];
    await aws("put-gateway-response", ...response, "--status-code", "430");
    expect(await aws("get-gateway-response", ...response, "--query", "statusCode")).toBe("430");
    const pool = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abcdefghi";
    const authorizer = ["--name", "pool", "--type", "COGNITO_USER_POOLS", "--provider-arns", pool];
    const source = ["--identity-source", "method.request.header.Authorization"];
    await aws("create-authorizer", ...api, ...authorizer, ...source);
    expect(await aws("get-authorizers", ...api, "--query", "items[0].name")).toBe("pool");
  },
);

test.skipIf(awsCliMissing)("API keys, usage plans and usage", CLI_TIMEOUT, async () => {
  const key = await aws("create-api-key", "--name", "mine", "--enabled", "--query", "id");
  const quota = ["--quota", "limit=5,period=DAY"];
  const plan = await aws("create-usage-plan", "--name", "small", ...quota, "--query", "id");
  const planKey = ["--usage-plan-id", plan, "--key-type", "API_KEY", "--key-id", key];
  await aws("create-usage-plan-key", ...planKey);
  expect(await aws("get-api-key", "--api-key", key, "--query", "enabled")).toBe("True");
  const keys = ["get-usage-plan-keys", "--usage-plan-id", plan, "--query", "items[0].id"];
  expect(await aws(...keys)).toBe(key);
  const today = new Date().toISOString().slice(0, 10);
  const days = ["--start-date", today, "--end-date", today];
  const usage = ["get-usage", "--usage-plan-id", plan, ...days, "--query", "usagePlanId"];
  expect(await aws(...usage)).toBe(plan);
});

test.skipIf(awsCliMissing)(
  "domain names, certificates, documentation, tags, account and VPC links",
  CLI_TIMEOUT,
  async () => {
    const domain = ["--domain-name", "api.example.com"];
    const kind = ["--endpoint-configuration", "types=REGIONAL"];
    await aws("create-domain-name", ...domain, ...kind);
    await aws("create-base-path-mapping", ...domain, ...api, "--base-path", "v1");
    const mappings = ["get-base-path-mappings", ...domain, "--query", "items[0].basePath"];
    expect(await aws(...mappings)).toBe("v1");
    const made = ["generate-client-certificate", "--query", "clientCertificateId"];
    const certificate = ["--client-certificate-id", await aws(...made)];
    const pem = await aws(
      "get-client-certificate",
      ...certificate,
      "--query",
      "pemEncodedCertificate",
    );
    expect(pem).toContain("BEGIN CERTIFICATE");
    const part = ["--location", "type=API", "--properties", '{"description":"a shop"}'];
    await aws("create-documentation-part", ...api, ...part);
    await aws("create-documentation-version", ...api, "--documentation-version", "1");
    const versions = ["get-documentation-versions", ...api, "--query", "items[0].version"];
    expect(await aws(...versions)).toBe("1");
    const arn = ["--resource-arn", `arn:aws:apigateway:us-east-1::/restapis/${api[1]}`];
    await aws("tag-resource", ...arn, "--tags", "team=pets");
    expect(await aws("get-tags", ...arn, "--query", "tags.team")).toBe("pets");
    expect(await aws("get-account", "--query", "throttleSettings.burstLimit")).toBe("5000");
    const balancer =
      "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/none/0123456789abcdef";
    const link = ["create-vpc-link", "--name", "link", "--target-arns", balancer];
    expect(await aws(...link, "--query", "status")).toBe("PENDING");
    await expect(aws("get-rest-api", "--rest-api-id", "nothere")).rejects.toThrow(
      /NotFoundException.*Invalid API identifier specified 000000000000:nothere/,
    );
  },
);
