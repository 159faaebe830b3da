import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { asked, bed } from "./journey-book-fixture.ts";
import { JOURNEY_LIMITS } from "./journey-book.ts";
import {
  albEntry,
  ALB_ARN,
  API_ID,
  httpApiEntry,
  MemoryArchive,
  nlbEntry,
  restApiEntry,
} from "./journey-fixtures.ts";
import { ANY_JOURNEY } from "./journey-query.ts";
import type { Journey } from "./journey.ts";

const CLIENT = "127.0.0.1:50000";
const NO_TARGET = failure("no-target", "nobody is healthy");

test("a followed request is one journey through all hops, archived once it is over", async () => {
  const { book, at, clock, archive } = bed();
  const ticket = asked(book);
  const hop = "10.0.1.7:4000";
  book.albRequest(albEntry({ startedAtMs: at + 2, finishedAtMs: at + 8, arrivedOn: hop, ticket }));
  book.httpApiRequest(
    httpApiEntry({
      startedAtMs: at,
      finishedAtMs: at + 10,
      arrivedOn: CLIENT,
      leftOn: hop,
      ticket,
      requestId: "request=",
    }),
  );
  expect(archive.journeys).toHaveLength(0);
  clock.advance(30);
  expect(archive.journeys).toHaveLength(1);
  expect(archive.journeys[0]).toMatchObject({
    id: ticket.id,
    reason: "asked",
    startedAtMs: at,
    durationMs: 10,
    requestId: "request=",
    failedAt: null,
    request: { clientAddress: "127.0.0.1", method: "GET", target: "/pets?x=1" },
    way: { kind: "http-api", next: [{ kind: "alb", steps: [{ atMs: 2 }], next: [] }] },
  });
  await expect(book.find(ticket.id)).resolves.toEqual(archive.journeys[0]);
  await expect(book.findByRequestId("request=")).resolves.toMatchObject({ id: ticket.id });
});

test("a followed request whose first hop does not end is archived as it is after a minute", () => {
  const { book, at, clock, archive } = bed();
  const ticket = asked(book);
  book.albRequest(
    albEntry({ startedAtMs: at, finishedAtMs: at + 1, arrivedOn: "10.0.1.7:4000", ticket }),
  );
  clock.advance(59_000);
  expect(archive.journeys).toHaveLength(0);
  clock.advance(1_100);
  expect(archive.journeys).toHaveLength(1);
});

test("a request that does not fail and is not followed is not kept", async () => {
  const { book, at } = bed();
  const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: CLIENT };
  book.albRequest(albEntry(facts));
  book.httpApiRequest(httpApiEntry(facts));
  book.restApiRequest(restApiEntry(facts));
  book.nlbFlow(nlbEntry(facts));
  await expect(book.list(ANY_JOURNEY)).resolves.toEqual([]);
});

test("failedAt is the load balancer's decision where the gateway only passes its answer on", async () => {
  const { book, at } = bed();
  const hop = "10.0.1.7:4000";
  book.albRequest(
    albEntry({
      startedAtMs: at + 2,
      finishedAtMs: at + 8,
      arrivedOn: hop,
      status: 503,
      failure: NO_TARGET,
      decision: "target",
    }),
  );
  book.restApiRequest(
    restApiEntry({
      startedAtMs: at,
      finishedAtMs: at + 9,
      arrivedOn: CLIENT,
      leftOn: hop,
      status: 503,
      extendedRequestId: "JKJaXmPLvHcESHA=",
    }),
  );
  const [only, ...others] = await book.list(ANY_JOURNEY);
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    reason: "kept",
    status: 503,
    hops: [{ kind: "rest-api" }, { kind: "alb" }],
    failedAt: { kind: "alb", resource: ALB_ARN, decision: "target", failure: "no-target" },
  });
  const whole = await book.findByRequestId("JKJaXmPLvHcESHA=");
  expect(whole?.id).toBe(only?.id);
  await expect(book.find(only?.id ?? "")).resolves.toEqual(whole);
});

