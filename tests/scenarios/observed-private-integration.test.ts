// What is seen of a private integration: the same requests counted in CloudWatch, in the load balancer's access log
// and for Prometheus, and the journey of each failure, from outside and through every hop of the product.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { GetMetricStatisticsCommand, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import {
  CreateLogGroupCommand,
  CloudWatchLogsClient,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateIntegrationCommand, UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { CreateSecurityGroupCommand } from "@aws-sdk/client-ec2";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Journey } from "../../src/telemetry/journeys/journey.ts";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

const MINUTE_MS = 60_000;

let target: RecordingTarget;
let stack: PrivateStack;
let directory: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  directory = await mkdtemp(join(tmpdir(), "postern-observed-"));
  stack = await startPrivateStack({ dataDirectory: directory });
});

afterAll(async () => {
  await stack.close();
  await target.close();
  await rm(directory, { recursive: true });
});

function clientConfig() {
  return {
    endpoint: stack.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
}

async function setAttribute(LoadBalancerArn: string, Key: string, Value: string): Promise<void> {
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }),
  );
}

/** The journey of a GET that asks for it. */
async function journeyOf(url: string): Promise<Journey> {
  const answer = await get(url, { "x-postern-trace": "1" });
  const id = /^x-postern-journey: (\S+)\r?$/im.exec(answer.head)?.[1] ?? "none";
  const response = await fetch(`${stack.postern.url}/_postern/journeys/${id}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Journey;
}

async function logLines(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    lines.push(...gunzipSync(bytes).toString("utf8").trimEnd().split("\n"));
  }
  return lines;
}

test("k requests that strictest mode blocks are k in CloudWatch, k lines of the access log and k for Prometheus", async () => {
  const { loadBalancerArn, listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "strict",
  });
  await setAttribute(loadBalancerArn, "routing.http.desync_mitigation_mode", "strictest");
  await setAttribute(loadBalancerArn, "access_logs.s3.bucket", "balancer-logs");
  await setAttribute(loadBalancerArn, "access_logs.s3.enabled", "true");
  const vpcLinkId = await stack.createVpcLink();
  const { url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const k = 7;
  for (let n = 0; n < k; n++) expect((await get(`${url}/pets`)).status).toBe(400);

  const cloudWatch = new CloudWatchClient(clientConfig());
  const LoadBalancer = loadBalancerArn.slice(loadBalancerArn.indexOf("app/"));
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/ApplicationELB",
      MetricName: "DesyncMitigationMode_NonCompliant_Request_Count",
      Dimensions: [{ Name: "LoadBalancer", Value: LoadBalancer }],
      StartTime: new Date(Date.now() - 10 * MINUTE_MS),
      EndTime: new Date(Date.now() + MINUTE_MS),
      Period: 60,
      Statistics: ["Sum"],
    }),
  );
  cloudWatch.destroy();
  expect(Datapoints.reduce((sum, point) => sum + (point.Sum ?? 0), 0)).toBe(k);

  const page = await (await fetch(`${stack.postern.url}/_postern/metrics`)).text();
  const line = page
    .split("\n")
    .find((text) => /^postern_alb_desync\w+\{/.test(text) && text.includes(LoadBalancer));
  expect(line?.split(" ").at(-1)).toBe(String(k));

  // Half a second is the longest that a line waits.
  await expect
    .poll(() => logLines(join(directory, "s3", "balancer-logs")), { timeout: 5_000 })
    .toHaveLength(k);
  for (const text of await logLines(join(directory, "s3", "balancer-logs"))) {
    expect(text).toContain('"Acceptable" "GetHeadZeroContentLength"');
    expect(text).toMatch(/ 400 - /);
  }
});

test("an access log in JSON is written to its group and found by a filter pattern", async () => {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "logged",
  });
  const vpcLinkId = await stack.createVpcLink();
  const { apiId, url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const logs = new CloudWatchLogsClient(clientConfig());
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/apis/logged" }));
  await stack.apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: {
        DestinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:/apis/logged",
        Format:
          '{"requestId":"$context.requestId","status":$context.status,"route":"$context.routeKey"}',
      },
    }),
  );
  const answer = await get(`${url}/pets`);
  const requestId = /^apigw-requestid: (\S+)\r?$/im.exec(answer.head)?.[1];
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({
      logGroupName: "/apis/logged",
      filterPattern: '{ $.status = 200 && $.route = "$default" }',
    }),
  );
  logs.destroy();
  expect(events.map(({ message = "" }) => JSON.parse(message) as unknown)).toEqual([
    { requestId, status: 200, route: "$default" },
  ]);
});

test("journeys name the listener that got plain HTTP, then the certificate that does not bear the name", async () => {
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    certificateName: "pets.internal.example",
    name: "secure",
  });
  const vpcLinkId = await stack.createVpcLink();
  const { apiId, integrationId, url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const setName = (ServerNameToVerify: string) =>
    stack.apigateway.send(
      new UpdateIntegrationCommand({
        ApiId: apiId,
        IntegrationId: integrationId,
        TlsConfig: { ServerNameToVerify },
      }),
    );
  const plain = await journeyOf(`${url}/pets`);
  expect(plain).toMatchObject({
    status: 400,
    failedAt: { kind: "alb", resource: listenerArn, failure: { kind: "plain-http-on-tls" } },
  });
  expect(plain.way.kind).toBe("http-api");
  expect(plain.way.next[0]?.resource).toBe(loadBalancerArn);

  await setName("dogs.internal.example");
  const wrongName = await journeyOf(`${url}/pets`);
  expect(wrongName).toMatchObject({
    status: 500,
    failedAt: { kind: "http-api", decision: "tls", failure: { kind: "tls-name-mismatch" } },
  });
  const step = wrongName.way.steps.find(({ failure }) => failure !== null);
  expect(JSON.stringify(step?.evidence)).toContain("pets.internal.example");
  expect(JSON.stringify(step?.evidence)).toContain("dogs.internal.example");

  await setName("pets.internal.example");
  const mended = await journeyOf(`${url}/pets`);
  expect(mended).toMatchObject({ status: 200, failedAt: null });
  expect(mended.way.next[0]?.steps.map(({ decision }) => decision)).toContain("rule");
});

test("a failure that nobody asked to trace can be asked for afterwards by its request id", async () => {
  const { GroupId = "" } = await stack.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "shut", Description: "shut" }),
  );
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    securityGroups: [GroupId],
    name: "shut",
  });
  const vpcLinkId = await stack.createVpcLink();
  const { url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const blocked = await get(`${url}/pets`);
  expect(blocked.status).toBe(503);
  expect(blocked.head).not.toMatch(/x-postern/i);
  const requestId = /^apigw-requestid: (\S+)\r?$/im.exec(blocked.head)?.[1] ?? "none";
  const response = await fetch(
    `${stack.postern.url}/_postern/journeys/by-request/${encodeURIComponent(requestId)}`,
  );
  const journey = (await response.json()) as Journey;
  expect(journey).toMatchObject({
    reason: "kept",
    failedAt: { kind: "http-api", decision: "security-groups" },
  });
  expect(JSON.stringify(journey.way.steps)).toContain(GroupId);
});

test("a strictest load balancer's journey quotes what it found wrong with the request", async () => {
  const { loadBalancerArn, listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "quoted",
  });
  await setAttribute(loadBalancerArn, "routing.http.desync_mitigation_mode", "strictest");
  const vpcLinkId = await stack.createVpcLink();
  const { url } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const journey = await journeyOf(`${url}/pets`);
  expect(journey).toMatchObject({
    status: 400,
    failedAt: { kind: "alb", decision: "desync", failure: { kind: "desync-blocked" } },
  });
  const step = journey.way.next[0]?.steps.find(({ decision }) => decision === "desync");
  expect(JSON.stringify(step?.evidence)).toMatch(/strictest.*GetHeadZeroContentLength/s);
  expect(JSON.stringify(step?.evidence)).toMatch(/content-length: 0/i);
});
