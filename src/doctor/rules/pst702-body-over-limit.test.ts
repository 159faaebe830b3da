import { expect, test } from "vitest";
import { ALB_ARN, httpApiOnAlb, restApiOnNlb } from "../inventory-fixtures.ts";
import { journeyOf, type HopWords } from "../journey-evidence-fixtures.ts";
import { examineRule, foundBy, onlyFinding } from "../rule-fixtures.ts";

const REFUSED: HopWords = { kind: "http-api", resource: "a1b2c3d4e5", failure: "body-too-large" };

test("PST702 names the API, the length of the body and the limit", () => {
  const journeys = [journeyOf(REFUSED, { status: 413, headers: [["Content-Length", "11000000"]] })];
  const finding = onlyFinding(examineRule("PST702", httpApiOnAlb(), { journeys }));
  expect([finding.severity, finding.resource.id]).toEqual(["warning", "a1b2c3d4e5"]);
  expect(finding.seen).toMatchObject({
    "bytes in the body": "11000000",
    "limit in bytes": 10_485_760,
  });
});

test("PST702 names the REST API or the load balancer where that refused it", () => {
  const rest = journeyOf({ ...REFUSED, kind: "rest-api", resource: "r1s2t3u4v5" });
  expect(foundBy("PST702", restApiOnNlb(), { journeys: [rest] })).toEqual(["warning r1s2t3u4v5"]);
  const next: HopWords = { kind: "alb", resource: ALB_ARN, failure: "body-too-large" };
  const alb = journeyOf({ kind: "http-api", resource: "a1b2c3d4e5", next });
  const finding = onlyFinding(examineRule("PST702", httpApiOnAlb(), { journeys: [alb] }));
  expect([finding.resource.id, finding.seen["limit in bytes"]]).toEqual([ALB_ARN, 1_048_576]);
});

test("PST702 is silent without such a request, of other APIs, and after one that went through", () => {
  expect(examineRule("PST702", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  const other = journeyOf({ ...REFUSED, resource: "other12345" });
  expect(foundBy("PST702", httpApiOnAlb(), { journeys: [other] })).toEqual([]);
  const later = journeyOf({ kind: "http-api", resource: "a1b2c3d4e5" }, { status: 200 });
  expect(foundBy("PST702", httpApiOnAlb(), { journeys: [later, journeyOf(REFUSED)] })).toEqual([]);
});
