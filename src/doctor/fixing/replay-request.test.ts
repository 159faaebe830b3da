import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import type { Answer, RequestToSend } from "../send-request.ts";
import { hasFailed, replayRequest, REPLAYS_MAX } from "./replay-request.ts";

function requestOf(method: string): RequestToSend {
  return { method, url: new URL("http://api.test/"), headers: [], body: null, trustedCas: [] };
}

function answerOf(status: number): Answer {
  const body = Buffer.alloc(0);
  return { status, reason: "", headers: [], body, durationMs: 1, failure: null };
}

async function replay(method: string, statuses: readonly number[]) {
  const left = [...statuses];
  let pauses = 0;
  const answer = await replayRequest(
    requestOf(method),
    async () => void pauses++,
    async () => answerOf(left.shift() ?? 500),
  );
  return { status: answer.status, sent: pauses + 1 };
}

test.for([
  ["GET", [200], { status: 200, sent: 1 }],
  ["GET", [400, 503, 200], { status: 200, sent: 3 }],
  ["GET", [], { status: 500, sent: REPLAYS_MAX }],
  ["POST", [400, 200], { status: 400, sent: 1 }],
] as const)("replayRequest() of a %s that gets %j", async ([method, statuses, expected]) => {
  expect(await replay(method, statuses)).toEqual(expected);
});

test("hasFailed() is true of errors, broken answers and none", () => {
  expect(hasFailed(answerOf(302))).toBe(false);
  expect(hasFailed(answerOf(0))).toBe(true);
  expect(hasFailed(answerOf(404))).toBe(true);
  expect(hasFailed({ ...answerOf(200), failure: failure("closed-mid-response") })).toBe(true);
});
