import { expect, test } from "vitest";
import type { FailureKind } from "../../base/failure.ts";
import type { Journey } from "../../telemetry/journeys/journey.ts";
import { ALB_ARN, httpApiOnAlb } from "../inventory-fixtures.ts";
import { journeyOf } from "../journey-evidence-fixtures.ts";
import { examineRule, foundBy, onlyFinding } from "../rule-fixtures.ts";

function refusedByGateway(failure: FailureKind): Journey {
  return journeyOf(
    { kind: "http-api", resource: "a1b2c3d4e5", failure },
    {
      status: 431,
      headers: [
        ["host", "a"],
        ["cookie", "c".repeat(11_000)],
      ],
    },
  );
}

function refusedByBalancer(failure: FailureKind): Journey {
  const next = { kind: "alb", resource: ALB_ARN, failure } as const;
  return journeyOf({ kind: "http-api", resource: "a1b2c3d4e5", next });
}

test("PST703 names the API, its limit and the largest field", () => {
  const journeys = [refusedByGateway("request-head-too-large")];
  const finding = onlyFinding(examineRule("PST703", httpApiOnAlb(), { journeys }));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", "a1b2c3d4e5"]);
  expect(finding.seen["limit"]).toContain("10240 bytes");
  expect(finding.fixes[0]?.title).toContain("cookie");
});

test("PST703 gives the load balancer's limit for what was too large", () => {
  for (const [kind, limit] of [
    ["request-line-too-long", "16384 bytes of request line"],
    ["request-field-too-large", "16383 bytes in one header line"],
    ["request-head-too-large", "65536 bytes of headers"],
    ["response-head-too-large", "32768 bytes of response headers"],
    ["too-many-fields", "1000 header fields"],
  ] as const) {
    const journeys = [refusedByBalancer(kind)];
    const finding = onlyFinding(examineRule("PST703", httpApiOnAlb(), { journeys }));
    expect([finding.resource.id, finding.seen["limit"]]).toEqual([ALB_ARN, limit]);
  }
});

test("PST703 is silent without such a request, and about other failures", () => {
  expect(examineRule("PST703", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  const journeys = [refusedByGateway("malformed-request")];
  expect(foundBy("PST703", httpApiOnAlb(), { journeys })).toEqual([]);
});
