import { expect, test } from "vitest";
import { unsupportedLogVariables } from "./access-log-variables.ts";

test("unsupportedLogVariables() names what HTTP APIs do not have, and nothing else", () => {
  expect(
    unsupportedLogVariables(
      '{"a":"$context.requestId","b":"$context.authorizer.claims.sub","c":$context.status}',
    ),
  ).toEqual([]);
  expect(unsupportedLogVariables("$context.status-$context.path.")).toEqual([]);
  expect(
    unsupportedLogVariables("$context.requestId $context.xrayTraceId ${context.waf.x}"),
  ).toEqual(["$context.xrayTraceId", "${context.waf.x}"]);
});
