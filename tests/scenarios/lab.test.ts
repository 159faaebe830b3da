// Every scenario of the lab on one Postern, each in an account of its own: what fails, what the doctor says of it, and
// that what it proposes mends it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccountDoctor } from "../../src/lab/account-doctor.ts";
import { type OpenBench, openLabBench } from "../../src/lab/lab-bench.ts";
import { accountOf, runScenario } from "../../src/lab/run-scenario.ts";
import { scenarioList } from "../../src/lab/scenario-list.ts";
import { runPostern } from "../support/postern-process.ts";

/** Health checks take five seconds each, and the machine may be busy. */
const SCENARIO_TIMEOUT_MS = 60_000;

let bench: OpenBench;

beforeAll(async () => {
  bench = await openLabBench(null, createAccountDoctor);
});

afterAll(async () => {
  await bench.close();
});

describe.concurrent("the lab", () => {
  test.for([...scenarioList.entries()].map(([index, scenario]) => ({ index, scenario })))(
    "$scenario.name comes out as declared",
    { timeout: SCENARIO_TIMEOUT_MS },
    async ({ index, scenario }) => {
      const account = accountOf(index);
      const { problems } = await runScenario(scenario, bench, {
        account,
        keep: false,
        onStep: () => {},
      });
      expect(problems).toEqual([]);
    },
  );
});

test(
  "postern lab run builds on the Postern that is named, shows every step and ends with 0",
  { timeout: SCENARIO_TIMEOUT_MS },
  async () => {
    const { code, stdout, stderr } = await runPostern(
      "lab",
      "run",
      "plain-http-to-https-listener",
      "--endpoint-url",
      bench.endpointUrl,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const steps = [
      "HTTP/1.1 400 Bad Request",
      "The plain HTTP request was sent to HTTPS port",
      "error PST101",
      "UpdateIntegration",
      "HTTP/1.1 200 OK",
      "hello from /pets",
      "The doctor has nothing to say.",
      "passed",
    ];
    let from = 0;
    for (const step of steps) {
      from = stdout.indexOf(step, from);
      expect(from, `${step} in its place in\n${stdout}`).not.toBe(-1);
    }
  },
);

test(
  "postern lab run --json starts a Postern of its own and reports in JSON",
  { timeout: SCENARIO_TIMEOUT_MS },
  async () => {
    const { code, stdout } = await runPostern("lab", "run", "desync-strictest", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: true,
      scenarios: [
        {
          name: "desync-strictest",
          codes: ["PST201"],
          before: { answer: { status: 400 }, findings: [{ code: "PST201", severity: "error" }] },
          fixes: [{ calls: [expect.stringContaining("ModifyLoadBalancerAttributes")] }],
          after: { answer: { status: 200 }, findings: [] },
        },
      ],
    });
  },
);
