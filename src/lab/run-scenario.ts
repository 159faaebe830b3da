// Runs one scenario from nothing to nothing: build, ask, diagnose, mend, ask again, diagnose again, take back. What
// does not come out as declared is a problem; a scenario has passed when there is none.
import type { Finding } from "../doctor/rule.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import { setTimeout as delay } from "node:timers/promises";
import type { WireRuntime } from "../wire/runtime.ts";
import type { LabAuthority } from "./certificates.ts";
import { judgeFindings } from "./judge-findings.ts";
import { askLabApi, differenceOf, type LabAnswer } from "./lab-answer.ts";
import type { LabDiagnosis, LabDoctor, MadeFix } from "./lab-doctor.ts";
import { LabStack } from "./lab-stack.ts";
import {
  type BuiltStack,
  codesOf,
  type LabRequest,
  type MendingExpectation,
  type RefusalScenario,
  type Scenario,
  type StackScenario,
  type Symptom,
} from "./scenario.ts";

/** Where and with what scenarios run. */
export interface LabBench {
  readonly endpointUrl: string;
  readonly authority: LabAuthority;
  /** Whether private hops of that Postern trust it. */
  readonly isAuthorityTrusted: boolean;
  readonly runtime: WireRuntime;
  readonly doctor: LabDoctor;
}

export interface RunOptions {
  /** 12 digits: whose resources they become. */
  readonly account: string;
  /** Leaves everything as it is at the end; the caller closes `stack`. */
  readonly keep: boolean;
  /** Told of every step as it is done. */
  onStep(step: RunStep): void;
}

/** One thing that was done and what came of it. */
export type RunStep =
  | { readonly kind: "built"; readonly built: BuiltStack }
  | {
      readonly kind: "asked";
      readonly when: "before" | "after";
      readonly request: LabRequest;
      readonly answer: LabAnswer;
    }
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | {
      readonly kind: "diagnosed";
      readonly when: "before" | "after";
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "mended"; readonly fixes: readonly MadeFix[] };

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly account: string;
  readonly steps: readonly RunStep[];
  /** What was not as declared; empty: passed. */
  readonly problems: readonly string[];
  readonly durationMs: number;
  /** Of a run that keeps what it built, null otherwise: ends its targets. */
  readonly kept: { close(): Promise<void> } | null;
}

/** A change may take a moment to show: health checks, connections that end. */
const REPLAY_PATIENCE_MS = 12_000;
const REPLAY_POLL_MS = 50;