test("failedAt is the gateway's decision where the load balancer only saw it leave", async () => {
  const { book, at } = bed();
  const hop = "10.0.1.7:4000";
  book.httpApiRequest(
    httpApiEntry({
      startedAtMs: at,
      finishedAtMs: at + 100,
      arrivedOn: CLIENT,
      leftOn: hop,
      status: 503,
      failure: failure("response-timeout"),
      decision: "integration",
    }),
  );
  book.albRequest(
    albEntry({
      startedAtMs: at + 2,
      finishedAtMs: at + 101,
      arrivedOn: hop,
      status: 460,
      failure: failure("client-closed"),
    }),
  );
  const [only, ...others] = await book.list(ANY_JOURNEY);
  expect(others).toEqual([]);
  expect(only?.failedAt).toMatchObject({ kind: "http-api", decision: "integration" });
});

test("requests that share a connection one after the other have journeys of their own", async () => {
  const { book, at } = bed();
  const hop = "10.0.1.7:4000";
  // The second began first and had to wait for the connection.
  for (const [outer, inner, id] of [
    [0, 40, "second"],
    [5, 10, "first"],
  ] as const) {
    const answered = at + inner + 10;
    book.albRequest(
      albEntry({
        startedAtMs: at + inner,
        finishedAtMs: answered,
        arrivedOn: hop,
        status: 502,
        failure: failure("connect-refused"),
        target: `/${id}`,
      }),
    );
    book.httpApiRequest(
      httpApiEntry({
        startedAtMs: at + outer,
        finishedAtMs: answered + 1,
        arrivedOn: `127.0.0.1:${outer + 1}`,
        leftOn: hop,
        status: 502,
        requestId: id,
      }),
    );
  }
  for (const id of ["first", "second"]) {
    const journey = await book.findByRequestId(id);
    expect(journey?.way.next).toHaveLength(1);
    expect(journey?.way.next[0]?.startedAtMs).toBe(at + (id === "first" ? 10 : 40));
  }
  await expect(book.list(ANY_JOURNEY)).resolves.toHaveLength(2);
});

test("a journey through a flow that is still open has the flow, and keeps it when the flow ends", async () => {
  const { book, at, clock } = bed();
  const gatewayHop = "10.0.1.7:4000";
  const flowHop = "10.0.2.2:6000";
  const flow = nlbEntry({
    startedAtMs: at - 60_000,
    finishedAtMs: 0,
    arrivedOn: gatewayHop,
    leftOn: flowHop,
  });
  book.nlbFlowStarted(flow);
  const failed = { status: 503, failure: NO_TARGET };
  book.albRequest(
    albEntry({ startedAtMs: at + 2, finishedAtMs: at + 3, arrivedOn: flowHop, ...failed }),
  );
  const request = { startedAtMs: at, finishedAtMs: at + 4, arrivedOn: CLIENT, status: 503 };
  book.httpApiRequest(httpApiEntry({ ...request, leftOn: gatewayHop, requestId: "id" }));
  const way = { kind: "http-api", next: [{ kind: "nlb", next: [{ kind: "alb", next: [] }] }] };
  expect(await book.findByRequestId("id")).toMatchObject({ way, failedAt: { kind: "alb" } });
  clock.advance(5_000);
  book.nlbFlow(flow);
  expect(await book.findByRequestId("id")).toMatchObject({ way });
  await expect(book.list(ANY_JOURNEY)).resolves.toHaveLength(1);
});

test("a flow in front of a load balancer is the top of the way, and the request the journey's", async () => {
  const { book, at } = bed();
  const hop = "10.0.2.2:6000";
  const flow = { startedAtMs: at - 60_000, finishedAtMs: 0, arrivedOn: CLIENT, leftOn: hop };
  book.nlbFlowStarted(nlbEntry(flow));
  for (const second of [0, 1]) {
    const startedAtMs = at + second * 1000;
    book.albRequest(
      albEntry({ startedAtMs, finishedAtMs: startedAtMs + 5, arrivedOn: hop, status: 404 }),
    );
  }
  const listed = await book.list(ANY_JOURNEY);
  expect(listed).toHaveLength(2);
  expect(listed[0]).toMatchObject({
    method: "GET",
    startedAtMs: at + 1000,
    durationMs: 5,
    clientAddress: "127.0.0.1",
    hops: [{ kind: "nlb" }, { kind: "alb" }],
  });
});

