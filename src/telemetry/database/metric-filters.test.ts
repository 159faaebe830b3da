import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { FilterMetric, LogMetricFilter } from "../../store/log-store.ts";
import type { MetricIdentity, MetricPoint } from "../../store/metric-store.ts";
import {
  openTelemetryTestBed,
  TEST_PLACE,
  TEST_SCOPE,
  type TelemetryTestBed,
} from "./telemetry-fixture.ts";
import { TELEMETRY_MIGRATIONS } from "./telemetry-schema.ts";

const MINUTE_MS = 60_000;

function metricOf(more: Partial<FilterMetric> = {}): FilterMetric {
  return {
    namespace: "Logs",
    metricName: "Found",
    value: "1",
    unit: "",
    defaultValue: null,
    dimensions: [],
    systemDimensions: [],
    ...more,
  };
}

async function putFilter(
  { store }: TelemetryTestBed,
  pattern: string,
  more: Partial<FilterMetric> & { name?: string } = {},
): Promise<void> {
  const { name = "filter", ...metric } = more;
  const filter: Omit<LogMetricFilter, "createdAtMs"> = {
    groupName: TEST_PLACE.groupName,
    name,
    pattern,
    metric: metricOf(metric),
  };
  await store.logs.putMetricFilter(TEST_SCOPE, filter);
}

/** A bed with the group and the stream made. */
async function bedWithGroup(
  options: Parameters<typeof openTelemetryTestBed>[0] = {},
): Promise<TelemetryTestBed> {
  const bed = openTelemetryTestBed(options);
  const { groupName, streamName } = TEST_PLACE;
  const group = { name: groupName, groupClass: "STANDARD", kmsKeyId: "", tags: {} };
  await bed.store.logs.createGroup(TEST_SCOPE, group);
  await bed.store.logs.createStream(TEST_SCOPE, groupName, streamName);
  return bed;
}

function put({ store, clock }: TelemetryTestBed, ...messages: string[]): Promise<void> {
  const events = messages.map((message) => ({ atMs: clock.nowMs(), message }));
  return store.logs.putEvents(TEST_SCOPE, TEST_PLACE, events);
}

function points(
  { store, clock }: TelemetryTestBed,
  identity: Partial<MetricIdentity> = {},
): Promise<MetricPoint[]> {
  return store.metrics.read(TEST_SCOPE, {
    identity: { namespace: "Logs", metricName: "Found", dimensions: [], ...identity },
    unit: null,
    startMs: clock.nowMs() - 60 * MINUTE_MS,
    endMs: clock.nowMs() + 60 * MINUTE_MS,
    periodSeconds: 60,
  });
}

function figures(found: readonly MetricPoint[]) {
  return found.map(({ sampleCount, sum, minimum, maximum }) => {
    return { sampleCount, sum, minimum, maximum };
  });
}

test("A metric filter counts the events of its group that match, put or written by the data plane", async () => {
  const bed = await bedWithGroup();
  await put(bed, "ERROR before there was a filter");
  await putFilter(bed, "ERROR", { value: "2" });
  await put(bed, "ERROR one", "INFO two");
  bed.store.sink.append(TEST_SCOPE, TEST_PLACE, bed.clock.nowMs(), "ERROR three");
  const elsewhere = { groupName: "other", streamName: "stream" };
  bed.store.sink.append(TEST_SCOPE, elsewhere, bed.clock.nowMs(), "ERROR four");
  await bed.store.flush();
  expect(figures(await points(bed))).toEqual([{ sampleCount: 2, sum: 4, minimum: 2, maximum: 2 }]);
  expect((await points(bed))[0]?.unit).toBe("None");
});

test("A metric filter takes a field's number and leaves out events that have none", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "{ $.path = * }", { value: "$.took.ms", unit: "Milliseconds" });
  const lines = [{ ms: 12 }, { ms: "30" }, { ms: "soon" }, { ms: null }, {}, { ms: 1e300 }];
  await put(bed, ...lines.map((took) => JSON.stringify({ path: "/", took })));
  const [point, ...rest] = await points(bed);
  expect(point).toMatchObject({ sampleCount: 2, sum: 42, minimum: 12, maximum: 30 });
  expect(point?.unit).toBe("Milliseconds");
  expect(point?.distribution?.size).toBe(2);
  expect(rest).toEqual([]);
});

test("A metric filter takes columns by name and by number", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "[method, status = 5*, bytes]", { value: "$bytes" });
  await putFilter(bed, "[method, status, ...]", {
    name: "numbered",
    metricName: "Bytes",
    value: "$3",
    dimensions: [{ name: "Method", field: "$method" }],
  });
  await put(bed, "GET 502 10", "GET 200 5", "POST 503 7");
  expect(figures(await points(bed))[0]).toMatchObject({ sampleCount: 2, sum: 17 });
  const dimensions = [{ name: "Method", value: "GET" }];
  const found = figures(await points(bed, { metricName: "Bytes", dimensions }));
  expect(found).toEqual([{ sampleCount: 2, sum: 15, minimum: 5, maximum: 10 }]);
});

