// Journeys as they are kept, over the store in this thread.
import { describe, expect, test } from "vitest";
import type { Failure } from "../../base/failure.ts";
import type { Journey, JourneyHop } from "../journeys/journey.ts";
import { openTelemetryTestBed } from "./telemetry-fixture.ts";

const NLB = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/n/1";
const LISTENER = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/net/n/1/2";

function journeyOf(id: string, more: Partial<Journey> = {}): Journey {
  const behind: JourneyHop = {
    kind: "nlb",
    resource: NLB,
    name: "net/n/1",
    startedAtMs: 2,
    durationMs: 1,
    status: 0,
    steps: [
      {
        decision: "listener",
        atMs: 2,
        durationMs: 0,
        resource: LISTENER,
        loadBalancerArn: NLB,
        summary: "Port 80 is listened on",
        evidence: { port: 80, seen: ["GET", null] },
        failure: null,
      },
    ],
    failure: null,
    next: [],
  };
  return {
    id,
    startedAtMs: 1_000.25,
    durationMs: 3,
    reason: "asked",
    request: { method: "GET", target: "/", host: "h", clientAddress: "127.0.0.1", headers: [] },
    status: 200,
    requestId: `request-${id}`,
    traceId: "",
    way: { ...behind, kind: "http-api", resource: "api1", steps: [], next: [behind] },
    failedAt: null,
    ...more,
  };
}

const everything = { resource: null, status: null, failed: false, limit: 100, beforeMs: null };

describe("JourneyArchive", () => {
  test("gives a journey back whole, by its id and by its request's", async () => {
    const { store } = openTelemetryTestBed();
    const journey = journeyOf("a");
    store.journeys.append(journey);
    expect(await store.journeys.find("a")).toEqual(journey);
    expect(await store.journeys.findByRequestId("request-a")).toEqual(journey);
    expect(await store.journeys.find("b")).toBeUndefined();
    expect(await store.journeys.findByRequestId("")).toBeUndefined();
  });

  test("keeps one journey of an id, the last", async () => {
    const { store } = openTelemetryTestBed();
    store.journeys.append(journeyOf("a"));
    store.journeys.append(journeyOf("a", { status: 503 }));
    expect(await store.journeys.list(everything)).toMatchObject([{ id: "a", status: 503 }]);
  });

  test("lists the newest first, by resource, status, failure and time", async () => {
    const { store } = openTelemetryTestBed();
    const failure = { kind: "no-targets" } as unknown as Failure;
    const failedAt = { kind: "nlb", resource: NLB, decision: "target", failure } as const;
    store.journeys.append(journeyOf("a", { startedAtMs: 10 }));
    store.journeys.append(journeyOf("c", { startedAtMs: 30, status: 404 }));
    store.journeys.append(journeyOf("b", { startedAtMs: 20, status: 503, failedAt }));
    const bare = journeyOf("d", { startedAtMs: 40, status: 0 });
    store.journeys.append({ ...bare, way: { ...bare.way, next: [] } });
    const ids = async (query: object) =>
      (await store.journeys.list({ ...everything, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual(["d", "c", "b", "a"]);
    expect(await ids({ limit: 2 })).toEqual(["d", "c"]);
    expect(await ids({ beforeMs: 30 })).toEqual(["b", "a"]);
    expect(await ids({ failed: true })).toEqual(["b"]);
    expect(await ids({ status: "4xx" })).toEqual(["c"]);
    expect(await ids({ status: "503" })).toEqual(["b"]);
    expect(await ids({ status: "none" })).toEqual([]);
    expect(await ids({ resource: NLB })).toEqual(["c", "b", "a"]);
    expect(await ids({ resource: LISTENER, status: "2xx" })).toEqual(["a"]);
    expect(await ids({ resource: "api1" })).toEqual(["d", "c", "b", "a"]);
    expect(await ids({ resource: "api" })).toEqual([]);
  });

  test("keeps so many of the newest, and so many bytes", async () => {
    const { store } = openTelemetryTestBed({ limits: { journeysMax: 3 } });
    for (const id of ["a", "b", "c", "d", "e"]) store.journeys.append(journeyOf(id));
    expect((await store.journeys.list(everything)).map(({ id }) => id)).toEqual(["e", "d", "c"]);
    const bytes = JSON.stringify(journeyOf("a")).length;
    const small = openTelemetryTestBed({ limits: { journeysBytesMax: bytes * 2.5 } }).store;
    for (const id of ["a", "b", "c", "d", "e"]) small.journeys.append(journeyOf(id));
    expect((await small.journeys.list(everything)).map(({ id }) => id)).toEqual(["e", "d"]);
  });

  test("passes over one that is too large, and one that is no plain data, without an error", async () => {
    const { store } = openTelemetryTestBed({ limits: { journeyBytesMax: 10_000 } });
    const large = journeyOf("large");
    store.journeys.append({ ...large, way: { ...large.way, name: "x".repeat(10_001) } });
    const [step] = large.way.next[0]?.steps ?? [];
    if (step === undefined) throw new Error("Cannot test: the journey has no step");
    const odd = { ...step, evidence: { big: 1n } };
    store.journeys.append({ ...large, id: "odd", way: { ...large.way, steps: [odd] } });
    store.journeys.append(journeyOf("fits"));
    expect((await store.journeys.list(everything)).map(({ id }) => id)).toEqual(["fits"]);
    expect(await store.status()).toMatchObject({ writable: true });
  });
});
