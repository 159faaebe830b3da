import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { silentLogger } from "../base/logger.ts";
import type { Finding } from "../doctor/rule.ts";
import { createWireRuntime } from "../wire/runtime.ts";
import { createLabAuthority } from "./certificates.ts";
import { findingOf } from "./finding-fixture.ts";
import { accountOf, type LabBench, type RunStep, runScenario } from "./run-scenario.ts";
import type { RefusalScenario, StackScenario } from "./scenario.ts";
import { startLabTarget, type LabTarget } from "./lab-target.ts";

const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
const authority = await createLabAuthority();
let target: LabTarget;

beforeAll(async () => {
  target = await startLabTarget({ paths: ["/pets"] }, runtime);
});

afterAll(async () => {
  await target.close();
  runtime.close();
});

/** A bench whose doctor says `before`, and after it has mended, or the scenario has, `after`. */
function benchOf(
  says: { readonly before?: readonly Finding[]; readonly after?: readonly Finding[] } = {},
): LabBench {
  let times = 0;
  return {
    endpointUrl: "http://127.0.0.1:9",
    authority,
    isAuthorityTrusted: true,
    runtime,
    doctor: {
      diagnose: async () => ({
        findings: (times++ === 0 ? says.before : says.after) ?? [],
        mend: async (codes) => [{ title: `Mends ${[...codes].join()}`, calls: ["a call"] }],
      }),
      diagnoseTemplate: async () => (times++ === 0 ? says.before : says.after) ?? [],
    },
  };
}

function scenarioOf(over: Partial<StackScenario>): StackScenario {
  return {
    kind: "stack",
    name: "fake",
    title: "Fake",
    story: "None",
    build: async () => ({
      url: `http://127.0.0.1:${target.port}`,
      resources: { integration: "api/one" },
    }),
    request: { method: "GET", path: "/dogs" },
    symptom: { status: 404, text: "the target has no /dogs" },
    findings: [{ code: "PST101", resource: "integration" }],
    mends: {
      by: "doctor",
      request: { method: "GET", path: "/pets" },
      symptom: { status: 200, text: "hello from /pets" },
    },
    ...over,
  };
}

async function run(scenario: StackScenario | RefusalScenario, bench: LabBench) {
  const steps: RunStep["kind"][] = [];
  const options = {
    account: accountOf(0),
    keep: false,
    onStep: ({ kind }: RunStep) => void steps.push(kind),
  };
  return { ...(await runScenario(scenario, bench, options)), kinds: steps };
}

test("runScenario() passes when symptom, finding and mend are as declared", async () => {
  const { problems, kinds, steps } = await run(
    scenarioOf({}),
    benchOf({ before: [findingOf({})] }),
  );
  expect(problems).toEqual([]);
  expect(kinds).toEqual(["built", "asked", "diagnosed", "mended", "asked", "diagnosed"]);
  expect(steps.find(({ kind }) => kind === "mended")).toEqual({
    kind: "mended",
    fixes: [{ title: "Mends PST101", calls: ["a call"] }],
  });
});

test.for([
  ["another status", { status: 500, text: "" }, "the client got 404 instead of 500"],
  ["another text", { status: 404, text: "elsewhere" }, 'the answer does not say "elsewhere"'],
] as const)("runScenario() does not pass with %s", async ([, symptom, problem]) => {
  const { problems } = await run(
    scenarioOf({ symptom, mends: "never" }),
    benchOf({ before: [findingOf({})] }),
  );
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test("runScenario() does not pass when the doctor is silent, or goes on talking", async () => {
  const silent = await run(scenarioOf({ mends: "never" }), benchOf());
  expect(silent.problems).toEqual(["the doctor does not say PST101 (error) of api/one"]);
  const talking = await run(
    scenarioOf({}),
    benchOf({ before: [findingOf({})], after: [findingOf({ code: "PST604", severity: "info" })] }),
  );
  expect(talking.problems).toEqual(["mended, the doctor still says PST604: Something is wrong"]);
});

test("runScenario() lets the scenario mend where it says so", async () => {
  let mended = "";
  const { problems } = await run(
    scenarioOf({
      mends: {
        by: async (_stack, { resources }) => void (mended = resources["integration"] ?? ""),
        request: { method: "GET", path: "/pets" },
        symptom: { status: 200, text: "hello" },
      },
    }),
    benchOf({ before: [findingOf({})] }),
  );
  expect(problems).toEqual([]);
  expect(mended).toBe("api/one");
});

test("runScenario() says what went wrong in building, and takes back what was built before", async () => {
  const removed: string[] = [];
  const { problems } = await run(
    scenarioOf({
      build: async (stack) => {
        stack.onRemove(async () => void removed.push("first"));
        stack.onRemove(async () => void removed.push("second"));
        throw new Error("No more room");
      },
    }),
    benchOf(),
  );
  expect(problems).toEqual(["Error: No more room"]);
  expect(removed).toEqual(["second", "first"]);
});

test("runScenario() tries a removal again that was refused", async () => {
  let refusals = 2;
  const { problems } = await run(
    scenarioOf({
      build: async (stack) => {
        stack.onRemove(async () => {
          if (refusals-- > 0) throw new Error("In use");
        });
        return { url: `http://127.0.0.1:${target.port}`, resources: { integration: "api/one" } };
      },
      mends: "never",
    }),
    benchOf({ before: [findingOf({})] }),
  );
  expect(problems).toEqual([]);
  expect(refusals).toBe(-1);
});

test("runScenario() compares a refusal with what was declared, and examines the template", async () => {
  const scenario: RefusalScenario = {
    kind: "refusal",
    name: "fake",
    title: "Fake",
    story: "None",
    attempt: async () => {
      throw Object.assign(new Error("Not so"), { $metadata: { httpStatusCode: 400 } });
    },
    symptom: { status: 400, text: "Not so" },
    template: { fails: "one", works: "two" },
    findings: [{ code: "PST101", resource: "Integration" }],
  };
  const before = [findingOf({ address: "Integration" })];
  expect((await run(scenario, benchOf({ before }))).problems).toEqual([]);
  const taken = await run({ ...scenario, attempt: async () => {} }, benchOf({ before }));
  expect(taken.problems).toEqual(['the API answered 200 "" instead of 400 "Not so"']);
});
