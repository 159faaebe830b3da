import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { createLogger } from "../../base/logger.ts";
import { HealthBoard } from "../../store/health-board.ts";
import { openTelemetryStore } from "../database/open-telemetry-store.ts";
import { CELL_SETS_MAX } from "./cell-pool.ts";
import {
  ALB_ID,
  ALB_LISTENER,
  GROUP_ARN,
  NLB_LISTENER,
  SCOPE,
  albRequest,
  httpApiRequest,
  httpApiStage,
  ownAnswer,
  sumsOf,
  targetGroup,
} from "./metric-fixtures.ts";
import {
  ALB,
  ALB_GROUP,
  NLB,
  START_MS,
  MINUTE_MS,
  setUp,
  only,
} from "./metric-recorder-fixtures.ts";
import { MetricRecorder } from "./metric-recorder.ts";

test("MetricRecorder drains deltas: what was put is not put again", async () => {
  const { clock, store, recorder } = setUp();
  recorder.albRequest(albRequest());
  await recorder.flush();
  await recorder.flush();
  clock.advance(1000);
  recorder.albRequest(albRequest());
  clock.advance(1000);
  await recorder.flush();
  expect(only(store.data, "RequestCount", ALB).map(({ sum, atMs }) => [sum, atMs])).toEqual([
    [1, START_MS],
    [1, START_MS + 1000],
  ]);
  await recorder.close();
});

test("MetricRecorder puts the last second of a minute into that minute", async () => {
  const { clock, store, recorder } = setUp(START_MS + 59_400);
  recorder.albRequest(albRequest());
  clock.advance(600);
  recorder.albRequest(albRequest());
  clock.advance(1000);
  await recorder.flush();
  const counts = only(store.data, "RequestCount", ALB);
  expect(counts.map(({ sum, atMs }) => [sum, Math.floor((atMs - START_MS) / MINUTE_MS)])).toEqual([
    [1, 0],
    [1, 1],
  ]);
  await recorder.close();
});

test("MetricRecorder sends zeros of what is always reported, for an ALB only with traffic", async () => {
  const { clock, store, recorder } = setUp();
  recorder.updateListener(ALB_LISTENER.listenerArn, ALB_LISTENER);
  recorder.updateListener(NLB_LISTENER.listenerArn, NLB_LISTENER);
  clock.advance(MINUTE_MS);
  expect(sumsOf(store.data, ALB)).toEqual({});
  expect(sumsOf(store.data, NLB)).toEqual({
    ActiveFlowCount: 0,
    NewFlowCount: 0,
    ProcessedBytes: 0,
    PeakBytesPerSecond: 0,
    PortAllocationErrorCount: 0,
    RejectedFlowCount: 0,
    TCP_Client_Reset_Count: 0,
    TCP_ELB_Reset_Count: 0,
    TCP_Target_Reset_Count: 0,
    ConsumedLCUs: 0,
  });
  recorder.albRequest(ownAnswer(404, { actionsExecuted: "fixed-response" }));
  clock.advance(MINUTE_MS);
  await recorder.flush();
  expect(only(store.data, "RequestCount", ALB)).toMatchObject([
    { sum: 0, sampleCount: 1, atMs: START_MS + 2 * MINUTE_MS - 1000 },
  ]);
  await recorder.close();
});

test("MetricRecorder drops the cells of what is gone after a last drain", async () => {
  const { clock, store, recorder } = setUp();
  recorder.updateTargetGroup(GROUP_ARN, targetGroup(1));
  recorder.updateListener(ALB_LISTENER.listenerArn, ALB_LISTENER);
  recorder.updateHttpApiStage("api1/prod", httpApiStage(["GET /pets"]));
  recorder.albRequest(albRequest());
  recorder.httpApiRequest(httpApiRequest({ detailedMetrics: true }));
  expect(recorder.cellSets.size).toBe(4);
  recorder.updateHttpApiStage("api1/prod", httpApiStage(["GET /cats"]));
  recorder.updateListener(ALB_LISTENER.listenerArn, undefined);
  clock.advance(1000);
  expect(recorder.cellSets.size).toBe(2);
  recorder.updateHttpApiStage("api1/prod", undefined);
  clock.advance(3 * MINUTE_MS);
  expect(recorder.cellSets.size).toBe(0);
  await recorder.flush();
  expect(sumsOf(store.data, ALB_GROUP)).toMatchObject({ RequestCount: 1 });
  expect(sumsOf(store.data, "ApiId=api1,Stage=prod")).toMatchObject({ Count: 1 });
  await recorder.close();
});

test("MetricRecorder makes no more cells than its bound and says so once", async () => {
  const { recorder, lines } = setUp();
  for (let n = 0; n < CELL_SETS_MAX + 3; n++) {
    recorder.httpApiRequest(httpApiRequest({ stageName: `s${n}` }));
  }
  expect(recorder.cellSets.size).toBe(CELL_SETS_MAX);
  expect(lines).toHaveLength(1);
  await recorder.close();
});

test("MetricRecorder says once that metrics cannot be stored, and goes on", async () => {
  const { store, recorder, lines } = setUp();
  const put = store.put.bind(store);
  store.put = () => Promise.reject(new Error("No space left"));
  recorder.albRequest(albRequest());
  await recorder.flush();
  recorder.albRequest(albRequest());
  await recorder.flush();
  expect(lines).toHaveLength(1);
  store.put = put;
  recorder.albRequest(albRequest());
  await recorder.flush();
  expect(sumsOf(store.data, ALB)).toMatchObject({ RequestCount: 1 });
  await recorder.close();
});

test("MetricRecorder puts each account's and region's data by themselves", async () => {
  const { store, recorder } = setUp();
  recorder.httpApiRequest(httpApiRequest());
  recorder.httpApiRequest(
    httpApiRequest({ apiId: "api2", scope: { account: "210987654321", region: "us-east-1" } }),
  );
  await recorder.flush();
  expect(store.scopes).toEqual([SCOPE, { account: "210987654321", region: "us-east-1" }]);
  await recorder.close();
});

test("MetricRecorder stops with close(), after a last put", async () => {
  const { clock, store, recorder } = setUp();
  recorder.albRequest(albRequest());
  await recorder.close();
  expect(sumsOf(store.data, ALB)).toMatchObject({ RequestCount: 1 });
  expect(clock.pendingCount).toBe(0);
});

test("MetricRecorder's figures can be read from the telemetry store after flush()", async () => {
  const clock = new FakeClock(START_MS);
  const logger = createLogger("error", () => {});
  const telemetry = openTelemetryStore({ directory: null, clock, logger, runsInProcess: true });
  const { metrics } = telemetry;
  const recorder = new MetricRecorder({ metrics, clock, logger, health: new HealthBoard() });
  for (let n = 0; n < 4; n++) {
    recorder.albRequest(albRequest());
    clock.advance(500);
  }
  await recorder.flush();
  const identity = {
    namespace: "AWS/ApplicationELB",
    metricName: "RequestCount",
    dimensions: [{ name: "LoadBalancer", value: ALB_ID }],
  };
  const window = { startMs: START_MS, endMs: START_MS + MINUTE_MS, periodSeconds: 60 };
  const points = await metrics.read(SCOPE, { identity, unit: null, ...window });
  expect(points).toMatchObject([{ startMs: START_MS, sum: 4, sampleCount: 4 }]);
  await recorder.close();
  await telemetry.close();
});
