// Postern as a process: what it says, what it refuses, how it ends, and what survives kill -9.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiGatewayV2Client, CreateApiCommand, GetApisCommand } from "@aws-sdk/client-apigatewayv2";
import { afterAll, expect, test } from "vitest";
import { runPostern, startPosternProcess } from "../support/postern-process.ts";

const root = mkdtempSync(join(tmpdir(), "postern-process-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let directories = 0;
const newDirectory = () => join(root, `data-${directories++}`);

test("up answers health at once and ends with 0 on SIGTERM", async () => {
  const postern = await startPosternProcess("--ephemeral");
  const health = await fetch(`${postern.url}/_postern/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: "ok" });
  expect(await postern.stop()).toBe(0);
});

test.for([
  ["a busy port", (port: number) => ["--ephemeral", "--port", String(port)], /in use/],
  ["a bad port", () => ["--port", "99999"], /0 to 65535/],
  ["a bad account", () => ["--account-id", "12"], /12 digits/],
  [
    "a CA that is not there",
    () => ["--ephemeral", "--trusted-ca", "/nowhere/ca.pem"],
    /trusted CA/,
  ],
  ["an unknown option", () => ["--colour"], /unknown option/],
] as const)("up with %s says so in one line and ends with 1", async ([, flagsFor, reason]) => {
  const busy = createServer().listen(0, "127.0.0.1");
  await once(busy, "listening");
  const flags = flagsFor((busy.address() as AddressInfo).port);
  const { code, stderr, stdout } = await runPostern("up", ...flags);
  busy.close();
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(reason);
  expect(
    stderr
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("(")),
  ).toHaveLength(1);
});

test("up refuses a data directory that another Postern has, and one that cannot be made", async () => {
  const directory = newDirectory();
  const first = await startPosternProcess("--data-dir", directory);
  const second = await runPostern("up", "--port", "0", "--data-dir", directory);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/another Postern is using it/);
  await first.stop();
  const file = join(root, "file");
  writeFileSync(file, "");
  const third = await runPostern("up", "--port", "0", "--data-dir", join(file, "below"));
  expect(third.code).toBe(1);
  expect(third.stderr).toMatch(/Cannot use the data directory/);
});

test("what was acknowledged survives kill -9, at whatever moment it comes", async () => {
  const directory = newDirectory();
  const acknowledged = new Set<string>();
  for (let life = 0; life < 3; life++) {
    const postern = await startPosternProcess("--data-dir", directory);
    const client = new ApiGatewayV2Client(postern.clientConfig);
    const input = { Name: "kept", ProtocolType: "HTTP" as const, Target: "http://127.0.0.1:9" };
    const first = await client.send(new CreateApiCommand(input));
    acknowledged.add(first.ApiId ?? "");
    const writing = Array.from({ length: 20 }, async () => {
      const { ApiId = "" } = await client.send(new CreateApiCommand(input));
      acknowledged.add(ApiId);
      // The fifth acknowledgement is when the process is killed: others are on their way.
      if (acknowledged.size % 21 === 5) postern.child.kill("SIGKILL");
    });
    await Promise.allSettled(writing);
    expect(await postern.stop("SIGKILL")).toBeNull();
    client.destroy();
  }
  const postern = await startPosternProcess("--data-dir", directory);
  const client = new ApiGatewayV2Client(postern.clientConfig);
  const found = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetApisCommand({ NextToken: nextToken, MaxResults: "100" }));
    for (const { ApiId = "" } of page.Items ?? []) found.add(ApiId);
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  expect(acknowledged.size).toBeGreaterThan(3);
  for (const apiId of acknowledged) expect(found, apiId).toContain(apiId);
  client.destroy();
  await postern.stop();
});

test("status prints where everything is reached, for people and as JSON", async () => {
  const postern = await startPosternProcess("--ephemeral");
  const client = new ApiGatewayV2Client(postern.clientConfig);
  const { ApiId = "" } = await client.send(
    new CreateApiCommand({ Name: "pets", ProtocolType: "HTTP", Target: "http://127.0.0.1:9" }),
  );
  const invokeUrl = `${postern.url}/_aws/execute-api/${ApiId}/%24default/`;
  const text = await runPostern("status", "--endpoint-url", postern.url);
  expect(text.stdout).toContain(invokeUrl);
  const json = await runPostern("status", "--endpoint-url", postern.url, "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    apis: [{ apiId: ApiId, name: "pets", protocolType: "HTTP", stages: [{ invokeUrl }] }],
    loadBalancers: [],
  });
  client.destroy();
  await postern.stop();
  const nobody = await runPostern("status", "--endpoint-url", postern.url);
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toMatch(/is it running\?/);
});
