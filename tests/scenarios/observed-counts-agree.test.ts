// The same mixed load, counted three times: by CloudWatch, in the access logs and for Prometheus. Answers of targets,
// refused requests, redirects, fixed responses, targets that do not answer, none registered, clients that leave, and
// handshakes that fail.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import {
  UpdateAccountCommand,
  UpdateStageCommand as UpdateRestStageCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ModifyLoadBalancerAttributesCommand,
  RegisterTargetsCommand,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchangeBytes, get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import { startRestStack, type RestStack } from "../support/rest-stack.ts";

const MINUTE_MS = 60_000;
/** Nothing listens there. */
const DEAD_PORT = 1;

let target: RecordingTarget;
let stack: RestStack;
let directory: string;
let cloudWatch: CloudWatchClient;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  target = await startRecordingTarget();
  directory = await mkdtemp(join(tmpdir(), "postern-counts-"));
  stack = await startRestStack({ dataDirectory: directory });
  const config = {
    endpoint: stack.base.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  cloudWatch = new CloudWatchClient(config);
  logs = new CloudWatchLogsClient(config);
});

afterAll(async () => {
  cloudWatch.destroy();
  logs.destroy();
  await stack.close();
  await target.close();
  await rm(directory, { recursive: true, force: true });
});

async function sumOf(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
): Promise<number> {
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(Date.now() - 10 * MINUTE_MS),
      EndTime: new Date(Date.now() + MINUTE_MS),
      Period: 60,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** The sum of the samples of that name whose labels hold all of `parts`. */
async function shownSum(name: string, ...parts: readonly string[]): Promise<number> {
  const page = await (await fetch(`${stack.base.postern.url}/_postern/metrics`)).text();
  return page
    .split("\n")
    .filter((line) => line.startsWith(`${name}{`) && parts.every((part) => line.includes(part)))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** The lines of a bucket, field by field. */
async function bucketLines(bucket: string): Promise<string[][]> {
  const lines: string[] = [];
  const folder = join(directory, "s3", bucket);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    lines.push(...gunzipSync(bytes).toString("utf8").trimEnd().split("\n"));
  }
  return lines
    .filter((line) => !line.includes("ELB-HealthChecker"))
    .map((line) => line.match(/"[^"]*"|[^ ]+/g) ?? []);
}

async function setLog(LoadBalancerArn: string, bucket: string): Promise<void> {
  await stack.base.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn,
      Attributes: [
        { Key: "access_logs.s3.bucket", Value: bucket },
        { Key: "access_logs.s3.enabled", Value: "true" },
      ],
    }),
  );
}

async function listenerPort(listenerArn: string): Promise<number> {
  const { loadBalancers } = (await (
    await fetch(`${stack.base.postern.url}/_postern/endpoints`)
  ).json()) as {
    loadBalancers: { listeners: { listenerArn: string; addresses: string[] }[] }[];
  };
  const listener = loadBalancers
    .flatMap(({ listeners }) => listeners)
    .find((one) => one.listenerArn === listenerArn);
  return Number(listener?.addresses[0]?.split(":").at(-1));
}

async function groupOf(Name: string, port: number | null): Promise<string> {
  const { elb } = stack.base;
  const { TargetGroups = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name,
      Protocol: "HTTP",
      Port: port ?? 80,
      VpcId: await stack.base.vpcId(),
      TargetType: "ip",
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
  if (port !== null) {
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] }));
  }
  return TargetGroupArn;
}

function statusesOf(lines: readonly string[][], field: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[line[field] ?? ""] = (counts[line[field] ?? ""] ?? 0) + 1;
  return counts;
}

