// `postern doctor` from outside: a Postern in a process of its own with a stack that fails, and the command as a user
// runs it. The four failures are those of AWS's article on private integrations.
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  CreateDeploymentCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { JsonReport } from "../../src/doctor/report/json-report.ts";
import { runPostern } from "../support/postern-process.ts";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

const NAME = "pets.internal.example";

let target: RecordingTarget;
let stack: PrivateStack;
let vpcLinkId: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
  vpcLinkId = await stack.createVpcLink();
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

async function doctor(...flags: string[]) {
  const { code, stdout, stderr } = await runPostern(
    "doctor",
    "--endpoint-url",
    stack.postern.url,
    ...flags,
  );
  return { code, stdout, stderr };
}

interface FullReport extends JsonReport {
  readonly request: { status: number; explainedBy: { code: string; resource: string }[] };
  readonly fix: {
    problem: string;
    replay: { before: number; after: number };
    before: { code: string }[];
    made: { code: string }[];
    deployed: { stageName: string }[];
  };
}

async function doctorJson(...flags: string[]): Promise<FullReport & { code: number | null }> {
  const { code, stdout, stderr } = await doctor("--format", "json", ...flags);
  if (stdout === "") throw new Error(`Cannot read the report: ${stderr}`);
  return { ...(JSON.parse(stdout) as FullReport), code };
}

function errorsOf({ findings }: JsonReport): string[] {
  return findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

async function secureApi(name: string, serverName?: string, autoDeploy = true) {
  const balancer = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    certificateName: NAME,
    name,
  });
  const { listenerArn } = balancer;
  const api = await stack.createPrivateApi({
    listenerArn,
    vpcLinkId,
    autoDeploy,
    ...(serverName === undefined ? {} : { serverName }),
  });
  return { ...balancer, ...api };
}

test("postern doctor explains, mends and proves: plain HTTP to a TLS listener", async () => {
  const { apiId, integrationId, url } = await secureApi("plain");
  const request = ["--api", apiId, "--url", `${url}/pets`];
  const before = await doctorJson(...request);
  expect([before.code, errorsOf(before), before.request.status]).toEqual([1, ["PST101"], 400]);
  expect(before.request.explainedBy).toEqual([
    { code: "PST101", resource: `${apiId}/${integrationId}` },
  ]);
  const after = await doctorJson(...request, "--fix", "--yes");
  expect(after.fix).toMatchObject({
    problem: "",
    replay: { before: 400, after: 200 },
    made: [{ code: "PST101" }],
  });
  expect(errorsOf(after)).toEqual([]);
  expect((await get(`${url}/pets`)).status).toBe(200);
});

test("postern doctor mends a server name that the certificate does not bear", async () => {
  const { apiId, url } = await secureApi("name", "dogs.internal.example");
  const after = await doctorJson("--api", apiId, "--url", `${url}/pets`, "--fix", "--yes");
  expect(after.request.explainedBy.map(({ code }) => code)).toEqual(["PST103"]);
  expect(after.fix.before.map(({ code }) => code)).toContain("PST103");
  expect(after.fix).toMatchObject({
    replay: { before: 500, after: 200 },
    made: [{ code: "PST103" }],
  });
  expect(errorsOf(after)).toEqual([]);
});

test("postern doctor mends a load balancer in strictest mode when it is asked to", async () => {
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "desync",
  });
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "strictest" }],
    }),
  );
  const { apiId, url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const request = ["--api", apiId, "--url", `${url}/pets`];
  const before = await doctorJson(...request);
  expect(before.request).toMatchObject({ status: 400, explainedBy: [{ code: "PST201" }] });
  const after = await doctorJson(...request, "--fix", "PST201", "--yes");
  expect(after.fix).toMatchObject({ replay: { before: 400, after: 200 } });
  expect(after.findings.map(({ code }) => code)).not.toContain("PST201");
});

