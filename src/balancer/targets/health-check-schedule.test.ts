import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { HealthCheckSchedule } from "./health-check-schedule.ts";
import { PASSED } from "./health-check.ts";
import type { HealthProbe, ProbeOutcome, ProbeRun } from "./health-check.ts";

/** Notes when it is started and cancelled; answers only when told, or at once. */
class ScriptedProbe implements HealthProbe {
  readonly startedAtMs: number[] = [];
  cancelled = 0;
  answerAtOnce: ProbeOutcome | null = null;
  readonly #clock: FakeClock;
  #report: ((outcome: ProbeOutcome) => void) | null = null;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  start(report: (outcome: ProbeOutcome) => void): ProbeRun {
    this.startedAtMs.push(this.#clock.monotonicMs());
    this.#report = report;
    if (this.answerAtOnce !== null) report(this.answerAtOnce);
    return {
      cancel: () => {
        this.cancelled++;
      },
    };
  }

  answer(outcome: ProbeOutcome): void {
    this.#report?.(outcome);
  }
}

function setUp(concurrentMax?: number) {
  const clock = new FakeClock(0);
  const schedule = new HealthCheckSchedule(clock, concurrentMax);
  const add = (probe: HealthProbe, intervalMs = 30_000, timeoutMs = 5000) => {
    const outcomes: ProbeOutcome[] = [];
    const running = schedule.add({
      probe,
      intervalMs,
      timeoutMs,
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    return { running, outcomes };
  };
  return { clock, schedule, add };
}

test("HealthCheckSchedule checks at once and then at the interval, without drift", () => {
  const { clock, add } = setUp();
  const probe = new ScriptedProbe(clock);
  const { outcomes } = add(probe);
  clock.advance(0);
  clock.advance(1234);
  probe.answer(PASSED);
  clock.advance(100_000 - 1234);
  expect(probe.startedAtMs).toEqual([0, 30_000, 60_000, 90_000]);
  expect(outcomes[0]).toEqual(PASSED);
});

test("HealthCheckSchedule gives a check up at its time limit", () => {
  const { clock, add } = setUp();
  const probe = new ScriptedProbe(clock);
  const { outcomes } = add(probe);
  clock.advance(4999);
  expect(outcomes).toEqual([]);
  clock.advance(1);
  expect(outcomes).toEqual([{ result: "timeout" }]);
  expect(probe.cancelled).toBe(1);
  probe.answer(PASSED);
  expect(outcomes).toHaveLength(1);
});

test("HealthCheckSchedule keeps checks beyond its limit waiting for a place", () => {
  const { clock, add } = setUp(2);
  const probes = [0, 1, 2, 3].map(() => new ScriptedProbe(clock));
  const added = probes.map((probe) => add(probe));
  clock.advance(0);
  const started = () => probes.map((probe) => probe.startedAtMs.length);
  expect(started()).toEqual([1, 1, 0, 0]);
  probes[1]!.answer(PASSED);
  expect(started()).toEqual([1, 1, 1, 0]);
  added[0]!.running.stop();
  expect(started()).toEqual([1, 1, 1, 1]);
});

test("HealthCheckSchedule takes a report that comes before start() returns", () => {
  const { clock, add } = setUp(1);
  const probe = new ScriptedProbe(clock);
  probe.answerAtOnce = PASSED;
  const { outcomes } = add(probe);
  clock.advance(60_000);
  expect(outcomes).toHaveLength(3);
  expect(probe.cancelled).toBe(0);
});

test("HealthCheckSchedule does nothing more for a check that was stopped", () => {
  const { clock, schedule, add } = setUp();
  const probe = new ScriptedProbe(clock);
  const { running, outcomes } = add(probe);
  clock.advance(0);
  running.stop();
  running.stop();
  probe.answer(PASSED);
  clock.advance(100_000);
  expect(probe).toMatchObject({ cancelled: 1, startedAtMs: [0] });
  expect(outcomes).toEqual([]);
  schedule.close();
  expect(clock.pendingCount).toBe(0);
});

test("HealthCheckSchedule.close() stops all checks", () => {
  const { clock, schedule, add } = setUp();
  const probes = [0, 1, 2].map(() => new ScriptedProbe(clock));
  for (const probe of probes) add(probe);
  schedule.close();
  clock.advance(100_000);
  expect(probes.flatMap((probe) => probe.startedAtMs)).toEqual([]);
  expect(clock.pendingCount).toBe(0);
});
