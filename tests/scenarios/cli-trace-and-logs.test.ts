// `postern trace` and `postern logs` as people run them, against a stack with a failure in it.
import { once } from "node:events";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Journey } from "../../src/telemetry/journeys/journey.ts";
import { runPostern } from "../support/postern-process.ts";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

let target: RecordingTarget;
let stack: PrivateStack;
let apiId: string;
let url: string;
let listenerArn: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
  ({ listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    name: "secure",
  }));
  const vpcLinkId = await stack.createVpcLink();
  ({ apiId, url } = await stack.createPrivateApi({ listenerArn, vpcLinkId }));
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

test("postern trace draws the way, names the listener that failed and exits with 1", async () => {
  const { code, stdout, stderr } = await runPostern(
    "trace",
    "GET",
    `${url}/pets`,
    "--endpoint-url",
    stack.postern.url,
  );
  expect(stderr).toBe("");
  expect(stdout).toContain("HTTP API api");
  expect(stdout).toContain("✗ listener");
  expect(stdout).toContain("client got status 400");
  expect(stdout).toContain(listenerArn);
  expect(code).toBe(1);
});

test("postern trace --json prints the journey, and --request-id a past one", async () => {
  const endpoint = ["--endpoint", stack.postern.url];
  const traced = await runPostern("trace", "GET", `${url}/pets`, "--json", ...endpoint);
  const journey = JSON.parse(traced.stdout) as Journey;
  expect(journey.failedAt?.resource).toBe(listenerArn);

  const answer = await get(`${url}/dogs`);
  const requestId = /^apigw-requestid: (\S+)\r?$/im.exec(answer.head)?.[1] ?? "";
  const past = await runPostern("trace", "--request-id", requestId, "--json", ...endpoint);
  expect((JSON.parse(past.stdout) as Journey).request.target).toContain("/dogs");
});

test("postern trace says what is wrong when there is no journey to be had", async () => {
  const endpoint = ["--endpoint-url", stack.postern.url];
  const nobody = await runPostern("trace", "GET", `http://127.0.0.1:${target.port}/`, ...endpoint);
  expect([nobody.code, nobody.stderr]).toEqual([
    1,
    expect.stringContaining("names no journey. Whoever answered is no Postern"),
  ]);
  const unknown = await runPostern("trace", "--request-id", "nothing", ...endpoint);
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    expect.stringContaining('There is no journey of request "nothing"'),
  ]);
});

test("postern logs shows a line for each hop of a request, filtered by status and API", async () => {
  await get(`${url}/logged`);
  const endpoint = ["--endpoint-url", stack.postern.url];
  const all = await runPostern("logs", ...endpoint);
  expect(all.stdout).toMatch(/ http-api  api  400 .*GET .*\/logged/);
  expect(all.stdout).toMatch(/ alb .* secure  400 .*plain-http-on-tls/);
  const none = await runPostern("logs", "--status", "5xx", ...endpoint);
  expect(none.stdout).toBe("");
  const json = await runPostern("logs", "--api", apiId, "--json", "--limit", "1", ...endpoint);
  expect(JSON.parse(json.stdout)).toMatchObject({ hop: "http-api", resource: apiId, status: 400 });
});

test("postern logs --follow goes on with requests that come", async () => {
  const launcher = fileURLToPath(new URL("../../bin/postern.js", import.meta.url));
  const args = ["logs", "--follow", "--limit", "0", "--endpoint-url", stack.postern.url];
  const child = spawn(process.execPath, [launcher, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  await expect
    .poll(
      async () => {
        await get(`${url}/followed`);
        return shown;
      },
      { timeout: 10_000 },
    )
    .toContain("/followed");
  child.kill();
  await once(child, "close");
});