test("postern doctor deploys what is saved and not deployed", async () => {
  const { apiId, integrationId, url } = await secureApi("deploy", undefined, false);
  const { DeploymentId } = await stack.apigateway.send(
    new CreateDeploymentCommand({ ApiId: apiId }),
  );
  await stack.apigateway.send(
    new UpdateStageCommand({ ApiId: apiId, StageName: "$default", DeploymentId }),
  );
  await stack.apigateway.send(
    new UpdateIntegrationCommand({
      ApiId: apiId,
      IntegrationId: integrationId,
      TlsConfig: { ServerNameToVerify: NAME },
    }),
  );
  const request = ["--api", apiId, "--url", `${url}/pets`];
  const before = await doctorJson(...request);
  expect(before.request).toMatchObject({ status: 400, explainedBy: [{ code: "PST101" }] });
  const [finding] = before.findings;
  expect(finding).toMatchObject({ code: "PST101", mendedBy: { code: "PST301" } });
  const after = await doctorJson(...request, "--fix", "--yes");
  expect(after.fix).toMatchObject({
    replay: { before: 400, after: 200 },
    deployed: [{ stageName: "$default" }],
  });
  expect([after.code, after.findings]).toEqual([0, []]);
});

test("postern doctor says why a past request failed, shows its way and changes nothing unasked", async () => {
  const { apiId, url } = await secureApi("past");
  const answer = await get(`${url}/pets`, { "x-postern-trace": "1" });
  const requestId = /^apigw-requestid: (\S+)/im.exec(answer.head)?.[1] ?? "";
  const said = await doctor("--api", apiId, "--request-id", requestId, "--fix");
  expect(said.code).toBe(2);
  expect(said.stdout).toContain("Why it failed\n\n  ✗ PST101 ");
  expect(said.stdout).toMatch(/✗ client got status 400/);
  expect(said.stdout).toMatch(/^ {6}apigatewayv2 UpdateIntegration \{/m);
  expect(said.stdout).toContain("nobody can be asked here");
  const dry = await doctor("--api", apiId, "--fix", "--dry-run");
  expect([dry.code, dry.stdout.includes("UpdateIntegration")]).toEqual([1, true]);
  expect((await get(`${url}/pets`)).status).toBe(400);
});

test("postern doctor of a healthy stack exits with 0 in every format", async () => {
  const { apiId } = await secureApi("healthy", NAME);
  for (const [format, part] of [
    ["text", "nothing found"],
    ["json", '"findings": []'],
    ["markdown", "**nothing found**"],
    ["sarif", '"results": []'],
  ] as const) {
    const { code, stdout } = await doctor("--api", apiId, "--format", format);
    expect([format, code, stdout.includes(part)]).toEqual([format, 0, true]);
  }
});

test.for([
  [["--api", "nothere"], 'Cannot find API "nothere"'],
  [["--rule", "PST999"], 'Cannot find rule "PST999"'],
  [["--request-id", "nothere"], "Cannot read"],
  [["--endpoint", "nowhere"], "it is no http:// or https:// URL"],
  [["--endpoint", "http://127.0.0.1:1"], "Cannot reach http://127.0.0.1:1"],
  [["--aws", "--fix"], "--fix needs --allow-changes"],
  [["--endpoint", "https://aws.example.com", "--fix"], "--fix needs --allow-changes"],
] as const)("postern doctor %j could not run: exit code 2", async ([flags, part]) => {
  const { code, stderr } = await doctor(...flags);
  expect(stderr).toContain(part);
  expect(code).toBe(2);
});

test("postern doctor finds a failure in a template, points at its line and does not change the file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "postern-doctor-"));
  const file = join(folder, "stack.yaml");
  try {
    const healthy = await readFile("docs/rules/examples/http-api-on-alb.yaml", "utf8");
    const broken = healthy.replace(/\n +TlsConfig:\n +ServerNameToVerify: .*/, "");
    await writeFile(file, broken);
    const line = broken.split("\n").findIndex((text) => text.startsWith("  Integration:")) + 1;
    const { code, stdout } = await runPostern("doctor", "--template", file, "--format", "sarif");
    const log = JSON.parse(stdout) as {
      runs: [{ results: { ruleId: string; level: string; locations: unknown }[] }];
    };
    const errors = log.runs[0].results.filter(({ level }) => level === "error");
    expect([code, errors.map(({ ruleId }) => ruleId)]).toEqual([1, ["PST101"]]);
    expect(errors[0]?.locations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: pathToFileURL(file).href },
          region: { startLine: line },
        },
        logicalLocations: [{ fullyQualifiedName: "Integration" }],
      },
    ]);
    const fixed = await runPostern("doctor", "--template", file, "--fix", "--yes");
    expect(fixed.code).toBe(2);
    expect(fixed.stdout).toContain("ServerNameToVerify: ");
    expect(fixed.stdout).toContain("Templates are mended in their files");
    expect(await readFile(file, "utf8")).toBe(broken);
  } finally {
    await rm(folder, { recursive: true });
  }
});
