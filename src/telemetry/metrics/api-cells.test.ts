import { expect, test } from "vitest";
import { httpApiRequest, restApiRequest, restApiStage, sumsOf } from "./metric-fixtures.ts";
import { setUp, only } from "./metric-recorder-fixtures.ts";

test("MetricRecorder publishes HTTP APIs by id and stage, and by route with detailed metrics", async () => {
  const { store, recorder } = setUp();
  recorder.httpApiRequest(httpApiRequest());
  recorder.httpApiRequest(httpApiRequest({ status: 404, detailedMetrics: true }));
  await recorder.flush();
  const sums = {
    Count: 2,
    "4xx": 1,
    "5xx": 0,
    Latency: 50,
    IntegrationLatency: 40,
    DataProcessed: 1000,
  };
  expect(sumsOf(store.data, "ApiId=api1")).toEqual(sums);
  expect(sumsOf(store.data, "ApiId=api1,Stage=prod")).toEqual(sums);
  const route = "ApiId=api1,Method=GET,Resource=/pets,Stage=prod";
  expect(sumsOf(store.data, route)).toMatchObject({ Count: 1, "4xx": 1, Latency: 25 });
  expect(only(store.data, "4xx", "ApiId=api1")).toMatchObject([
    { sampleCount: 2, sum: 1, minimum: 0, maximum: 1 },
  ]);
  expect(only(store.data, "Latency", "ApiId=api1")).toMatchObject([{ unit: "Milliseconds" }]);
  expect(store.data.every(({ identity }) => identity.metricName !== "")).toBe(true);
  await recorder.close();
});

test("MetricRecorder publishes REST APIs by their name without its non-ASCII characters", async () => {
  const { store, recorder } = setUp();
  recorder.restApiRequest(restApiRequest({ apiName: "Pés", cacheResult: "hit", status: 500 }));
  recorder.restApiRequest(restApiRequest({ apiId: "rest2", apiName: "犬", detailedMetrics: true }));
  await recorder.flush();
  expect(sumsOf(store.data, "ApiName=Ps,Stage=prod")).toEqual({
    Count: 1,
    "4XXError": 0,
    "5XXError": 1,
    CacheHitCount: 1,
    CacheMissCount: 0,
    Latency: 25,
    IntegrationLatency: 20,
  });
  expect(sumsOf(store.data, "ApiName=rest2")).not.toHaveProperty("CacheHitCount");
  const method = "ApiName=rest2,Method=GET,Resource=/pets,Stage=prod";
  expect(sumsOf(store.data, method)).toMatchObject({ Count: 1 });
  await recorder.close();
});

test("MetricRecorder makes no metrics for methods that clients think of", async () => {
  const { store, recorder } = setUp();
  for (let n = 0; n < 50; n++) {
    recorder.restApiRequest(restApiRequest({ method: `M${n}`, detailedMetrics: true }));
  }
  await recorder.flush();
  // The stage, and one for all methods that no API has.
  expect(recorder.cellSets.size).toBe(2);
  const ofOthers = store.data.filter(({ identity: { dimensions } }) =>
    dimensions.some(({ name, value }) => name === "Method" && value === "ANY"),
  );
  expect(ofOthers.find(({ identity }) => identity.metricName === "Count")).toBeDefined();
  await recorder.close();
});

test("MetricRecorder records nothing of requests that found no stage", async () => {
  const { store, recorder } = setUp();
  recorder.httpApiRequest(httpApiRequest({ stageName: "", status: 404 }));
  recorder.restApiRequest(restApiRequest({ stageName: "", status: 403 }));
  await recorder.flush();
  expect([store.data.length, recorder.cellSets.size]).toEqual([0, 0]);
  await recorder.close();
});

test("MetricRecorder publishes a REST API under its new name when that changes", async () => {
  const { store, recorder } = setUp();
  recorder.restApiRequest(restApiRequest());
  recorder.updateRestApiStage("rest1/prod", restApiStage("Cats"));
  recorder.restApiRequest(restApiRequest({ apiName: "Cats" }));
  await recorder.flush();
  expect(sumsOf(store.data, "ApiName=Pets")).toMatchObject({ Count: 1 });
  expect(sumsOf(store.data, "ApiName=Cats")).toMatchObject({ Count: 1 });
  expect(recorder.cellSets.size).toBe(1);
  await recorder.close();
});