test("an Application Load Balancer's figures agree: answers, redirects, refusals, no target, a dead one", async () => {
  const { elb } = stack.base;
  const { loadBalancerArn, listenerArn } = await stack.base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "mixed",
  });
  await setLog(loadBalancerArn, "alb-logs");
  const silent = await startSilentTarget();
  const actions: Readonly<Record<string, Action>> = {
    "/redirect": {
      Type: "redirect",
      RedirectConfig: { Path: "/there", StatusCode: "HTTP_302" },
    },
    "/fixed": { Type: "fixed-response", FixedResponseConfig: { StatusCode: "418" } },
    "/dead": { Type: "forward", TargetGroupArn: await groupOf("dead", DEAD_PORT) },
    "/silent": { Type: "forward", TargetGroupArn: await groupOf("silent", silent.port) },
    "/none": { Type: "forward", TargetGroupArn: await groupOf("none", null) },
  };
  for (const [index, [path, action]] of Object.entries(actions).entries()) {
    await elb.send(
      new CreateRuleCommand({
        ListenerArn: listenerArn,
        Priority: index + 1,
        Conditions: [{ Field: "path-pattern", Values: [path] }],
        Actions: [action],
      }),
    );
  }
  const port = await listenerPort(listenerArn);
  const ask = async (path: string, times: number): Promise<void> => {
    await Promise.all(Array.from({ length: times }, () => get(`http://127.0.0.1:${port}${path}`)));
  };
  await Promise.all([
    ask("/ok", 9),
    ask("/redirect", 4),
    ask("/fixed", 3),
    ask("/dead", 2),
    ask("/none", 5),
  ]);
  for (let n = 0; n < 6; n++) {
    expect(await exchangeBytes("127.0.0.1", port, "GET / HTTP/1.1\r\nHost : x\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  }
  await leaveMidBody(port);
  await silent.leaveOnceAsked(port, "resets");
  await silent.leaveOnceAsked(port, "closes");

  await expect.poll(() => bucketLines("alb-logs"), { timeout: 5_000 }).toHaveLength(32);
  const lines = await bucketLines("alb-logs");
  expect(statusesOf(lines, 8)).toEqual({ 200: 9, 302: 4, 418: 3, 502: 2, 503: 5, 400: 7, 460: 2 });

  const LoadBalancer = loadBalancerArn.slice(loadBalancerArn.indexOf("app/"));
  const sum = (name: string) => sumOf("AWS/ApplicationELB", name, { LoadBalancer });
  const chosen = lines.filter((line) => line[4] !== "-").length;
  expect(await sum("RequestCount")).toBe(chosen);
  expect(await shownSum("postern_alb_requests_total", LoadBalancer)).toBe(chosen);
  const own = lines.filter((line) => line[9] === "-");
  for (const code of ["3", "4", "5"]) {
    const logged = own.filter((line) => line[8]?.startsWith(code)).length;
    expect([code, await sum(`HTTPCode_ELB_${code}XX_Count`)]).toEqual([code, logged]);
    expect([
      code,
      await shownSum("postern_alb_elb_responses_total", LoadBalancer, `code="${code}xx"`),
    ]).toEqual([code, logged]);
  }
  const answered = lines.filter((line) => line[9] === "200").length;
  expect(await sum("HTTPCode_Target_2XX_Count")).toBe(answered);
  expect(await sum("HTTPCode_ELB_502_Count")).toBe(2);
  expect(await sum("HTTPCode_ELB_503_Count")).toBe(5);
  expect(await sum("HTTP_Redirect_Count")).toBe(4);
  expect(await sum("HTTP_Fixed_Response_Count")).toBe(3);
  const desync = lines.filter((line) => line[27] !== '"-"').length;
  expect(await sum("DesyncMitigationMode_NonCompliant_Request_Count")).toBe(desync);
  const bytes = lines.reduce((all, line) => all + Number(line[10]) + Number(line[11]), 0);
  expect(await sum("ProcessedBytes")).toBe(bytes);
  expect(await shownSum("postern_alb_processed_bytes_total", LoadBalancer)).toBe(bytes);
  silent.close();
});

/** Sends half of a body, and goes. */
async function leaveMidBody(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.resume();
  socket.end("POST /ok HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
  await closed;
}

/** A target that takes requests and says nothing, and a client that goes when it has got one. */
async function startSilentTarget() {
  let onAsked: () => void = () => {};
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      if (bytes.includes("ELB-HealthChecker")) socket.end("HTTP/1.1 200 OK\r\n\r\n");
      else onAsked();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async leaveOnceAsked(port: number, how: "closes" | "resets"): Promise<void> {
      const asked = new Promise<void>((resolve) => (onAsked = resolve));
      const client = connect(port, "127.0.0.1");
      client.write("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
      await asked;
      if (how === "closes") client.destroy();
      else client.resetAndDestroy();
    },
    close: () => server.close(),
  };
}

test("a Network Load Balancer's figures agree: flows that are whole, and handshakes that fail", async () => {
  const { loadBalancerArn, listenerArn } = await stack.base.createBalancer({
    type: "network",
    protocol: "TLS",
    targetPort: target.port,
    name: "flows",
  });
  const port = await listenerPort(listenerArn);
  for (let n = 0; n < 3; n++) {
    await exchangeBytes("127.0.0.1", port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").catch(() => "");
  }
  const LoadBalancer = loadBalancerArn.slice(loadBalancerArn.indexOf("net/"));
  const failures = () =>
    sumOf("AWS/NetworkELB", "ClientTLSNegotiationErrorCount", { LoadBalancer });
  await expect.poll(failures, { timeout: 5_000 }).toBe(3);
  const flows = await sumOf("AWS/NetworkELB", "NewFlowCount_TLS", { LoadBalancer });
  expect(await shownSum("postern_nlb_new_flows_total", LoadBalancer, 'protocol="tls"')).toBe(flows);
});

async function loggedStatuses(logGroupName: string): Promise<Record<string, number>> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return statusesOf(
    events.map(({ message = "" }) => [String((JSON.parse(message) as { status: string }).status)]),
    0,
  );
}

const FORMAT = '{"status":"$context.status","id":"$context.requestId"}';
const ROLE_ARN = "arn:aws:iam::000000000000:role/logs";
const groupArn = (name: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${name}`;

test("an HTTP API's figures agree: answers and a dead integration", async () => {
  const { base } = stack;
  const { listenerArn } = await base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "behind",
  });
  await base.elb.send(
    new CreateRuleCommand({
      ListenerArn: listenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["*/none"] }],
      Actions: [{ Type: "forward", TargetGroupArn: await groupOf("nobody", null) }],
    }),
  );
  const { apiId, url } = await base.createPrivateApi({
    listenerArn,
    vpcLinkId: await base.createVpcLink(),
  });
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/http" }));
  await base.apigateway.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: "$default",
      AccessLogSettings: { DestinationArn: groupArn("/http"), Format: FORMAT },
    }),
  );
  await Promise.all(["/ok", "/ok", "/ok", "/none", "/none"].map((path) => get(`${url}${path}`)));
  expect(await loggedStatuses("/http")).toEqual({ 200: 3, 503: 2 });
  const sum = (name: string) => sumOf("AWS/ApiGateway", name, { ApiId: apiId });
  expect([await sum("Count"), await sum("4xx"), await sum("5xx")]).toEqual([5, 0, 2]);
  const shown = (code: string) =>
    shownSum("postern_http_api_requests_total", apiId, `code="${code}"`);
  expect([await shown("2xx"), await shown("4xx"), await shown("5xx")]).toEqual([3, 0, 2]);
});

test("a REST API's figures agree: answers, methods that are not there, and a dead integration", async () => {
  const api = await stack.createApi({ name: "counted" });
  const at = (port: number) => ({ uri: `http://127.0.0.1:${port}/` });
  await api.method({ path: "/ok", integration: at(target.port) });
  const deadPort = await portWithoutListener();
  await api.method({ path: "/dead", integration: at(deadPort) });
  const url = await api.deploy();
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/rest" }));
  const role = { op: "replace", path: "/cloudwatchRoleArn", value: ROLE_ARN } as const;
  await stack.client.send(new UpdateAccountCommand({ patchOperations: [role] }));
  await stack.client.send(
    new UpdateRestStageCommand({
      restApiId: api.restApiId,
      stageName: "prod",
      patchOperations: [
        { op: "replace", path: "/accessLogSettings/destinationArn", value: groupArn("/rest") },
        { op: "replace", path: "/accessLogSettings/format", value: FORMAT },
      ],
    }),
  );
  const paths = ["/ok", "/ok", "/ok", "/ok", "/missing", "/missing", "/dead"];
  const statuses = await Promise.all(
    paths.map(async (path) => [String((await get(`${url}${path}`)).status)]),
  );
  const counts = statusesOf(statuses, 0);
  expect(await loggedStatuses("/rest")).toEqual(counts);
  const sum = (name: string) => sumOf("AWS/ApiGateway", name, { ApiName: "counted" });
  expect([await sum("Count"), await sum("4XXError"), await sum("5XXError")]).toEqual([7, 2, 1]);
  const shown = (code: string) =>
    shownSum("postern_rest_api_requests_total", api.restApiId, `code="${code}"`);
  expect([await shown("2xx"), await shown("4xx"), await shown("5xx")]).toEqual([4, 2, 1]);
});

/** Of a target that is gone. */
async function portWithoutListener(): Promise<number> {
  const gone = await startRecordingTarget();
  await gone.close();
  return gone.port;
}
