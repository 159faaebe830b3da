// Requests whose head a gateway or a load balancer refuses: each is found in the list of journeys, names the client's
// own request as what failed, and shows the bytes that it failed for.
import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JourneySummary } from "../../src/telemetry/journeys/journey-summary.ts";
import type { Journey } from "../../src/telemetry/journeys/journey.ts";
import { startPrivateStack } from "../support/private-stack.ts";
import { exchangeBytes, parseAnswer, type RawAnswer } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import { RestStack } from "../support/rest-stack.ts";

let target: RecordingTarget;
let stack: RestStack;
let listenerPort: number;
let loadBalancerArn: string;
let httpApiId: string;
let restApiId: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  const base = await startPrivateStack();
  stack = new RestStack(base);
  const made = await base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  ({ loadBalancerArn } = made);
  listenerPort = (await base.listenerAddress(made.listenerArn)).port;
  const vpcLinkId = await base.createVpcLink();
  httpApiId = (await base.createPrivateApi({ listenerArn: made.listenerArn, vpcLinkId })).apiId;
  const api = await stack.createApi();
  await api.method({
    path: "/pets",
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode":200}' } },
    responses: { "200": {} },
  });
  await api.deploy("prod");
  restApiId = api.restApiId;
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

async function json<Body>(path: string): Promise<Body> {
  const response = await fetch(`${stack.base.postern.url}${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as Body;
}

const listed = async (query: string) =>
  (await json<{ journeys: JourneySummary[] }>(`/_postern/journeys?${query}`)).journeys;

/** What is sent is what it is; "@" stands for the host. */
async function send(host: string, port: number, request: string): Promise<RawAnswer> {
  return parseAnswer(await exchangeBytes("127.0.0.1", port, request.replace("@", host)));
}

interface Refusal {
  readonly request: string;
  readonly gateway: number;
  readonly balancer: number;
  /** At the gateways, and at the load balancer, whose limit for a field is smaller. */
  readonly failures: readonly [gateway: string, balancer: string];
  /** The first of the lines shown. */
  readonly offence: string;
}

const LONG = 70_000;
const REFUSALS: Readonly<Record<string, Refusal>> = {
  "a field that is too large": {
    request: `GET /large HTTP/1.1\r\nHost: @\r\nX-Large: ${"x".repeat(LONG)}\r\n\r\n`,
    gateway: 431,
    balancer: 400,
    failures: ["request-head-too-large", "request-field-too-large"],
    offence: `X-Large: ${"x".repeat(119)}…`,
  },
  "a secret that is too large": {
    request: `GET /secret HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ${"s".repeat(LONG)}\r\n\r\n`,
    gateway: 431,
    balancer: 400,
    failures: ["request-head-too-large", "request-field-too-large"],
    offence: "Authorization: (241 characters)",
  },
  "fields without number": {
    request: `GET /many HTTP/1.1\r\nHost: @\r\n${"A: b\r\n".repeat(1_200)}\r\n`,
    gateway: 431,
    balancer: 400,
    failures: ["too-many-fields", "too-many-fields"],
    offence: "A: b\\r\\n",
  },
};

test.for(Object.entries(REFUSALS))("%s is found at both hops, with its bytes", async ([, each]) => {
  const path = /^GET (\S+)/.exec(each.request)?.[1] ?? "";
  const places = [
    ["http-api", httpApiId, stack.base.postern.port, each.gateway],
    ["rest-api", restApiId, stack.base.postern.port, each.gateway],
    ["alb", loadBalancerArn, listenerPort, each.balancer],
  ] as const;
  for (const [kind, resource, port, status] of places) {
    const host = `${resource}.execute-api.us-east-1.amazonaws.com`;
    const answer = await send(kind === "alb" ? "a.example" : host, port, each.request);
    expect([kind, answer.status]).toEqual([kind, status]);
    const [summary, ...others] = await listed(`resource=${resource}&path=${path}&failed=true`);
    expect(others).toEqual([]);
    expect(summary).toMatchObject({
      status,
      method: "GET",
      target: path,
      reason: "kept",
      failedAt: { kind, decision: "request", failure: each.failures[kind === "alb" ? 1 : 0] },
    });
    const { way } = await json<Journey>(`/_postern/journeys/${summary?.id}`);
    const failed = way.steps.find((step) => step.failure !== null);
    expect(failed?.failure?.source).toBe("client");
    expect(failed?.evidence["offendingBytes"]).toEqual([each.offence]);
    expect(way.next).toEqual([]);
  }
  expect(target.heads.filter((head) => head.includes(path))).toEqual([]);
});

test.for<[name: string, line: string, offence: string, detail: RegExp]>([
  ["a name that is no token", "X : y", "X : y\\r\\n", /field name/],
  ["a control character", "X: a\u0001b", "X: a\\x01b\\r\\n", /control character/],
  ["two lengths", "Content-Length: 1\r\nContent-Length: 2", "Content-Length: 1\\r\\n", /several/],
  ["a second Host", "Host: b", "Host: ", /several Host/],
])("an API shows %s", async ([, line, offence, detail]) => {
  for (const apiId of [httpApiId, restApiId]) {
    const host = `${apiId}.execute-api.us-east-1.amazonaws.com`;
    const asked = `GET /odd HTTP/1.1\r\nHost: @\r\n${line}\r\nX-Postern-Trace: 1\r\n\r\n`;
    const answer = await send(host, stack.base.postern.port, asked);
    expect(answer.status).toBe(400);
    const id = /^x-postern-journey: (\S+)$/im.exec(answer.head)?.[1];
    const journey = await json<Journey>(`/_postern/journeys/${id}`);
    expect(journey).toMatchObject({ reason: "asked", status: 400, request: { host } });
    const [step] = journey.way.steps;
    expect(step?.summary).toMatch(detail);
    const shown = step?.evidence["offendingBytes"] as string[];
    expect(shown[0]?.startsWith(offence), shown[0]).toBe(true);
    const byRequest = /^(?:apigw-requestid|x-amzn-requestid): (\S+)$/im.exec(answer.head)?.[1];
    expect(
      await json(`/_postern/journeys/by-request/${encodeURIComponent(byRequest ?? "")}`),
    ).toMatchObject({
      id,
    });
  }
});

test("a request line that never ends is found though nobody can tell which API it was for", async () => {
  const { port } = stack.base.postern;
  const endless = `GET /endless?token=hidden&x=${"y".repeat(LONG)}`;
  expect((await send("", port, endless)).status).toBe(414);
  const [unknown] = await listed("path=/endless&failed=true");
  expect(unknown).toMatchObject({
    hops: [{ kind: "http-api", resource: "", name: "API Gateway", status: 414 }],
    failedAt: { decision: "request", failure: "request-line-too-long" },
  });
  expect(unknown?.target).toMatch(/^\/endless\?token=\(6 characters\)&x=y+$/);
  const byPath = `GET /_aws/execute-api/${httpApiId}/$default/deep/${"y".repeat(LONG)}`;
  expect((await send("", port, byPath)).status).toBe(431);
  expect(await listed(`api=${httpApiId}&path=/deep`)).toMatchObject([{ status: 431 }]);
  const byRestPath = `GET /_aws/execute-api/${restApiId}/prod/deep/${"y".repeat(LONG)}`;
  expect((await send("", port, byRestPath)).status).toBe(414);
  expect(await listed(`api=${restApiId}&path=/deep`)).toMatchObject([{ status: 414 }]);

  expect((await send("", listenerPort, endless)).status).toBe(414);
  const [atBalancer] = await listed(`load-balancer=${loadBalancerArn}&status=414`);
  const { way } = await json<Journey>(`/_postern/journeys/${atBalancer?.id}`);
  const failed = way.steps.find((step) => step.failure !== null);
  expect(failed).toMatchObject({ decision: "request" });
  expect(String(failed?.evidence["offendingBytes"])).toMatch(
    /^GET \/endless\?token=\(6 characters\)&x=y+…$/,
  );
});

test("what is no HTTP at all is found, and nothing in it acts on whoever reads it", async () => {
  const garbage = "\u001b[2J\u0000garbage\r\n\r\n";
  expect((await send("", stack.base.postern.port, garbage)).status).toBe(400);
  const [summary] = await listed("status=400&failed=true&limit=1");
  const { way, request } = await json<Journey>(`/_postern/journeys/${summary?.id}`);
  expect(way.steps[0]?.evidence["offendingBytes"]).toEqual(["\\x1b[2J\\x00garbage\\r\\n"]);
  expect(JSON.stringify(request.method + request.target)).not.toContain("\\u001b");
});

test("refused heads count for no stage, and an AWS API's are no journey", async () => {
  const before = await listed("failed=true&limit=200");
  const aws = await send(
    "localhost",
    stack.base.postern.port,
    "POST / HTTP/1.1\r\nHost: @\r\nX : y\r\n\r\n",
  );
  expect(aws.status).toBe(400);
  expect(await listed("failed=true&limit=200")).toHaveLength(before.length);
  const cloudwatch = new CloudWatchClient({
    endpoint: stack.base.postern.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { Metrics = [] } = await cloudwatch.send(
    new ListMetricsCommand({ Namespace: "AWS/ApiGateway" }),
  );
  expect(Metrics.filter(({ MetricName }) => MetricName === "Count")).toEqual([]);
  cloudwatch.destroy();
});

test("recent requests have them too", async () => {
  const { requests } = await json<{ requests: { resource: string; status: number }[] }>(
    `/_postern/requests?api=${httpApiId}&limit=200`,
  );
  expect(requests.map(({ status }) => status)).toContain(431);
});

test.for([
  [
    "few and long",
    Array.from({ length: 4 }, (_, n) => `X-${n}: ${'"'.repeat(15_000)}\r\n`).join(""),
  ],
  [
    "many and short",
    Array.from({ length: 900 }, (_, n) => `X-${n}: ${"v".repeat(50)}\r\n`).join(""),
  ],
])(
  "a head of nearly 64 KB that is taken, its fields %s, has a journey of bounded size",
  async ([, fields]) => {
    const asked = `GET /taken HTTP/1.1\r\nHost: @\r\nConnection: close\r\nX-Postern-Trace: 1\r\n${fields}\r\n`;
    const { status, head } = await send("a.example", listenerPort, asked);
    expect(status).toBe(200);
    const id = /^x-postern-journey: (\S+)$/im.exec(head)?.[1];
    const journey = await json<Journey>(`/_postern/journeys/${id}`);
    expect(JSON.stringify(journey).length).toBeLessThan(30_000);
    expect(journey.request.headers.length).toBeLessThanOrEqual(100);
    for (const [, value] of journey.request.headers) expect(value.length).toBeLessThan(1_100);
  },
);
