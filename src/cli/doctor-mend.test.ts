import { expect, test } from "vitest";
import type { Diagnosis } from "../doctor/diagnose.ts";
import {
  attributeCall,
  FakeAws,
  refuse,
  type FakeAnswer,
} from "../doctor/fixing/fixing-fixtures.ts";
import { aDiagnosis, aFinding, aFix } from "../doctor/report/report-fixtures.ts";
import { mendFindings } from "./doctor-mend.ts";

interface MendFacts {
  readonly answer?: "yes" | "no";
  readonly isAgreed?: boolean;
  readonly isDryRun?: boolean;
  readonly answers?: Readonly<Record<string, FakeAnswer>>;
}

/** The diagnosis of something that can be changed. */
function liveDiagnosis(aws: FakeAws): Diagnosis {
  const calls = [attributeCall("a"), attributeCall("b")];
  const diagnosis = aDiagnosis({ findings: [aFinding({ fixes: [aFix({ calls })] })] });
  const examined = diagnosis.examined.map((one) => ({
    ...one,
    source: { ...one.source, caller: aws },
  }));
  return { ...diagnosis, examined };
}

async function mend({ answer, isAgreed = false, isDryRun = false, answers = {} }: MendFacts) {
  const aws = new FakeAws(answers);
  const told: string[] = [];
  const asked: string[] = [];
  const result = await mendFindings(
    { diagnosis: liveDiagnosis(aws), request: null },
    { fix: { rules: null, isAgreed, isDryRun, mayChangeAnything: false }, codes: null },
    {
      write: () => {},
      tell: (line) => told.push(line),
      ask:
        answer === undefined
          ? null
          : async (question) => {
              asked.push(question);
              return answer === "yes";
            },
      pause: async () => {},
      isColoured: false,
    },
  );
  return { ...result, calls: aws.calls.length, told: told.join("\n"), asked };
}

test("mendFindings() shows the calls and asks before it makes them", async () => {
  const { calls, asked, told, hasChanged, problem } = await mend({ answer: "yes" });
  expect([calls, asked, hasChanged, problem]).toEqual([2, ["Do this?"], true, ""]);
  expect(told).toContain("To be changed in test:\n  PST101 integration i1 of HTTP API shop (a1): ");
});

test("mendFindings() makes nothing when the answer is no", async () => {
  const { calls, hasChanged, problem } = await mend({ answer: "no" });
  expect([calls, hasChanged, problem]).toEqual([0, false, "Nothing was changed"]);
});

test("mendFindings() makes nothing where nobody can be asked, unless agreed", async () => {
  const refused = await mend({});
  expect([refused.calls, refused.problem]).toEqual([
    0,
    "Nothing was changed: nobody can be asked here; --yes agrees",
  ]);
  expect((await mend({ isAgreed: true })).calls).toBe(2);
});

test("mendFindings() only shows in a dry run", async () => {
  const { calls, told, problem } = await mend({ isDryRun: true, isAgreed: true });
  expect([calls, problem]).toEqual([0, ""]);
  expect(told).toContain("elbv2 ModifyLoadBalancerAttributes");
});

test("mendFindings() says what failed and what was taken back", async () => {
  let made = 0;
  const { problem, told, calls } = await mend({
    isAgreed: true,
    answers: {
      ModifyLoadBalancerAttributes: () => (++made === 2 ? refuse("AccessDenied", "not you") : {}),
    },
  });
  expect(calls).toBe(3);
  expect(problem).toBe("PST101 could not be mended; all is as it was before it");
  expect(told).toMatch(/^PST101 was not mended: .*AccessDenied: not you$/m);
  expect(told).toMatch(/^ {2}taken back: elbv2 ModifyLoadBalancerAttributes .*"old"/m);
});

test("mendFindings() leaves templates alone and says so", async () => {
  const result = await mendFindings(
    { diagnosis: aDiagnosis({ findings: [aFinding()] }), request: null },
    { fix: { rules: null, isAgreed: true, isDryRun: false, mayChangeAnything: true }, codes: null },
    { write: () => {}, tell: () => {}, ask: null, pause: async () => {}, isColoured: false },
  );
  expect([result.hasChanged, result.problem.split(":")[0]]).toEqual([
    false,
    "Templates are mended in their files",
  ]);
});
