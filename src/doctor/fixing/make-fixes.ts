// Makes what was planned: the calls of every fix, then the deployments that they need. A fix is made whole or not at
// all, as far as AWS has a way back: when one of its calls or deployments fails, what it did is taken back in reverse
// order, and what cannot be taken back is said. Fixes of other findings stay. What somebody else has changed in between
// is neither changed nor taken back: it is read before either.
import type { AwsCall } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";
import { deployStage, pointBack, type DeployedStage, type Pause } from "./deploy-stage.ts";
import { describeCall, describeDeployment, describeError } from "./describe-call.ts";
import { stageKey, stagesToDeploy, type PlannedFix } from "./plan-fix.ts";
import { whyNotMade, whyNotTakenBack } from "./foreign-change.ts";

/** A fix that was not made, or not to the end. */
export interface FailedFix {
  readonly fix: PlannedFix;
  /** What failed, and what AWS says of it. */
  readonly failure: string;
  /** What was taken back, one line each. */
  readonly undone: readonly string[];
  /** What is changed now and could not be taken back, one line each; empty: all is as before. */
  readonly left: readonly string[];
}

export interface MadeFixes {
  readonly made: readonly PlannedFix[];
  readonly deployed: readonly DeployedStage[];
  readonly failed: readonly FailedFix[];
}

/** Told of each step before it is made. */
export type FixObserver = (line: string) => void;

export interface FixTools {
  readonly caller: AwsCaller;
  readonly pause: Pause;
  readonly onStep: FixObserver;
}

/** Never rejects for what AWS refuses. */
export async function makeFixes(fixes: readonly PlannedFix[], tools: FixTools): Promise<MadeFixes> {
  return new Mending(tools).run(fixes);
}

class Mending {
  readonly #tools: FixTools;
  readonly #failed: FailedFix[] = [];
  readonly #deployed: DeployedStage[] = [];

  constructor(tools: FixTools) {
    this.#tools = tools;
  }

  async run(fixes: readonly PlannedFix[]): Promise<MadeFixes> {
    let made: PlannedFix[] = [];
    for (const fix of fixes) if (await this.#makeCalls(fix)) made.push(fix);
    for (const stage of stagesToDeploy(made)) {
      const key = stageKey(stage);
      const wanting = made.filter(({ deploys }) => deploys.some((one) => stageKey(one) === key));
      // A deployment that failed before may have taken back every fix that wanted this one.
      if (wanting.length === 0) continue;
      try {
        this.#tools.onStep(describeDeployment(stage));
        this.#deployed.push(await deployStage(stage, this.#tools.caller, this.#tools.pause));
      } catch (cause) {
        await this.#takeBack(wanting, `${describeDeployment(stage)}: ${describeError(cause)}`);
        made = made.filter((fix) => !wanting.includes(fix));
      }
    }
    return { made, deployed: this.#deployed, failed: this.#failed };
  }

  /** True when all were made. */
  async #makeCalls(fix: PlannedFix): Promise<boolean> {
    const done: AwsCall[] = [];
    for (const call of fix.calls) {
      try {
        const refusal = await whyNotMade(call, this.#tools.caller);
        if (refusal !== null) throw new Error(refusal);
        this.#tools.onStep(describeCall(call));
        await this.#tools.caller.call(call.service, call.operation, call.input);
        done.push(call);
      } catch (cause) {
        const failure = `${describeCall(call)}: ${describeError(cause)}`;
        this.#failed.push({ fix, failure, ...(await this.#undo(done)) });
        return false;
      }
    }
    return true;
  }

  /** Takes back fixes whose deployment failed: first the stages that serve them already, the last one first. */
  async #takeBack(fixes: readonly PlannedFix[], failure: string): Promise<void> {
    for (const fix of fixes.toReversed()) {
      const keys = new Set(fix.deploys.map(stageKey));
      const undone: string[] = [];
      const left: string[] = [];
      for (const deployed of this.#deployed.toReversed()) {
        if (!keys.has(stageKey(deployed.stage))) continue;
        await this.#pointBack(deployed, { undone, left });
      }
      const calls = await this.#undo(fix.calls);
      this.#failed.push({
        fix,
        failure,
        undone: [...undone, ...calls.undone],
        left: [...left, ...calls.left],
      });
    }
  }

  async #pointBack(
    deployed: DeployedStage,
    told: { undone: string[]; left: string[] },
  ): Promise<void> {
    const { stageName } = deployed.stage;
    try {
      this.#tools.onStep(`take back: the deployment of stage ${stageName}`);
      await pointBack(deployed, this.#tools.caller);
      told.undone.push(
        `stage ${stageName} serves deployment ${deployed.previousDeploymentId} again`,
      );
      this.#deployed.splice(this.#deployed.indexOf(deployed), 1);
    } catch (cause) {
      told.left.push(
        `stage ${stageName} serves deployment ${deployed.deploymentId}: ${describeError(cause)}`,
      );
    }
  }

  /** In reverse order; goes on where one cannot be taken back, so that as little as can be is left. */
  async #undo(calls: readonly AwsCall[]): Promise<Pick<FailedFix, "undone" | "left">> {
    const undone: string[] = [];
    const left: string[] = [];
    for (const call of calls.toReversed()) {
      const made = `${describeCall(call)} was made`;
      if (call.undo === null) {
        left.push(`${made} and has no way back`);
        continue;
      }
      const line = describeCall({ service: call.service, ...call.undo });
      try {
        const refusal = await whyNotTakenBack(call, this.#tools.caller);
        if (refusal !== null) {
          left.push(`${made} and is not taken back: ${refusal}`);
          continue;
        }
        this.#tools.onStep(`take back: ${line}`);
        await this.#tools.caller.call(call.service, call.undo.operation, call.undo.input);
        undone.push(line);
      } catch (cause) {
        left.push(`${made}; ${line}: ${describeError(cause)}`);
      }
    }
    return { undone, left };
  }
}
