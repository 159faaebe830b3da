// What is made of access logs: metrics by metric filters, alarms on those, and a live tail, on a Postern of its own
// with its telemetry thread.
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

const GROUP = "/apis/filtered";
const GROUP_ARN = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;
const MINUTE_MS = 60_000;

let target: RecordingTarget;
let stack: PrivateStack;
let logs: CloudWatchLogsClient;
let cloudWatch: CloudWatchClient;
let url: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
  const config = {
    endpoint: stack.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    disableHostPrefix: true,
  };
  logs = new CloudWatchLogsClient(config);
  cloudWatch = new CloudWatchClient(config);
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const vpcLinkId = await stack.createVpcLink();
  const made = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  url = made.url;
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await stack.apigateway.send(
    new UpdateStageCommand({
      ApiId: made.apiId,
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: GROUP_ARN,
        Format: '{"id":"$context.requestId","path":"$context.path","status":$context.status}',
      },
    }),
  );
});

afterAll(async () => {
  logs.destroy();
  cloudWatch.destroy();
  await stack.close();
  await target.close();
});

function putFilter(filterName: string, filterPattern: string, metricValue: string) {
  const transformation = {
    metricName: filterName,
    metricNamespace: "Shop",
    metricValue,
    dimensions: { Status: "$.status" },
  };
  const metricTransformations = [transformation];
  const filter = { logGroupName: GROUP, filterName, filterPattern, metricTransformations };
  return logs.send(new PutMetricFilterCommand(filter));
}

function tail(): Promise<StartLiveTailCommandOutput> {
  return logs.send(new StartLiveTailCommand({ logGroupIdentifiers: [GROUP_ARN] }));
}

/** A socket that has asked for a live tail and reads nothing of it. */
async function idleTail(): Promise<{ close(): void }> {
  const { hostname, port, host } = new URL(stack.postern.url);
  const body = JSON.stringify({ logGroupIdentifiers: [GROUP_ARN] });
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => {});
  socket.write(
    `POST / HTTP/1.1\r\nHost: ${host}\r\nX-Amz-Target: Logs_20140328.StartLiveTail\r\n` +
      `Content-Type: application/x-amz-json-1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => socket.once("readable", resolve));
  return { close: () => void socket.destroy() };
}

test("requests through a gateway are counted by a metric filter on its access logs", async () => {
  await putFilter("Requests", '{ $.path = "/pets*" }', "1");
  for (let n = 0; n < 3; n++) expect((await get(`${url}/pets/${n}`)).status).toBe(200);
  expect((await get(`${url}/elsewhere`)).status).toBe(200);
  const sums = async () => {
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "Shop",
        MetricName: "Requests",
        Dimensions: [{ Name: "Status", Value: "200" }],
        StartTime: new Date(Date.now() - 10 * MINUTE_MS),
        EndTime: new Date(Date.now() + MINUTE_MS),
        Period: 86_400,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.map(({ Sum }) => Sum);
  };
  await expect.poll(sums, { timeout: 10_000 }).toEqual([3]);
});

test("an alarm sees what a metric filter makes of log events", async () => {
  await putFilter("Failures", "{ $.status >= 500 }", "1");
  const place = { logGroupName: GROUP, logStreamName: "replayed" };
  await logs.send(new CreateLogStreamCommand(place));
  const timestamp = Date.now() - MINUTE_MS;
  const logEvents = [{ timestamp, message: '{"path":"/","status":503}' }];
  await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "failures",
      Namespace: "Shop",
      MetricName: "Failures",
      Dimensions: [{ Name: "Status", Value: "503" }],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    }),
  );
  const state = async () => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    return MetricAlarms[0]?.StateValue;
  };
  await expect.poll(state, { timeout: 20_000 }).toBe("ALARM");
});

test("a live tail shows requests as they come, beside tails that nobody reads", async () => {
  const idle = await Promise.all([idleTail(), idleTail()]);
  const { responseStream } = await tail();
  const session = responseStream?.[Symbol.asyncIterator]();
  expect((await get(`${url}/tailed`)).status).toBe(200);
  const messages: string[] = [];
  while (!messages.some((message) => message.includes('"/tailed"'))) {
    const next = await session?.next();
    if (next === undefined || next.done === true) break;
    const results = next.value.sessionUpdate?.sessionResults ?? [];
    messages.push(...results.map(({ message = "" }) => message));
  }
  expect(messages).toHaveLength(1);
  for (const one of idle) one.close();
});

test("a live tail ends properly when Postern stops", async () => {
  const { responseStream } = await tail();
  const ended = (async () => {
    let events = 0;
    for await (const _event of responseStream ?? []) events++;
    return events;
  })();
  await stack.postern.close(1_000);
  expect(await ended).toBeGreaterThanOrEqual(1);
});
