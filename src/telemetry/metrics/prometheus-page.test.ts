import { expect, onTestFinished, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger } from "../../base/logger.ts";
import { HealthBoard } from "../../store/health-board.ts";
import type { TelemetryStatus } from "../database/telemetry-store.ts";
import { METRIC_CATALOGUE } from "./metric-catalogue.ts";
import {
  ALB_ID,
  ALB_LISTENER,
  GROUP_ID,
  albRequest,
  collectedMetrics,
  connection,
  httpApiRequest,
  ownAnswer,
} from "./metric-fixtures.ts";
import { MetricRecorder } from "./metric-recorder.ts";
import { createPrometheusPage } from "./prometheus-page.ts";

const STATUS: TelemetryStatus = {
  writable: true,
  lastError: "",
  droppedLogEvents: 2,
  droppedMetricData: 3,
  sizeBytes: 4096,
};

function setUp(status: () => Promise<TelemetryStatus> = async () => STATUS) {
  const clock = new FakeClock();
  const metrics = collectedMetrics();
  const health = new HealthBoard();
  const recorder = new MetricRecorder({ metrics, clock, logger: silentLogger, health });
  const page = createPrometheusPage({ recorder, store: { status }, version: "1.2.3" });
  onTestFinished(async () => {
    page.close();
    await recorder.close();
  });
  return { clock, recorder, page };
}

test("createPrometheusPage() shows totals since the start, though data are drained as deltas", async () => {
  const { clock, recorder, page } = setUp();
  recorder.albRequest(albRequest());
  clock.advance(1000);
  recorder.albRequest(albRequest());
  recorder.albRequest(ownAnswer(400, { desyncTier: 1 }));
  recorder.connectionOpened(connection(ALB_LISTENER));
  const lines = (await page.render()).split("\n");
  const labels = `load_balancer="${ALB_ID}"`;
  expect(lines).toContain(`postern_alb_requests_total{${labels},target_group="${GROUP_ID}"} 2`);
  expect(lines).toContain(`postern_alb_desync_noncompliant_requests_total{${labels}} 1`);
  expect(lines).toContain(`postern_alb_elb_responses_total{${labels},code="4xx"} 1`);
  expect(lines).toContain(`postern_alb_active_connections{${labels}} 1`);
  expect(lines).toContain("# TYPE postern_alb_requests_total counter");
});

test("createPrometheusPage() counts answers by class and latencies in buckets of seconds", async () => {
  const { recorder, page } = setUp();
  recorder.httpApiRequest(httpApiRequest());
  recorder.httpApiRequest(httpApiRequest({ status: 404, finishedAtMs: 1000 + 40_000 }));
  const lines = (await page.render()).split("\n");
  const labels = 'api="api1",stage="prod"';
  for (const [code, count] of [
    ["2xx", 1],
    ["4xx", 1],
    ["5xx", 0],
  ]) {
    expect(lines).toContain(`postern_http_api_requests_total{${labels},code="${code}"} ${count}`);
  }
  const latency = "postern_http_api_latency_seconds";
  expect(lines).toContain(`# TYPE ${latency} histogram`);
  expect(lines).toContain(`${latency}_bucket{${labels},le="0.01"} 0`);
  expect(lines).toContain(`${latency}_bucket{${labels},le="0.05"} 1`);
  expect(lines).toContain(`${latency}_bucket{${labels},le="30"} 1`);
  expect(lines).toContain(`${latency}_bucket{${labels},le="+Inf"} 2`);
  expect(lines).toContain(`${latency}_count{${labels}} 2`);
  expect(lines).toContain(`${latency}_sum{${labels}} 40.025`);
});

test("createPrometheusPage() shows the store's state, the build, the process and the event loop", async () => {
  const { page } = setUp();
  const text = await page.render();
  expect(page.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = text.split("\n");
  expect(lines).toContain("postern_telemetry_writable 1");
  expect(lines).toContain("postern_telemetry_size_bytes 4096");
  expect(lines).toContain('postern_telemetry_dropped_total{kind="log-event"} 2');
  expect(lines).toContain('postern_telemetry_dropped_total{kind="metric-datum"} 3');
  expect(lines).toContain('postern_build_info{version="1.2.3"} 1');
  for (const name of [
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "nodejs_heap_size_used_bytes",
    "nodejs_eventloop_lag_p99_seconds",
    "nodejs_eventloop_utilization",
  ]) {
    expect(text).toMatch(new RegExp(`^${name} [0-9.e-]+$`, "m"));
  }
});

test("createPrometheusPage() is shown when the store cannot say how it is", async () => {
  const { page } = setUp(() => Promise.reject(new Error("Cannot ask: closed")));
  expect((await page.render()).split("\n")).toContain("postern_telemetry_writable 0");
});

test("createPrometheusPage() gives what it shows as data, of every family", async () => {
  const { recorder, page } = setUp();
  recorder.albRequest(albRequest());
  const figures = await page.figures();
  expect(figures.find(({ name }) => name === "postern_alb_requests_total")).toMatchObject({
    type: "counter",
    values: [{ labels: { load_balancer: ALB_ID, target_group: GROUP_ID }, value: 1 }],
  });
  const named = figures.filter(({ values }) => values.length > 0).map(({ name }) => name);
  const text = await page.render();
  expect(named.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  expect(named).toContain("postern_telemetry_size_bytes");
});

test("METRIC_CATALOGUE has proper Prometheus names, one help and type for each", () => {
  const seen = new Map<string, string>();
  for (const { prometheus } of METRIC_CATALOGUE) {
    if (prometheus === null) continue;
    const { name, help, type } = prometheus;
    expect(name).toMatch(/^postern_[a-z0-9_]+$/);
    expect(name.endsWith("_total")).toBe(type === "counter");
    expect(name.endsWith("_seconds")).toBe(type === "histogram");
    expect(seen.get(name) ?? `${type} ${help}`).toBe(`${type} ${help}`);
    seen.set(name, `${type} ${help}`);
  }
});
