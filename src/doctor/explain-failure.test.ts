import { expect, test } from "vitest";
import { failure, type FailureKind } from "../base/failure.ts";
import type { Journey, JourneyHop } from "../telemetry/journeys/journey.ts";
import { explainAnswer, explainJourney } from "./explain-failure.ts";
import { ALB_ARN, ALB_LISTENER_ARN, httpApiOnAlb, NLB_ARN } from "./inventory-fixtures.ts";
import { aFinding } from "./report/report-fixtures.ts";
import type { Finding } from "./rule.ts";
import type { Answer } from "./send-request.ts";

const API_ID = "a1b2c3d4e5";

function findingOf(code: string, id: string, over: Partial<Finding> = {}): Finding {
  return aFinding({ code, resource: { ...aFinding().resource, id }, ...over });
}

function journeyOf(kind: FailureKind | null, status = 500): Journey {
  const hop = (over: Partial<JourneyHop>): JourneyHop => ({
    kind: "http-api",
    resource: API_ID,
    name: "",
    startedAtMs: 0,
    durationMs: 1,
    status,
    steps: [],
    failure: null,
    next: [],
    ...over,
  });
  return {
    id: "jrn-a",
    startedAtMs: 0,
    durationMs: 1,
    reason: "asked",
    request: { method: "GET", target: "/", host: "", clientAddress: "", headers: [] },
    status,
    requestId: "",
    traceId: "",
    way: hop({ next: [hop({ kind: "alb", resource: ALB_ARN })] }),
    failedAt:
      kind === null
        ? null
        : { kind: "alb", resource: ALB_LISTENER_ARN, decision: "tls", failure: failure(kind) },
  };
}

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

test("explainJourney() names what is about that failure on the request's way, the likeliest first", () => {
  const findings = [
    findingOf("PST103", `${API_ID}/i1abcde`),
    findingOf("PST201", ALB_ARN),
    findingOf("PST102", `${API_ID}/i1abcde`),
    findingOf("PST102", "other/i2"),
    findingOf("PST106", `${API_ID}/i1abcde`, { isPending: true }),
  ];
  const found = explainJourney(journeyOf("tls-handshake-failed"), findings, [httpApiOnAlb()]);
  expect(codes(found)).toEqual(["PST102", "PST103"]);
});

test("explainJourney() knows resources that only the inventory joins to the API", () => {
  const findings = [findingOf("PST501", "sg-0alb"), findingOf("PST501", NLB_ARN)];
  const found = explainJourney(journeyOf("connect-timeout"), findings, [httpApiOnAlb()]);
  expect(found.map(({ resource }) => resource.id)).toEqual(["sg-0alb"]);
});

test.for([
  ["plain-http-on-tls", "PST101"],
  ["tls-name-mismatch", "PST103"],
  ["tls-expired", "PST104"],
  ["desync-blocked", "PST201"],
  ["no-target", "PST601"],
  ["security-group-blocked", "PST501"],
  ["vpc-link-not-available", "PST503"],
  ["response-timeout", "PST701"],
  ["body-too-large", "PST702"],
] as const)("explainJourney() of %s begins with %s", ([kind, code]) => {
  const findings = ["PST101", "PST103", "PST104", "PST201", "PST501", "PST503", "PST601"]
    .concat("PST701", "PST702")
    .map((one) => findingOf(one, ALB_ARN));
  expect(codes(explainJourney(journeyOf(kind), findings, []))[0]).toBe(code);
});

test("explainJourney() of a backend's own refusal looks at what reaches it", () => {
  const findings = [findingOf("PST101", API_ID), findingOf("PST401", `${API_ID}/i1abcde`)];
  expect(codes(explainJourney(journeyOf(null, 404), findings, []))).toEqual(["PST401"]);
  expect(explainJourney(journeyOf(null, 200), findings, [])).toEqual([]);
});

function answerOf(status: number, body: string): Answer {
  return {
    status,
    reason: "",
    headers: [],
    body: Buffer.from(body),
    durationMs: 1,
    failure: null,
  };
}

const PLAIN_PAGE = "<center>The plain HTTP request was sent to HTTPS port</center>";

test.for([
  [400, PLAIN_PAGE, ["PST101"]],
  [400, "<h1>400 Bad Request</h1>", ["PST201"]],
  [500, '{"message":"Internal Server Error"}', ["PST103"]],
  [503, '{"message":"Service Unavailable"}', ["PST601", "PST701"]],
  [504, "", ["PST701"]],
  [404, '{"message":"Not Found"}', ["PST302"]],
  [404, "nothing here", ["PST401"]],
  [200, "", []],
] as const)("explainAnswer() of %i %s", ([status, body, expected]) => {
  const findings = ["PST101", "PST103", "PST201", "PST302", "PST401", "PST601", "PST701"].map(
    (code) => findingOf(code, `${API_ID}/i1abcde`),
  );
  const url = new URL(`https://${API_ID}.execute-api.eu-central-1.amazonaws.com/pets`);
  expect(codes(explainAnswer(url, answerOf(status, body), { findings, inventories: [] }))).toEqual(
    expected,
  );
});

test("explainAnswer() keeps to the API that the URL names, and takes all where it names none", () => {
  const findings = [findingOf("PST101", "other/i1"), findingOf("PST101", `${API_ID}/i1abcde`)];
  const found = { findings, inventories: [httpApiOnAlb()] };
  const named = new URL(`http://127.0.0.1:4566/_aws/execute-api/${API_ID}/$default/pets`);
  expect(explainAnswer(named, answerOf(400, PLAIN_PAGE), found)).toEqual([findings[1]]);
  const custom = new URL("https://shop.example.com/pets");
  expect(explainAnswer(custom, answerOf(400, PLAIN_PAGE), found)).toEqual(findings);
});