test("A metric filter's dimensions are the event's, and events without one are left out", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "{ $.status = * }", {
    dimensions: [
      { name: "Route", field: "$.route" },
      { name: "Code", field: "$.status" },
    ],
    systemDimensions: ["@aws.region"],
  });
  const lines = [
    { status: 200, route: "/a" },
    { status: 200, route: "/a" },
    { status: 200 },
    { status: 200, route: "" },
    { status: 200, route: "/ä" },
    { status: 200, route: ["/a"] },
  ];
  await put(bed, ...lines.map((line) => JSON.stringify(line)));
  const { metrics } = await bed.store.metrics.search(TEST_SCOPE, {
    namespace: "Logs",
    metricName: null,
    dimensions: [],
    activeSinceMs: null,
    after: null,
    limit: 10,
  });
  const dimensions = [
    { name: "@aws.region", value: TEST_SCOPE.region },
    { name: "Code", value: "200" },
    { name: "Route", value: "/a" },
  ];
  expect(metrics).toEqual([{ namespace: "Logs", metricName: "Found", dimensions }]);
  expect(figures(await points(bed, { dimensions }))[0]?.sampleCount).toBe(2);
});

test("A metric filter's default is put once for a minute with events of which none matches", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "ERROR", { defaultValue: 0 });
  await put(bed, "INFO", "INFO");
  expect(await points(bed)).toEqual([]);
  bed.clock.advance(MINUTE_MS);
  // A minute with a match and one without events have no default.
  await put(bed, "INFO", "ERROR", "INFO");
  bed.clock.advance(2 * MINUTE_MS);
  await put(bed, "INFO");
  await bed.store.flush();
  bed.clock.advance(MINUTE_MS + 2_000);
  const none = { sampleCount: 1, sum: 0, minimum: 0, maximum: 0 };
  const one = { sampleCount: 1, sum: 1, minimum: 1, maximum: 1 };
  expect(figures(await points(bed))).toEqual([none, one, none]);
  // An event that comes late finds its minute settled.
  const atMs = bed.clock.nowMs() - MINUTE_MS;
  await bed.store.logs.putEvents(TEST_SCOPE, TEST_PLACE, [{ atMs, message: "INFO" }]);
  bed.clock.advance(2 * MINUTE_MS);
  expect(figures(await points(bed))).toEqual([none, one, none]);
});

test("A metric filter's default of the running minute is kept when the store closes", async () => {
  const directory = mkdtempSync(join(tmpdir(), "postern-filters-"));
  try {
    const bed = await bedWithGroup({ directory });
    await putFilter(bed, "ERROR", { defaultValue: 7 });
    await put(bed, "INFO");
    await bed.store.close();
    const next = openTelemetryTestBed({ directory });
    const found = figures(await points(next));
    await next.store.close();
    expect(found).toEqual([{ sampleCount: 1, sum: 7, minimum: 7, maximum: 7 }]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("A metric filter that is put again or deleted is another one or none at once", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "ERROR");
  await put(bed, "ERROR", "WARN");
  await putFilter(bed, "WARN");
  await put(bed, "ERROR", "WARN", "WARN");
  expect(figures(await points(bed))[0]?.sampleCount).toBe(3);
  await bed.store.logs.deleteMetricFilter(TEST_SCOPE, TEST_PLACE.groupName, "filter");
  await put(bed, "WARN");
  expect(figures(await points(bed))[0]?.sampleCount).toBe(3);
  await expect(
    bed.store.logs.deleteMetricFilter(TEST_SCOPE, TEST_PLACE.groupName, "filter"),
  ).rejects.toMatchObject({ kind: "filter-not-found" });
});

test("Metric filters go with their group", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "ERROR", { defaultValue: 0 });
  await put(bed, "INFO");
  await bed.store.logs.deleteGroup(TEST_SCOPE, TEST_PLACE.groupName);
  bed.store.sink.append(TEST_SCOPE, TEST_PLACE, bed.clock.nowMs(), "ERROR");
  bed.clock.advance(2 * MINUTE_MS);
  expect(await points(bed)).toEqual([]);
  const query = { groupName: null, namePrefix: "", metric: null, after: null, limit: 10 };
  expect((await bed.store.logs.listMetricFilters(TEST_SCOPE, query)).items).toEqual([]);
});

