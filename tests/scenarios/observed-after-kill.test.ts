// kill -9 in the midst of traffic, and the same data directory again: what was written down when the process was killed
// is there, asked for as users ask. What is written down is seen from outside, in a copy of the files, so that asking
// does not make the process write it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, constants } from "node:zlib";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, expect, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { openTelemetryStore } from "../../src/telemetry/database/open-telemetry-store.ts";
import { startPosternProcess, type PosternProcess } from "../support/postern-process.ts";
import { stackOfProcess } from "../support/process-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget } from "../support/recording-target.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const GROUP = "/access";
const MINUTE_MS = 60_000;
/** Requests that are known to be written down, and those sent right before the end. */
const SAFE = 40;
const LAST = 25;

const root = mkdtempSync(join(tmpdir(), "postern-killed-"));
const directory = join(root, "data");
const processes: PosternProcess[] = [];
afterAll(async () => {
  for (const postern of processes) await postern.stop("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

async function start(): Promise<PosternProcess> {
  const postern = await startPosternProcess("--data-dir", directory);
  processes.push(postern);
  return postern;
}

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

let copies = 0;

/** What would be left if the process were killed now; null when the copy was made in the midst of something. */
async function writtenDown(metrics: readonly Metric[]): Promise<number[] | null> {
  const copy = join(root, `copy-${copies++}`);
  cpSync(directory, copy, { recursive: true });
  const errors: string[] = [];
  const store = openTelemetryStore({
    directory: copy,
    clock: systemClock,
    logger: { ...silentLogger, error: (message) => errors.push(message) },
    runsInProcess: true,
  });
  try {
    const endMs = Date.now() + MINUTE_MS;
    const { items } = await store.logs.filterEvents(SCOPE, {
      groupName: GROUP,
      streamNames: null,
      streamPrefix: "",
      startMs: null,
      endMs: null,
      pattern: "",
      after: null,
      limit: 10_000,
    });
    const sums = [items.length];
    for (const { namespace, name: metricName, dimensions } of metrics) {
      const points = await store.metrics.read(SCOPE, {
        identity: {
          namespace,
          metricName,
          dimensions: dimensions.map(([name, value]) => ({ name, value })),
        },
        unit: null,
        startMs: Math.floor(startedMs / MINUTE_MS) * MINUTE_MS,
        endMs,
        periodSeconds: 60,
      });
      sums.push(points.reduce((sum, point) => sum + point.sum, 0));
    }
    return errors.length > 0 ? null : [...sums, loggedByBalancer(copy).length];
  } catch {
    return null;
  } finally {
    await store.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Paths of the load balancer's access log, as much of it as is in its file. */
function loggedByBalancer(dataDirectory: string): string[] {
  const found: string[] = [];
  const folder = join(dataDirectory, "s3", "logs");
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    // The end of a file that is being written is missing.
    const text = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    found.push(...text.matchAll(/"GET [^ ]*(\/n\d+) HTTP/g).map((match) => match[1] ?? ""));
  }
  return found;
}

let startedMs = 0;

async function askMetrics(postern: PosternProcess, metrics: readonly Metric[]): Promise<number[]> {
  const client = new CloudWatchClient(postern.clientConfig);
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(Math.floor(startedMs / MINUTE_MS) * MINUTE_MS),
      EndTime: new Date(Date.now() + MINUTE_MS),
      MetricDataQueries: metrics.map(({ namespace, name, dimensions }, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: name,
            Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
          },
          Period: 60,
          Stat: "Sum",
        },
      })),
    }),
  );
  client.destroy();
  return MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0));
}

async function askLogs(postern: PosternProcess): Promise<string[]> {
  const client = new CloudWatchLogsClient(postern.clientConfig);
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  client.destroy();
  return events.map(({ message = "" }) => message.split(" ")[0] ?? "");
}

const pathsUpTo = (count: number) => Array.from({ length: count }, (_, n) => `/n${n}`);

test("kill -9 takes nothing of the metrics and logs that were written down, and the next life goes on with them", async () => {
  const target = await startRecordingTarget();
  const first = await start();
  startedMs = Date.now();
  const { base } = stackOfProcess(first);
  const { loadBalancerArn, listenerArn } = await base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const logging = { "access_logs.s3.enabled": "true", "access_logs.s3.bucket": "logs" };
  await base.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: Object.entries(logging).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const vpcLinkId = await base.createVpcLink();
  const { apiId, url } = await base.createPrivateApi({ listenerArn, vpcLinkId });
  const logs = new CloudWatchLogsClient(first.clientConfig);
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  logs.destroy();
  await base.apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`,
        Format: "$context.path $context.requestId",
      },
    }),
  );
  const loadBalancer = loadBalancerArn.slice(loadBalancerArn.indexOf("app/"));
  const metrics: readonly Metric[] = [
    {
      namespace: "AWS/ApiGateway",
      name: "Count",
      dimensions: [
        ["ApiId", apiId],
        ["Stage", "$default"],
      ],
    },
    {
      namespace: "AWS/ApplicationELB",
      name: "RequestCount",
      dimensions: [["LoadBalancer", loadBalancer]],
    },
  ];
  const send = async (path: string) => expect((await get(url + path)).status).toBe(200);
  for (const path of pathsUpTo(SAFE)) await send(path);
  await expect
    .poll(() => writtenDown(metrics), { timeout: 20_000, interval: 100 })
    .toEqual([SAFE, SAFE, SAFE, SAFE]);
  for (const path of pathsUpTo(SAFE + LAST).slice(SAFE)) await send(path);
  expect(await first.stop("SIGKILL")).toBeNull();

  const second = await start();
  const messages = await askLogs(second);
  // What is missing is missing at the end.
  expect(messages).toEqual(pathsUpTo(SAFE + LAST).slice(0, messages.length));
  expect(messages.length).toBeGreaterThanOrEqual(SAFE);
  const sums = await askMetrics(second, metrics);
  for (const sum of sums) {
    expect(sum).toBeGreaterThanOrEqual(SAFE);
    expect(sum).toBeLessThanOrEqual(SAFE + LAST);
  }
  const lines = loggedByBalancer(directory);
  expect(lines.slice(0, SAFE)).toEqual(pathsUpTo(SAFE));

  const again = url.replace(first.url, second.url);
  await expect.poll(async () => (await get(`${again}/more`)).status).toBe(200);
  expect(await askLogs(second)).toContain("/more");
  const [count = 0] = await askMetrics(second, metrics);
  expect(count).toBeGreaterThan(sums[0] ?? 0);
  expect(second.stderr()).not.toMatch(/telemetry/i);
  expect(await second.stop()).toBe(0);
  await target.close();
});
