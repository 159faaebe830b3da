import { expect, test } from "vitest";
import { diagnose } from "../doctor/diagnose.ts";
import { NO_EVIDENCE } from "../doctor/evidence.ts";
import { FakeAws, refuse, type FakeAnswer } from "../doctor/fixing/fixing-fixtures.ts";
import type { MutableInventory } from "../doctor/inventory-fixtures.ts";
import { aDiagnosis, aFinding } from "../doctor/report/report-fixtures.ts";
import { addCertificate, first, httpApiWith, listenerOf, NOW_MS } from "../doctor/rule-fixtures.ts";
import { mendFindings } from "./doctor-mend.ts";

interface MendFacts {
  readonly answer?: "yes" | "no";
  readonly isAgreed?: boolean;
  readonly isDryRun?: boolean;
  readonly answers?: Readonly<Record<string, FakeAnswer>>;
  /** What somebody else does while the question is open, or just before the doctor begins. */
  readonly meanwhile?: (inventory: MutableInventory) => void;
}

/** An integration without server name in front of a TLS listener; its stage does not deploy by itself. */
function plainHttpApi(): MutableInventory {
  const inventory = httpApiWith((integration) => delete integration.TlsConfig);
  first(first(inventory.httpApis).stages).stage.AutoDeploy = false;
  return inventory;
}

async function mend({ answer, answers = {}, meanwhile = () => {}, ...agreed }: MendFacts) {
  const aws = new FakeAws(answers);
  const told: string[] = [];
  const asked: string[] = [];
  const inventory = plainHttpApi();
  const source = {
    caller: aws,
    readInventory: async () => structuredClone(inventory),
    gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
  };
  const diagnosis = await diagnose([source], { nowMs: NOW_MS, codes: null, apiId: null });
  if (answer === undefined) meanwhile(inventory);
  const { isAgreed = false, isDryRun = false } = agreed;
  const result = await mendFindings(
    { diagnosis, request: null },
    { fix: { rules: null, isAgreed, isDryRun, mayChangeAnything: false }, codes: null },
    {
      write: () => {},
      tell: (line) => told.push(line),
      ask:
        answer === undefined
          ? null
          : async (question) => {
              asked.push(question);
              meanwhile(inventory);
              return answer === "yes";
            },
      pause: async () => {},
      isColoured: false,
    },
  );
  const calls = aws.calls.map((call) => call.split(" ")[1]);
  return { ...result, calls, told: told.join("\n"), asked };
}

const DEPLOYED = {
  CreateDeployment: () => ({ DeploymentId: "new", DeploymentStatus: "DEPLOYED" }),
};
const ALL_CALLS = ["UpdateIntegration", "GetStage", "CreateDeployment"];

test("mendFindings() shows the calls and asks before it makes them", async () => {
  const { calls, asked, told, hasChanged, problem } = await mend({
    answer: "yes",
    answers: DEPLOYED,
  });
  expect([calls, asked, hasChanged, problem]).toEqual([ALL_CALLS, ["Do this?"], true, ""]);
  expect(told).toContain("To be changed in test:\n  PST101 integration i1abcde of HTTP API shop");
});

test("mendFindings() makes nothing when the answer is no", async () => {
  const { calls, hasChanged, problem } = await mend({ answer: "no" });
  expect([calls, hasChanged, problem]).toEqual([[], false, "Nothing was changed"]);
});

test("mendFindings() makes nothing where nobody can be asked, unless agreed", async () => {
  const refused = await mend({});
  expect([refused.calls, refused.problem]).toEqual([
    [],
    "Nothing was changed: nobody can be asked here; --yes agrees",
  ]);
  expect((await mend({ isAgreed: true, answers: DEPLOYED })).calls).toEqual(ALL_CALLS);
});

test("mendFindings() only shows in a dry run", async () => {
  const { calls, told, problem } = await mend({ isDryRun: true, isAgreed: true });
  expect([calls, problem]).toEqual([[], ""]);
  expect(told).toContain("apigatewayv2 UpdateIntegration");
});

test("mendFindings() says what failed and what was taken back", async () => {
  const { problem, told, calls } = await mend({
    isAgreed: true,
    answers: { CreateDeployment: () => refuse("AccessDenied", "not you") },
  });
  expect(calls).toEqual([...ALL_CALLS, "UpdateIntegration"]);
  expect(problem).toBe("PST101 could not be mended; all is as it was before it");
  expect(told).toMatch(/^PST101 was not mended: .*AccessDenied: not you$/m);
  expect(told).toMatch(
    /^ {2}taken back: apigatewayv2 UpdateIntegration .*"ServerNameToVerify":""/m,
  );
});

const integrationOf = (inventory: MutableInventory) =>
  first(first(inventory.httpApis).integrations);

test.for([
  ["the integration", (now) => void (integrationOf(now).TimeoutInMillis = 5_000)],
  ["what a deployment would publish", (now) => void first(now.httpApis).routes.pop()],
  [
    "the deployment of the stage",
    (now) => void (first(first(now.httpApis).stages).stage.DeploymentId = "other"),
  ],
  [
    "the certificate that names the server",
    (now) => {
      const arn = addCertificate(now, ["other.example.com"]);
      Object.assign(listenerOf(now), { certificateArns: [arn] });
    },
  ],
  ["the listener", (now) => void (listenerOf(now).listener.Protocol = "HTTP")],
] as const satisfies readonly (readonly [string, (now: MutableInventory) => void])[])(
  "mendFindings() makes nothing when somebody changes %s between plan and yes",
  async ([, meanwhile]) => {
    for (const agreed of [{ answer: "yes" }, { isAgreed: true }] as const) {
      const { calls, hasChanged, problem, told } = await mend({ ...agreed, meanwhile });
      expect([calls, hasChanged]).toEqual([[], false]);
      expect(problem).toContain("somebody else has changed what the plan was made from");
      expect(told).toContain("changed meanwhile: PST101 of integration i1abcde of HTTP API shop");
    }
  },
);

test("mendFindings() is not held up by changes that have nothing to do with the plan", async () => {
  const { calls, problem } = await mend({
    answer: "yes",
    answers: DEPLOYED,
    meanwhile: (now) => {
      const [group] = now.targetGroups;
      for (const target of group?.targets ?? []) target.health = { State: "draining" };
      first(now.loadBalancers).attributes["deletion_protection.enabled"] = "true";
    },
  });
  expect([calls, problem]).toEqual([ALL_CALLS, ""]);
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