test("a storm of failures is kept up to the limit of a second and counted beyond", async () => {
  const limits = { ...JOURNEY_LIMITS, untracedPerSecondMax: 3 };
  const { book, at, clock } = bed({ limits });
  const fail = (n: number) =>
    book.albRequest(
      albEntry({
        startedAtMs: at + n,
        finishedAtMs: at + n,
        arrivedOn: `1.1.1.1:${n}`,
        status: 500,
      }),
    );
  for (let n = 1; n <= 5; n++) fail(n);
  expect(book.notKept).toBe(2);
  clock.advance(1_000);
  fail(1_006);
  expect(book.notKept).toBe(2);
  await expect(book.list(ANY_JOURNEY)).resolves.toHaveLength(4);
});

test.for([
  [{ hopsMax: 2 }, 2],
  [{ bytesMax: 3_500 }, 3],
] as const)("the oldest hops make room over %j", async ([limits, left]) => {
  const { book, at } = bed({ limits: { ...JOURNEY_LIMITS, ...limits } });
  for (let n = 1; n <= 5; n++) {
    const startedAtMs = at + n;
    book.albRequest(
      albEntry({ startedAtMs, finishedAtMs: startedAtMs, arrivedOn: "1.1.1.1:1", status: 500 }),
    );
  }
  const listed = await book.list(ANY_JOURNEY);
  expect(listed.map(({ startedAtMs }) => startedAtMs - at)).toEqual([5, 4, 3].slice(0, left));
});

test("list() merges what is kept with the archive, newest first, each journey once", async () => {
  const { book, at, clock, archive } = bed({ limits: { ...JOURNEY_LIMITS, hopsMax: 2 } });
  for (const n of [0, 100, 200]) {
    const ticket = asked(book);
    const facts = { startedAtMs: at + n, finishedAtMs: at + n + 1, arrivedOn: CLIENT, ticket };
    book.httpApiRequest(httpApiEntry({ ...facts, status: n === 100 ? 404 : 200 }));
    clock.advance(100);
  }
  expect(archive.journeys).toHaveLength(3);
  const starts = async (query: object) =>
    (await book.list({ ...ANY_JOURNEY, ...query })).map(({ startedAtMs }) => startedAtMs - at);
  expect(await starts({})).toEqual([200, 100, 0]);
  expect(await starts({ limit: 2 })).toEqual([200, 100]);
  expect(await starts({ beforeMs: at + 200 })).toEqual([100, 0]);
  expect(await starts({ sinceMs: at + 100 })).toEqual([200, 100]);
  expect(await starts({ status: "4xx" })).toEqual([100]);
  expect(await starts({ failed: true })).toEqual([100]);
  expect(await starts({ resource: API_ID, stage: "prod" })).toEqual([200, 100, 0]);
  expect(await starts({ resource: ALB_ARN })).toEqual([]);
  expect(await starts({ stage: "pro" })).toEqual([]);
  expect(await starts({ loadBalancerName: "shop" })).toEqual([]);
  expect(await starts({ method: "POST" })).toEqual([]);
  expect(await starts({ path: "/pet" })).toEqual([200, 100, 0]);
  expect(await starts({ path: "x=1" })).toEqual([]);
});

test("subscribe() tells of followed requests and of failures that are first hops", async () => {
  const { book, at, clock } = bed();
  const seen: Journey[] = [];
  const subscription = book.subscribe({ onItem: (journey) => seen.push(journey), onDropped() {} });
  const ticket = asked(book);
  const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: CLIENT };
  book.httpApiRequest(httpApiEntry({ ...facts, ticket }));
  const hop = "10.0.1.7:4000";
  book.albRequest(albEntry({ ...facts, arrivedOn: hop, status: 503, failure: NO_TARGET }));
  book.restApiRequest(restApiEntry({ ...facts, arrivedOn: "9.9.9.9:1", leftOn: hop, status: 503 }));
  clock.advance(300);
  await turn();
  expect(seen.map(({ reason, way }) => [reason, way.kind])).toEqual([
    ["asked", "http-api"],
    ["kept", "rest-api"],
  ]);
  subscription.stop();
  book.restApiRequest(restApiEntry({ ...facts, status: 503 }));
  clock.advance(300);
  await turn();
  expect(seen).toHaveLength(2);
});

