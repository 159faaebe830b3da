import { expect, test } from "vitest";
import { failure, FAILURE_KINDS } from "../../base/failure.ts";
import { reasonPhrase } from "../../base/reason-phrase.ts";
import { failureBody, failureRow, FAILURE_ROWS } from "./failures.ts";

test("the failure table has one row for each kind and no other", () => {
  expect(FAILURE_ROWS.toSorted()).toEqual(FAILURE_KINDS.toSorted());
});

const ANSWERED = FAILURE_KINDS.filter((kind) => failureRow(failure(kind)).status !== 0);

test.for(ANSWERED)("the row of %s has a metric and type for its status", (kind) => {
  const row = failureRow(failure(kind));
  expect(row.metric).toBe(row.status < 500 ? "4xx" : "5xx");
  expect(row.responseType).toMatch(/^[A-Z0-9_]+$/);
  expect(row.message).toBe(reasonPhrase(row.status));
});

test("nobody is answered who is gone", () => {
  const unanswered = FAILURE_KINDS.filter((kind) => !ANSWERED.includes(kind));
  expect(unanswered).toEqual([
    "client-closed",
    "client-reset",
    "client-idle-timeout",
    "client-tls-failed",
  ]);
});

test.for([
  ["not-found", 404, 23],
  ["forbidden", 403, 23],
  ["unauthorized", 401, 26],
  ["response-timeout", 503, 33],
  ["connect-refused", 503, 33],
  ["tls-name-mismatch", 500, 35],
] as const)("failureBody() of %s has the length captured on AWS", ([kind, status, length]) => {
  const row = failureRow(failure(kind));
  expect([row.status, failureBody(row).length]).toEqual([status, length]);
});

test("an integration that cannot be reached is INTEGRATION_NETWORK_FAILURE", () => {
  for (const kind of ["connect-refused", "connect-timeout", "security-group-blocked"] as const) {
    expect(failureRow(failure(kind)).responseType).toBe("INTEGRATION_NETWORK_FAILURE");
  }
});
