// A disk that has no room for metrics and logs: the traffic does not notice, health and stderr say so, what could not
// be kept is counted, and when there is room again everything is kept again. The limit on a process's file sizes stands
// for the full disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateApiCommand, CreateStageCommand } from "@aws-sdk/client-apigatewayv2";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, expect, test } from "vitest";
import { startPosternProcess, type PosternProcess } from "../support/postern-process.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget } from "../support/recording-target.ts";

const root = mkdtempSync(join(tmpdir(), "postern-full-"));
let postern: PosternProcess | null = null;
afterAll(async () => {
  await postern?.stop("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

/** The largest file that the process may write from now on. */
function limitFileBytes(bytes: number | "unlimited"): void {
  execFileSync("prlimit", [`--pid=${postern?.child.pid}`, `--fsize=${bytes}:unlimited`]);
}

interface Health {
  readonly status: string;
  readonly telemetry: {
    readonly writable: boolean;
    readonly lastError: string;
    readonly droppedLogEvents: number;
    readonly droppedMetricData: number;
  };
}

test("a disk without room for telemetry stops no traffic, is said, and is over when there is room", async () => {
  const target = await startRecordingTarget();
  postern = await startPosternProcess("--data-dir", root);
  const { url, clientConfig } = postern;
  const { base } = stackOfProcess(postern);
  const { ApiId = "" } = await base.apigateway.send(
    new CreateApiCommand({
      Name: "logged",
      ProtocolType: "HTTP",
      Target: `http://127.0.0.1:${target.port}`,
    }),
  );
  const logs = new CloudWatchLogsClient(clientConfig);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/full" }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: "/full", logStreamName: "own" }));
  await base.apigateway.send(
    new CreateStageCommand({
      ApiId,
      StageName: "live",
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:/full",
        Format: `$context.requestId ${"$context.path ".repeat(50)}`,
      },
    }),
  );
  const health = async () => (await (await fetch(`${url}/_postern/health`)).json()) as Health;
  const statuses = new Set<number>();
  const send = async (path: string) =>
    statuses.add((await get(`${url}/_aws/execute-api/${ApiId}/live${path}`)).status);
  await expect
    .poll(async () => (await get(`${url}/_aws/execute-api/${ApiId}/live/ready`)).status)
    .toBe(200);
  await send("/first");
  // What is asked for has been written down.
  const ask = () => logs.send(new FilterLogEventsCommand({ logGroupName: "/full" }));
  expect((await ask()).events?.at(-1)?.message).toContain("/live/first");
  expect(await health()).toMatchObject({ status: "ok", telemetry: { droppedLogEvents: 0 } });

  const sizes = readdirSync(root).map((name) => statSync(join(root, name)).size);
  limitFileBytes(Math.max(...sizes) + 50_000);
  const long = "a".repeat(1_000);
  let full = await health();
  while (full.status === "ok") {
    for (let n = 0; n < 10; n++) await send(`/${long}`);
    full = await health();
  }
  expect(full).toMatchObject({ status: "degraded", telemetry: { writable: false } });
  expect(full.telemetry.lastError).toMatch(/^Cannot keep telemetry: /);
  expect(full.telemetry.droppedLogEvents + full.telemetry.droppedMetricData).toBeGreaterThan(0);
  expect(postern.stderr().match(/Cannot keep telemetry/g)?.length).toBeGreaterThan(0);
  const place = { logGroupName: "/full", logStreamName: "own" };
  const put = () =>
    logs.send(
      new PutLogEventsCommand({
        ...place,
        logEvents: [{ timestamp: Date.now(), message: "m".repeat(200_000) }],
      }),
    );
  await expect(put()).rejects.toMatchObject({ $fault: "server" });
  for (let n = 0; n < 20; n++) await send(`/full${n}`);
  const complaints = postern
    .stderr()
    .split("\n")
    .filter((line) => /telemetry|metrics/i.test(line));
  expect(complaints.length).toBeLessThan(10);

  limitFileBytes("unlimited");
  await expect.poll(async () => (await health()).status, { timeout: 20_000 }).toBe("ok");
  await send("/afterwards");
  await put();
  const { events = [] } = await ask();
  const lines = events.filter(({ logStreamName }) => logStreamName !== "own");
  const messages = lines.map(({ message = "" }) => message.split(" ")[1]);
  expect(messages).toContain("/live/first");
  expect(messages.at(-1)).toBe("/live/afterwards");
  expect([...statuses]).toEqual([200]);
  logs.destroy();
  expect(await postern.stop()).toBe(0);
  await target.close();
});
