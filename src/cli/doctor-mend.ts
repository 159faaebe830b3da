// `postern doctor --fix`: shows what would be done, asks, does it, and sends the request that failed once more.
import { describeCall, describeDeployment } from "../doctor/fixing/describe-call.ts";
import { makeFixes, type MadeFixes } from "../doctor/fixing/make-fixes.ts";
import { changesSincePlan } from "../doctor/fixing/changes-since-plan.ts";
import { stagesToDeploy } from "../doctor/fixing/plan-fix.ts";
import {
  isEmptyPlan,
  planFixes,
  type FixPlan,
  type SkippedFix,
} from "../doctor/fixing/plan-fixes.ts";
import { hasFailed, replayRequest } from "../doctor/fixing/replay-request.ts";
import { printableLine } from "../doctor/report/printable-text.ts";
import type { FixOptions } from "./doctor-options.ts";
import type { RequestOutcome } from "./doctor-request.ts";
import type { DoctorIo } from "./doctor-io.ts";
import type { DoctorResult, MendResult } from "./doctor-result.ts";

export interface MendWish {
  readonly fix: FixOptions;
  readonly codes: ReadonlySet<string> | null;
}

const CHANGED =
  "Nothing was changed: somebody else has changed what the plan was made from; run the doctor again";
const IN_FILES = "Templates are mended in their files: the report shows what to change there";

/** Rejects for what nobody can go on from; what AWS refuses is told in the result. */
export async function mendFindings(
  { diagnosis, request }: Pick<DoctorResult, "diagnosis" | "request">,
  { fix, codes }: MendWish,
  io: DoctorIo,
): Promise<MendResult> {
  const plans = diagnosis.examined.map((examined) => planFixes(examined, codes));
  const live = plans.filter(({ caller }) => caller !== null);
  const problem = live.length < plans.length ? IN_FILES : "";
  const before = diagnosis.findings;
  const untouched = {
    hasChanged: false,
    problem,
    before,
    plans,
    made: plans.map(() => null),
    replay: null,
  };
  for (const plan of live) showPlan(plan, io);
  if (live.every(isEmptyPlan)) {
    if (live.length > 0) io.tell("There is nothing that the doctor would change");
    return untouched;
  }
  if (fix.isDryRun) return untouched;
  if (!fix.isAgreed) {
    if (io.ask === null) {
      return {
        ...untouched,
        problem: "Nothing was changed: nobody can be asked here; --yes agrees",
      };
    }
    if (!(await io.ask("Do this?"))) return { ...untouched, problem: "Nothing was changed" };
  }
  if (await haveChanged(live, io)) return { ...untouched, problem: CHANGED };
  return carryOut(plans, { before, request, problem, io });
}

/** What was agreed to is made only while everything is as it was when it was shown. */
async function haveChanged(plans: readonly FixPlan[], io: DoctorIo): Promise<boolean> {
  let hasChanged = false;
  for (const plan of plans) {
    if (isEmptyPlan(plan)) continue;
    const changes = await changesSincePlan(plan);
    for (const line of changes) io.tell(`  changed meanwhile: ${printableLine(line)}`);
    hasChanged ||= changes.length > 0;
  }
  return hasChanged;
}

async function carryOut(
  plans: readonly FixPlan[],
  told: {
    readonly before: MendResult["before"];
    readonly request: RequestOutcome | null;
    readonly problem: string;
    readonly io: DoctorIo;
  },
): Promise<MendResult> {
  const { before, request, io } = told;
  let { problem } = told;
  const made: (MadeFixes | null)[] = [];
  for (const { caller, fixes } of plans) {
    if (caller === null) {
      made.push(null);
      continue;
    }
    const done = await makeFixes(fixes, {
      caller,
      pause: (durationMs) => io.pause(durationMs),
      onStep: (line) => io.tell(`  → ${printableLine(line)}`),
    });
    made.push(done);
    for (const failed of done.failed) {
      io.tell(`${failed.fix.finding.code} was not mended: ${printableLine(failed.failure)}`);
      for (const line of failed.undone) io.tell(`  taken back: ${printableLine(line)}`);
      for (const line of failed.left) io.tell(`  still changed: ${printableLine(line)}`);
      const state = failed.left.length === 0 ? "all is as it was before it" : "some of it is left";
      problem = `${failed.fix.finding.code} could not be mended; ${state}`;
    }
  }
  const hasChanged = made.some((one) => one !== null && one.made.length + one.failed.length > 0);
  return { hasChanged, problem, before, plans, made, replay: await replayed(request, io) };
}

async function replayed(
  request: RequestOutcome | null,
  io: DoctorIo,
): Promise<MendResult["replay"]> {
  if (request === null || !request.hasFailed) return null;
  if (typeof request.replay === "string") {
    io.tell(`The request is not sent again: ${request.replay}`);
    return null;
  }
  const answer = await replayRequest(request.replay, (durationMs) => io.pause(durationMs));
  const text = (status: number): string => (status === 0 ? "no answer" : `status ${status}`);
  io.tell(
    `${request.method} ${printableLine(request.url)}: ${text(request.status)} before, ${text(answer.status)} now`,
  );
  return { before: request.status, after: answer.status, hasFailed: hasFailed(answer) };
}

function showPlan(plan: FixPlan, io: DoctorIo): void {
  const { sourceName, fixes, skipped } = plan;
  if (fixes.length > 0) io.tell(`\nTo be changed in ${printableLine(sourceName)}:`);
  for (const { finding, title, calls } of fixes) {
    io.tell(`  ${finding.code} ${printableLine(finding.resource.name)}: ${printableLine(title)}`);
    for (const call of calls) io.tell(`      ${printableLine(describeCall(call))}`);
  }
  const stages = stagesToDeploy(fixes);
  if (stages.length > 0) io.tell("  and deployed:");
  for (const stage of stages) io.tell(`      ${printableLine(describeDeployment(stage))}`);
  showSkipped(skipped, io);
}

function showSkipped(skipped: readonly SkippedFix[], io: DoctorIo): void {
  if (skipped.length === 0) return;
  io.tell("\nNot to be changed:");
  for (const { finding, why } of skipped) {
    io.tell(`  ${finding.code} ${printableLine(finding.resource.name)}: ${printableLine(why)}`);
  }
}
