import { expect, test } from "vitest";
import { failure, FAILURE_KINDS, type FailureKind } from "../../base/failure.ts";
import { GATEWAY_RESPONSE_STATUS } from "../../store/gateway-response-types.ts";
import { REFUSAL_ROWS, refusalLogLine, REFUSALS, refusalRow } from "./failures.ts";

const ALL_ROWS = [
  ...Object.values(REFUSALS),
  ...FAILURE_KINDS.map((kind) => refusalRow(failure(kind))),
];

test("the table of a REST API has one row for each kind of failure and no other", () => {
  expect(REFUSAL_ROWS.toSorted()).toEqual(FAILURE_KINDS.toSorted());
});

test("every gateway response of the table has its type's own status, but for malformed proxy output", () => {
  const types: Readonly<Record<string, number | null>> = GATEWAY_RESPONSE_STATUS;
  for (const row of ALL_ROWS) {
    if (row.responseType === "" || row === REFUSALS.malformedProxyResponse) continue;
    expect([row.responseType, types[row.responseType]]).toEqual([row.responseType, row.status]);
  }
  expect(REFUSALS.malformedProxyResponse.status).toBe(502);
});

test.for<[FailureKind, number, string]>([
  ["response-timeout", 504, "Endpoint request timed out"],
  ["closed-before-response", 504, "Network error communicating with endpoint"],
  ["reset-mid-response", 504, "Network error communicating with endpoint"],
  ["connect-refused", 500, "Internal server error"],
  ["security-group-blocked", 500, "Internal server error"],
  ["vpc-link-not-available", 500, "Internal server error"],
  ["tls-name-mismatch", 500, "Internal server error"],
  ["tls-untrusted", 500, "Internal server error"],
])("a REST API answers %s with %d %s", ([kind, status, message]) => {
  const row = refusalRow(failure(kind));
  expect([row.status, row.message]).toEqual([status, message]);
  expect(row.errorType).toBe("InternalServerErrorException");
  expect(row.logLine).toMatch(/^Execution failed due to /);
});

test("refusalLogLine() completes the lines that end with a blank, and no other", () => {
  const misconfigured = refusalRow(failure("integration-misconfigured"));
  expect(refusalLogLine(misconfigured, "Invalid endpoint address")).toBe(
    "Execution failed due to configuration error: Invalid endpoint address",
  );
  expect(refusalLogLine(refusalRow(failure("response-timeout")), "127.0.0.1:80")).toBe(
    "Execution failed due to a timeout error",
  );
});