test("a hop that cannot be kept or composed harms nobody", async () => {
  const { book, at } = bed();
  const facts = { startedAtMs: at, finishedAtMs: at, arrivedOn: CLIENT, status: 500 };
  const broken = () => {
    throw new Error("Cannot do it");
  };
  const entry = albEntry(facts);
  book.albRequest({ ...entry, keepHop: broken });
  book.albRequest({ ...entry, keepHop: () => ({ ...entry.keepHop(), compose: broken }) });
  await expect(book.list(ANY_JOURNEY)).resolves.toEqual([]);
});

test("a hop that is over later joins the journey in the archive", () => {
  const { book, at, clock, archive } = bed();
  const ticket = asked(book);
  const hop = "10.0.1.7:4000";
  const facts = { startedAtMs: at, finishedAtMs: at + 1, ticket };
  book.httpApiRequest(httpApiEntry({ ...facts, arrivedOn: CLIENT, leftOn: hop }));
  clock.advance(1_000);
  expect(archive.journeys).toMatchObject([{ way: { next: [] } }]);
  book.albRequest(albEntry({ ...facts, finishedAtMs: at + 1_000, arrivedOn: hop }));
  clock.advance(30);
  expect(archive.journeys).toMatchObject([{ id: ticket.id, way: { next: [{ kind: "alb" }] } }]);
});

test("a flow that outlives the request that began it leaves the journey as it was", async () => {
  const { book, at, clock, archive } = bed();
  const gatewayHop = "10.0.1.7:4000";
  const first = asked(book);
  const flow = { startedAtMs: at, finishedAtMs: 0, arrivedOn: gatewayHop, leftOn: "10.0.2.2:6000" };
  book.nlbFlowStarted(nlbEntry({ ...flow, ticket: first }));
  const second = asked(book);
  for (const [n, ticket] of [first, second].entries()) {
    const startedAtMs = at + n * 100;
    const facts = { startedAtMs, finishedAtMs: startedAtMs + 5, arrivedOn: CLIENT, ticket };
    book.httpApiRequest(httpApiEntry({ ...facts, leftOn: gatewayHop, requestId: `id${n}` }));
    clock.advance(100);
  }
  book.nlbFlow(nlbEntry({ ...flow, finishedAtMs: at + 500, ticket: first }));
  clock.advance(1_000);
  const whole = { requestId: "id0", way: { kind: "http-api", next: [{ kind: "nlb" }] } };
  expect(await book.find(first.id)).toMatchObject(whole);
  expect(await archive.find(first.id)).toMatchObject(whole);
  expect(await book.find(second.id)).toMatchObject({ requestId: "id1" });
});

test("find() waits for a followed request that is not over, but not for ever", async () => {
  const { book, at, clock } = bed();
  const ticket = asked(book);
  const facts = { startedAtMs: at, finishedAtMs: at + 1, ticket };
  book.albRequest(albEntry({ ...facts, arrivedOn: "10.0.1.7:4000" }));
  const finding = book.find(ticket.id);
  book.httpApiRequest(httpApiEntry({ ...facts, arrivedOn: CLIENT, leftOn: "10.0.1.7:4000" }));
  await expect(finding).resolves.toMatchObject({ way: { kind: "http-api" } });
  const endless = asked(book);
  const given = book.find(endless.id);
  clock.advance(1_000);
  await expect(given).resolves.toBeUndefined();
});

test("close() archives what is about to be archived", () => {
  const { book, at, archive } = bed();
  const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: CLIENT };
  book.albRequest(albEntry({ ...facts, ticket: asked(book) }));
  book.close();
  expect(archive.journeys).toHaveLength(1);
});

test("reset() forgets what is kept", async () => {
  const { book, at } = bed();
  const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: CLIENT, status: 500 };
  book.albRequest(albEntry(facts));
  book.reset();
  await expect(book.list(ANY_JOURNEY)).resolves.toEqual([]);
});

test("what is kept can be read when the archive cannot", async () => {
  const archive = new MemoryArchive();
  archive.list = async () => {
    throw new Error("Cannot read: disk I/O error");
  };
  const { book, at } = bed({ archive });
  const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: CLIENT, status: 500 };
  book.albRequest(albEntry(facts));
  await expect(book.list(ANY_JOURNEY)).resolves.toHaveLength(1);
});