/** Never rejects: what goes wrong is a problem of the run. */
export async function runScenario(
  scenario: Scenario,
  bench: LabBench,
  options: RunOptions,
): Promise<ScenarioRun> {
  const startedAtMs = bench.runtime.clock.monotonicMs();
  const stack = new LabStack({ ...bench, account: options.account });
  const run = new Run(bench, stack, options);
  try {
    if (scenario.kind === "stack") await run.stackScenario(scenario);
    else await run.refusalScenario(scenario);
  } catch (cause) {
    run.problems.push(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
  }
  if (!options.keep) {
    for (const left of await stack.remove()) run.problems.push(`could not be removed: ${left}`);
  }
  return {
    scenario,
    account: options.account,
    steps: run.steps,
    problems: run.problems,
    durationMs: bench.runtime.clock.monotonicMs() - startedAtMs,
    kept: options.keep ? { close: () => stack.close() } : null,
  };
}

class Run {
  readonly #bench: LabBench;
  readonly #stack: LabStack;
  readonly #onStep: (step: RunStep) => void;
  readonly steps: RunStep[] = [];
  readonly problems: string[] = [];
  /** Newest first. */
  readonly #journeys: Journey[] = [];

  constructor(bench: LabBench, stack: LabStack, options: RunOptions) {
    this.#bench = bench;
    this.#stack = stack;
    this.#onStep = (step) => options.onStep(step);
  }

  async stackScenario(scenario: StackScenario): Promise<void> {
    const built = await scenario.build(this.#stack);
    this.#did({ kind: "built", built });
    await this.#ask(scenario.request, { built, when: "before", expected: scenario.symptom });
    const diagnosis = await this.#diagnose(scenario, built);
    const { findings } = diagnosis;
    this.#did({ kind: "diagnosed", when: "before", findings });
    this.problems.push(...judgeFindings(findings, scenario, built));
    if (scenario.mends !== "never") {
      await this.#change(scenario, scenario.mends, { built, diagnosis });
      await scenario.mends.settled?.(this.#stack, built);
      await this.#seeMended(scenario, scenario.mends, built);
    }
  }

  async refusalScenario(scenario: RefusalScenario): Promise<void> {
    const refusal = await refusalOf(() => scenario.attempt(this.#stack));
    this.#did({ kind: "refused", ...refusal });
    const { status, text } = scenario.symptom;
    if (refusal.status !== status || !refusal.message.includes(text)) {
      this.problems.push(
        `the API answered ${refusal.status} "${refusal.message}" instead of ${status} "${text}"`,
      );
    }
    if (scenario.template === null) return;
    const { doctor } = this.#bench;
    const found = await doctor.diagnoseTemplate(scenario.template.fails);
    this.#did({ kind: "diagnosed", when: "before", findings: found });
    this.problems.push(...judgeFindings(found, scenario, null));
    const after = await doctor.diagnoseTemplate(scenario.template.works);
    this.#did({ kind: "diagnosed", when: "after", findings: after });
    this.problems.push(...silenceProblems(after, []));
  }

  async #change(
    scenario: StackScenario,
    { by, title = "By hand" }: MendingExpectation,
    of: { readonly built: BuiltStack; readonly diagnosis: LabDiagnosis },
  ): Promise<void> {
    if (by === "doctor") {
      const fixes = await of.diagnosis.mend(new Set(codesOf(scenario)));
      this.#did({ kind: "mended", fixes });
      if (fixes.length === 0) this.problems.push("the doctor has no fix that it can make");
    } else {
      await by(this.#stack, of.built);
      this.#did({ kind: "mended", fixes: [{ title, calls: [] }] });
    }
  }

  async #seeMended(
    scenario: StackScenario,
    { request = scenario.request, symptom: expected }: MendingExpectation,
    built: BuiltStack,
  ): Promise<void> {
    await this.#ask(request, { built, when: "after", expected });
    const { findings } = await this.#diagnose(scenario, built, { isMended: true });
    this.#did({ kind: "diagnosed", when: "after", findings });
    this.problems.push(...silenceProblems(findings, scenario.mayAlsoSay ?? []));
  }

  /** Sends it once; afterwards again and again until it is as expected, for a while. */
  async #ask(
    request: LabRequest,
    of: { built: BuiltStack; when: "before" | "after"; expected: Symptom },
  ): Promise<void> {
    const { built, when, expected } = of;
    const { clock } = this.#bench.runtime;
    const endsAtMs = clock.monotonicMs() + REPLAY_PATIENCE_MS;
    const at = { url: built.url, endpointUrl: this.#bench.endpointUrl };
    let sent = await askLabApi(request, at);
    while (
      when === "after" &&
      differenceOf(sent.answer, expected) !== "" &&
      clock.monotonicMs() < endsAtMs
    ) {
      await delay(REPLAY_POLL_MS);
      sent = await askLabApi(request, at);
    }
    const { answer, journey } = sent;
    if (journey !== null) this.#journeys.unshift(journey);
    this.#did({ kind: "asked", when, request, answer });
    const difference = differenceOf(answer, expected);
    if (difference !== "")
      this.problems.push(when === "after" ? `mended, ${difference}` : difference);
  }

  /** What is imagined is part of the failure: when it is mended nothing is. */
  #diagnose(
    scenario: StackScenario,
    built: BuiltStack,
    { isMended = false } = {},
  ): Promise<LabDiagnosis> {
    return this.#bench.doctor.diagnose(this.#stack.place, {
      // What failed before the mend is no evidence of what is there now.
      journeys: isMended ? this.#journeys.slice(0, 1) : this.#journeys,
      imagineInventory: (inventory) =>
        isMended ? inventory : (scenario.imagine?.(inventory, built) ?? inventory),
      imagineEvidence: (evidence) =>
        isMended ? evidence : (scenario.imagineEvidence?.(evidence, built) ?? evidence),
    });
  }

  #did(step: RunStep): void {
    this.steps.push(step);
    this.#onStep(step);
  }
}

function silenceProblems(findings: readonly Finding[], allowed: readonly string[]): string[] {
  return findings
    .filter(({ code, severity }) => severity !== "info" || !allowed.includes(code))
    .map(({ code, title }) => `mended, the doctor still says ${code}: ${title}`);
}

/** Status and message of what the SDK throws; 200 when it does not. */
async function refusalOf(
  attempt: () => Promise<unknown>,
): Promise<{ status: number; message: string }> {
  try {
    await attempt();
    return { status: 200, message: "" };
  } catch (cause) {
    const { message, $metadata } = cause as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata === undefined) throw cause;
    return { status: $metadata.httpStatusCode ?? 0, message };
  }
}

/** Where a scenario of that place in the list lives. */
export function accountOf(index: number): string {
  return String(900_000_000_000 + index + 1);
}
