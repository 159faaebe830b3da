// The export against a collector of our own, which takes OTLP as JSON.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { createLogger, silentLogger } from "../../base/logger.ts";
import type { Journey } from "../journeys/journey.ts";
import type { PrometheusFigures } from "../metrics/prometheus-page.ts";
import { systemClock } from "../../base/clock.ts";
import { LiveFeed } from "../requests/live-feed.ts";
import { journeyOf } from "./journey-fixture.ts";
import { startOtlpExport, type OtlpExport } from "./otlp-export.ts";

const FIGURES: readonly PrometheusFigures[] = [
  {
    name: "postern_alb_requests_total",
    help: "Requests",
    type: "counter",
    values: [{ labels: { load_balancer: "app/shop/1" }, value: 3 }],
  },
  {
    name: "postern_size_bytes",
    help: "Size",
    type: "gauge",
    values: [{ labels: {}, value: 7.5 }],
  },
  {
    name: "postern_latency_seconds",
    help: "Latency",
    type: "histogram",
    values: [
      { labels: { api: "a", le: 0.1 }, value: 1, metricName: "postern_latency_seconds_bucket" },
      { labels: { api: "a", le: 1 }, value: 3, metricName: "postern_latency_seconds_bucket" },
      { labels: { api: "a", le: "+Inf" }, value: 4, metricName: "postern_latency_seconds_bucket" },
      { labels: { api: "a" }, value: 6.25, metricName: "postern_latency_seconds_sum" },
      { labels: { api: "a" }, value: 4, metricName: "postern_latency_seconds_count" },
    ],
  },
  { name: "postern_parts", help: "", type: "summary", values: [{ labels: {}, value: 1 }] },
];

interface Received {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

let collector: Server;
/** What the collector answers; 0: nothing. */
let status: number;
let received: Received[];
let url: string;
let feed: LiveFeed<Journey>;
let exporting: OtlpExport | null;

beforeEach(async () => {
  received = [];
  status = 200;
  feed = new LiveFeed(systemClock);
  exporting = null;
  collector = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      received.push({
        path: request.url ?? "",
        body: JSON.parse(text) as Record<string, unknown>,
      });
      if (status === 0) return;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await exporting?.close();
  collector.closeAllConnections();
  collector.close();
  await once(collector, "close");
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function start(facts: { url?: string; logger?: typeof silentLogger } = {}): Promise<void> {
  exporting = await startOtlpExport({
    url,
    journeys: feed,
    prometheus: { figures: () => Promise.resolve(FIGURES) },
    clock: new FakeClock(),
    logger: silentLogger,
    version: "1.2.3",
    region: "eu-west-1",
    account: "000000000000",
    ...facts,
  });
}

/** What is published is told aside; then all that waits is sent. */
async function publishAndClose(...journeys: Journey[]): Promise<void> {
  for (const journey of journeys) feed.publish(journey);
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(() => setImmediate(resolve));
  await promise;
  await exporting?.close();
}

test("startOtlpExport() sends the spans of journeys with the resource they come from", async () => {
  await start({ url: `${url}/` });
  await publishAndClose(
    journeyOf({ headers: [["traceparent", `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01`]] }),
  );
  const traces = received.filter(({ path }) => path === "/v1/traces");
  expect(traces.map(({ body }) => body)).toEqual([
    {
      resourceSpans: [
        expect.objectContaining({
          resource: expect.objectContaining({
            attributes: expect.arrayContaining([
              { key: "service.name", value: { stringValue: "postern" } },
              { key: "service.version", value: { stringValue: "1.2.3" } },
              { key: "cloud.region", value: { stringValue: "eu-west-1" } },
            ]),
          }),
          scopeSpans: [
            expect.objectContaining({
              scope: { name: "postern", version: "1.2.3" },
              spans: [
                expect.objectContaining({
                  traceId: "ab".repeat(16),
                  parentSpanId: "cd".repeat(8),
                  name: "GET HTTP API pets ($default)",
                  kind: 2,
                  attributes: expect.arrayContaining([
                    { key: "http.response.status_code", value: { intValue: 502 } },
                  ]),
                }),
                expect.objectContaining({ name: "net/in/1" }),
                expect.objectContaining({
                  name: "GET app/shop/50dc6c495c0c9188",
                  status: { code: 2, message: "10.0.0.5:8080 refused the connection" },
                  events: [expect.objectContaining({ name: "target" })],
                }),
              ],
            }),
          ],
        }),
      ],
    },
  ]);
});

test("startOtlpExport() leaves out failures that nobody followed", async () => {
  await start();
  await publishAndClose(journeyOf({ reason: "kept" }));
  expect(received.filter(({ path }) => path === "/v1/traces")).toEqual([]);
});

test("startOtlpExport() sends counters, gauges and histograms", async () => {
  await start();
  await publishAndClose();
  const [sent] = received.filter(({ path }) => path === "/v1/metrics");
  expect(sent?.body).toMatchObject({
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              {
                name: "postern_alb_requests",
                sum: {
                  aggregationTemporality: 2,
                  isMonotonic: true,
                  dataPoints: [
                    {
                      asDouble: 3,
                      attributes: [{ key: "load_balancer", value: { stringValue: "app/shop/1" } }],
                    },
                  ],
                },
              },
              {
                name: "postern_size_bytes",
                unit: "By",
                gauge: { dataPoints: [{ asDouble: 7.5 }] },
              },
              {
                name: "postern_latency_seconds",
                unit: "s",
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    {
                      count: 4,
                      sum: 6.25,
                      bucketCounts: [1, 2, 1],
                      explicitBounds: [0.1, 1],
                      attributes: [{ key: "api", value: { stringValue: "a" } }],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test("startOtlpExport() warns once of a collector that refuses what it gets", async () => {
  status = 400;
  const lines: string[] = [];
  await start({ logger: createLogger("warn", (line) => lines.push(line)) });
  await publishAndClose(journeyOf());
  expect(received.map(({ path }) => path).toSorted()).toEqual(["/v1/metrics", "/v1/traces"]);
  expect(lines).toEqual([expect.stringContaining(`Cannot export telemetry collector=${url}`)]);
});

test("startOtlpExport() does not wait at the end for a collector that does not answer", async () => {
  status = 0;
  await start();
  const startedAtMs = performance.now();
  await publishAndClose(journeyOf());
  expect(performance.now() - startedAtMs).toBeLessThan(4000);
});
