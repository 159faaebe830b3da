import { expect, test } from "vitest";
import type { Finding } from "../rule.ts";
import { aDiagnosis, aFinding, aFix, UPDATE_CALL } from "../report/report-fixtures.ts";
import { stagesToDeploy } from "./plan-fix.ts";
import { isEmptyPlan, planFixes, type FixPlan } from "./plan-fixes.ts";

const PROD = { apiType: "http", apiId: "a1", stageName: "prod" } as const;

function plan(findings: readonly Finding[], codes: readonly string[] | null = null): FixPlan {
  const [examined] = aDiagnosis({ findings }).examined;
  if (examined === undefined) throw new Error("Cannot plan: nothing was examined");
  return planFixes(examined, codes === null ? null : new Set(codes));
}

const codesOf = ({ fixes }: FixPlan) => fixes.map(({ finding }) => finding.code);

test("planFixes() mends errors only, unless codes are named", () => {
  const findings = [aFinding(), aFinding({ code: "PST201", severity: "warning" })];
  expect(codesOf(plan(findings))).toEqual(["PST101"]);
  expect(codesOf(plan(findings, ["PST201"]))).toEqual(["PST201"]);
});

test("planFixes() changes what reaches a backend only when its code is named", () => {
  const findings = [aFinding({ code: "PST401", fixes: [aFix({ onlyWhenAsked: true })] })];
  const unasked = plan(findings);
  expect(codesOf(unasked)).toEqual([]);
  expect(unasked.skipped[0]?.why).toContain("--fix PST401");
  expect(codesOf(plan(findings, ["PST401"]))).toEqual(["PST401"]);
});

test("planFixes() makes the first fix and deploys its stages once", () => {
  const first = aFix({ deploys: [PROD] });
  const findings = [
    aFinding({ fixes: [first, aFix({ title: "another way" })] }),
    aFinding({
      code: "PST103",
      fixes: [aFix({ calls: [{ ...UPDATE_CALL, input: {} }], deploys: [PROD] })],
    }),
  ];
  const { fixes } = plan(findings);
  expect(fixes.map(({ title }) => title)).toEqual([first.title, first.title]);
  expect(stagesToDeploy(fixes)).toEqual([PROD]);
});

test("planFixes() deploys what is saved already and calls nothing else", () => {
  const mendedBy = { code: "PST301", deploys: [PROD] } as const;
  const { fixes } = plan([aFinding({ mendedBy })]);
  expect(fixes).toMatchObject([{ calls: [], deploys: [PROD] }]);
});

test("planFixes() does not deploy a stage that should have deployed itself", () => {
  const { fixes, skipped } = plan([aFinding({ mendedBy: { code: "PST301", deploys: [] } })]);
  expect(fixes).toEqual([]);
  expect(skipped[0]?.why).toContain("automatic deployment");
});

test("planFixes() deploys nothing for what no stage serves yet", () => {
  const { fixes } = plan([aFinding({ isPending: true, fixes: [aFix({ deploys: [PROD] })] })]);
  expect(fixes).toMatchObject([{ calls: [UPDATE_CALL], deploys: [] }]);
});

test.for([
  ["apigatewayv2", { ApiId: "a1", StageName: "prod" }, PROD],
  [
    "apigateway",
    { restApiId: "r1", stageName: "prod" },
    { apiType: "rest", apiId: "r1", stageName: "prod" },
  ],
] as const)(
  "planFixes() takes a CreateDeployment of %s as a stage to deploy",
  ([service, input, stage]) => {
    const calls = [{ service, operation: "CreateDeployment", input, undo: null }];
    const { fixes } = plan([aFinding({ code: "PST301", fixes: [aFix({ calls })] })], ["PST301"]);
    expect(fixes).toMatchObject([{ calls: [], deploys: [stage] }]);
  },
);

test("planFixes() says what people have to do themselves", () => {
  const manual = aFix({ title: "Renew the certificate", calls: [], deploys: [PROD] });
  const { fixes, skipped } = plan([aFinding({ fixes: [manual] }), aFinding({ fixes: [] })]);
  expect(fixes).toEqual([]);
  expect(skipped.map(({ why }) => why)).toEqual([
    "The doctor cannot do this by itself: Renew the certificate",
    "The rule knows no change that mends it",
  ]);
});

test("planFixes() makes a call once that mends two findings", () => {
  const made = plan([aFinding(), aFinding({ code: "PST103" })]);
  expect(made.fixes.map(({ calls }) => calls.length)).toEqual([1, 0]);
  expect(isEmptyPlan(made)).toBe(false);
  expect(isEmptyPlan(plan([]))).toBe(true);
});
