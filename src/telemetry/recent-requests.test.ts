import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { failure } from "../base/failure.ts";
import {
  albEntry,
  ALB_ARN,
  API_ID,
  httpApiEntry,
  nlbEntry,
  restApiEntry,
} from "./journeys/journey-fixtures.ts";
import { RECENT_REQUESTS_MAX, RecentRequests } from "./recent-requests.ts";
import { ANY_REQUEST } from "./requests/recent-request.ts";

const FACTS = { startedAtMs: 1_000, finishedAtMs: 1_005, arrivedOn: "10.0.0.1:1" };

/** One of each hop, in this order. */
function bed() {
  const requests = new RecentRequests(new FakeClock(5_000));
  requests.httpApiRequest(httpApiEntry({ ...FACTS, requestId: "id" }));
  requests.restApiRequest(restApiEntry({ ...FACTS, status: 403, startedAtMs: 2_000 }));
  requests.albRequest(albEntry({ ...FACTS, status: 503, failure: failure("no-target", "none") }));
  requests.nlbFlow(nlbEntry({ ...FACTS, failure: failure("client-reset") }));
  return requests;
}

test("list() gives the newest first, with what each hop knows", () => {
  const [flow, alb, rest, http] = bed().list(ANY_REQUEST);
  expect(flow).toMatchObject({ hop: "nlb", failure: "client-reset", path: "", status: 0 });
  expect(alb).toEqual({
    hop: "alb",
    atMs: 1_000,
    durationMs: 5,
    resource: ALB_ARN,
    name: "shop",
    place: `${ALB_ARN}/listener`,
    route: "default",
    client: "10.0.0.1",
    method: "GET",
    host: "shop.example",
    path: "/pets",
    status: 503,
    target: "10.0.0.9:80",
    targetStatus: 200,
    receivedBytes: 100,
    sentBytes: 200,
    failure: "no-target",
    failureDetail: "none",
    requestId: "",
    classification: "Acceptable",
    classificationReason: "GetHeadZeroContentLength",
    journeyId: "",
  });
  expect(rest).toMatchObject({ hop: "rest-api", name: "pets", route: "/pets", status: 403 });
  expect(http).toMatchObject({
    hop: "http-api",
    place: "prod",
    route: "GET /pets",
    requestId: "id",
  });
});

test.for([
  [{ apiId: API_ID }, ["http-api"]],
  [{ stage: "prod" }, ["rest-api", "http-api"]],
  [{ loadBalancer: "shop" }, ["alb"]],
  [{ loadBalancer: ALB_ARN }, ["alb"]],
  [{ apiId: ALB_ARN }, []],
  [{ status: "4xx" }, ["rest-api"]],
  [{ status: "503" }, ["alb"]],
  [{ failed: true }, ["nlb", "alb", "rest-api"]],
  [{ method: "POST" }, []],
  [{ path: "/prod" }, ["rest-api"]],
  [{ sinceMs: 1_500 }, ["rest-api"]],
  [{ limit: 1 }, ["nlb"]],
] as const)("list() filters by %j", ([query, hops]) => {
  expect(
    bed()
      .list({ ...ANY_REQUEST, ...query })
      .map(({ hop }) => hop),
  ).toEqual(hops);
});

test("list() forgets the oldest", () => {
  const requests = bed();
  for (let n = 0; n < RECENT_REQUESTS_MAX; n++) {
    requests.albRequest(albEntry({ ...FACTS, target: `/${n}` }));
  }
  const all = requests.list({ ...ANY_REQUEST, limit: RECENT_REQUESTS_MAX + 10 });
  expect(all).toHaveLength(RECENT_REQUESTS_MAX);
  expect([all.at(0)?.path, all.at(-1)?.path]).toEqual([`/${RECENT_REQUESTS_MAX - 1}`, "/0"]);
});

test("a large request is kept shortened", () => {
  const requests = bed();
  const large = {
    ...albEntry({ ...FACTS, target: `/${"a".repeat(9_000)}` }),
    receivedBytes: 9_100,
  };
  requests.albRequest(large);
  expect(requests.list(ANY_REQUEST)[0]?.path).toHaveLength(485);
});

test("subscribe() tells of every request from then on", async () => {
  const requests = bed();
  const seen: string[] = [];
  const subscription = requests.subscribe({
    onItem: ({ hop }) => seen.push(hop),
    onDropped() {},
  });
  requests.albRequest(albEntry(FACTS));
  requests.nlbFlow(nlbEntry(FACTS));
  await turn();
  expect(seen).toEqual(["alb", "nlb"]);
  subscription.stop();
});