test("A group has 100 metric filters and 5 regular expressions at most", async () => {
  const bed = await bedWithGroup();
  for (let i = 0; i < 5; i++) await putFilter(bed, `%[0-9]${i}%`, { name: `n${i}` });
  await expect(putFilter(bed, "%x%", { name: "n5" })).rejects.toMatchObject({
    kind: "limit-exceeded",
  });
  await putFilter(bed, "%other%", { name: "n0" });
  for (let i = 5; i < 100; i++) await putFilter(bed, `word${i}`, { name: `n${i}` });
  await expect(putFilter(bed, "word", { name: "n100" })).rejects.toMatchObject({
    kind: "limit-exceeded",
  });
  await putFilter(bed, "another", { name: "n99" });
  const group = await bed.store.logs.findGroup(TEST_SCOPE, TEST_PLACE.groupName);
  expect(group?.metricFilterCount).toBe(100);
});

test.each([
  ["{ $.a", "1", []],
  ["ERROR", "$.a", []],
  ["ERROR", "lots", []],
  ["{ $.a = * }", "$.list[*]", []],
  ["{ $.a = * }", "1e400", []],
  ["[a, b]", "b", []],
  ["ERROR", "1", [{ name: "A", field: "$.a" }]],
  ["{ $.a = * }", "1", [{ name: "A", field: "constant" }]],
])("A metric filter of %s with value %s is refused", async (pattern, value, dimensions) => {
  const bed = await bedWithGroup();
  await expect(putFilter(bed, pattern, { value, dimensions })).rejects.toMatchObject({
    kind: "invalid-pattern",
  });
});

test("A metric filter gives 1000 sets of dimensions an hour at most, and says so", async () => {
  const bed = await bedWithGroup();
  await putFilter(bed, "{ $.id = * }", { dimensions: [{ name: "Id", field: "$.id" }] });
  await put(bed, ...Array.from({ length: 1_005 }, (_, id) => JSON.stringify({ id })));
  const last = { dimensions: [{ name: "Id", value: "1004" }] };
  expect(await points(bed, last)).toEqual([]);
  expect(await points(bed, { dimensions: [{ name: "Id", value: "999" }] })).toHaveLength(1);
  expect(bed.logged).toEqual([
    'error The metric filter "filter" has given 1000 sets of dimensions within an hour; it makes no more metrics until the hour is over',
  ]);
  bed.clock.advance(60 * MINUTE_MS);
  await put(bed, JSON.stringify({ id: 1004 }));
  expect(await points(bed, last)).toHaveLength(1);
});

/** The directory of a telemetry file, made by `make`. */
async function withFile(
  make: (database: DatabaseSync) => void,
  work: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "postern-filters-"));
  const database = new DatabaseSync(join(directory, "telemetry.sqlite"));
  make(database);
  database.close();
  try {
    await work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test("A telemetry file of a Postern without metric filters gets a place for them", () =>
  withFile(
    (database) => database.exec(`${TELEMETRY_MIGRATIONS[0]}; PRAGMA user_version = 1`),
    async (directory) => {
      const bed = await bedWithGroup({ directory });
      await putFilter(bed, "ERROR");
      await put(bed, "ERROR");
      expect(await points(bed)).toHaveLength(1);
      await bed.store.close();
    },
  ));

test("A metric filter that this Postern does not understand costs no events and no other filter", () =>
  withFile(
    (database) => {
      for (const migration of TELEMETRY_MIGRATIONS) database.exec(migration);
      database.exec(`PRAGMA user_version = ${TELEMETRY_MIGRATIONS.length}`);
      database
        .prepare("INSERT INTO log_metric_filter VALUES (1, 'future', 0, 'n', 'm', '{ new', ?)")
        .run(JSON.stringify(metricOf()));
    },
    async (directory) => {
      const bed = await bedWithGroup({ directory });
      await putFilter(bed, "ERROR");
      await put(bed, "ERROR");
      expect(await points(bed)).toHaveLength(1);
      await bed.store.close();
    },
  ));

test("100 metric filters and a fast writer leave the thread time for its other work", async () => {
  const bed = await bedWithGroup({ inThread: true });
  for (let i = 0; i < 100; i++) {
    await putFilter(bed, `{ $.path = "*${i}*" && $.status >= ${i} }`, { name: `n${i}` });
  }
  const line = JSON.stringify({ path: "/orders/4711", status: 99, note: "x".repeat(200) });
  for (let i = 0; i < 40_000; i++) {
    bed.store.sink.append(TEST_SCOPE, TEST_PLACE, bed.clock.nowMs(), line);
  }
  const startedAtMs = performance.now();
  expect(await points(bed)).toBeInstanceOf(Array);
  await bed.store.flush();
  // Every event is kept; filters that could not look at all of them say so.
  expect((await bed.store.status()).droppedLogEvents).toBe(0);
  expect(performance.now() - startedAtMs).toBeLessThan(60_000);
  await bed.store.close();
}, 120_000);
