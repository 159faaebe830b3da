import { expect, test } from "vitest";
import { createLogger } from "../../base/logger.ts";
import type { OperationContext } from "../operation-context.ts";
import { warnOfStageSettings } from "./stage-settings-without-effect.ts";

function warningsFor(settings: object): string[] {
  const lines: string[] = [];
  const logger = createLogger("warn", (line) => lines.push(line));
  const context = { logger } as OperationContext;
  warnOfStageSettings(context, { ApiId: "abc", StageName: "test", ...settings });
  return lines;
}

test("warnOfStageSettings() warns of access logs and of detailed metrics, each once", () => {
  const warnings = warningsFor({
    AccessLogSettings: { DestinationArn: "arn", Format: "$context.requestId" },
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    RouteSettings: { "GET /": { DetailedMetricsEnabled: true } },
  });
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain("AccessLogSettings");
  expect(warnings[1]).toContain("DetailedMetricsEnabled");
});

test("warnOfStageSettings() is silent about settings that are honoured or off", () => {
  const settings = {
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingRateLimit: 5 },
  };
  expect(warningsFor(settings)).toEqual([]);
});
