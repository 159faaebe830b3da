// What the console asks of the doctor within a running Postern: a report of the local store, why a past request failed,
// and the mend of one finding. Changes are made through this Postern's own AWS APIs, as anybody else would make them.
import { diagnose, type Diagnosis } from "./diagnose.ts";
import type { DoctorSource } from "./doctor-source.ts";
import type { Pause } from "./fixing/deploy-stage.ts";
import { explainJourney } from "./explain-failure.ts";
import { describeCall } from "./fixing/describe-call.ts";
import { UnknownApiError } from "./limit-to-api.ts";
import { makeFixes } from "./fixing/make-fixes.ts";
import { mendFingerprint } from "./fixing/mend-fingerprint.ts";
import { planFixes } from "./fixing/plan-fixes.ts";
import { jsonReport, type JsonReport } from "./report/json-report.ts";
import type { Finding } from "./rule.ts";
import { summarizeJourney } from "../telemetry/journeys/journey-summary.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";

const CHANGED =
  "Nothing was changed: somebody has changed what the mend was planned from; examine again and look at what it would do";

export interface DoctorActionParts {
  /** The local store with its telemetry, and a caller of this Postern's APIs. */
  readonly source: DoctorSource;
  readonly nowMs: () => number;
  readonly pause: Pause;
  /** Of a past request, by its own id, API Gateway's request id, or a trace id. */
  readonly findJourney: (id: string) => Promise<Journey | undefined>;
}

export interface ExplainAnswer {
  /** 200; 404 when nothing is known of such a request. */
  readonly status: number;
  readonly body: object;
}

/** Which finding is to be mended. */
export interface MendRequest {
  readonly code: string;
  readonly resourceId: string;
  /** Of the report that the mend was agreed to with; without it, what is found now is mended. */
  readonly fingerprint?: string | undefined;
}

export interface MendAnswer {
  /**
   * 200; 404 when there is no such finding; 409 when the doctor cannot mend it, mends another, or would do something
   * else than was agreed to; 500 when it failed.
   */
  readonly status: number;
  readonly body: object;
}

export interface DoctorActions {
  /** The report, as `postern doctor --format json` prints it; of one API where its id is given, and undefined where there is none. */
  examine(apiId: string | null): Promise<JsonReport | undefined>;
  /** What became of a request, and the findings that explain it. */
  explain(id: string): Promise<ExplainAnswer>;
  fix(request: MendRequest): Promise<MendAnswer>;
}

/** Examinations that overlap are one; only one finding is mended at a time. */
export function createDoctorActions(parts: DoctorActionParts): DoctorActions {
  return new LocalDoctor(parts);
}

class LocalDoctor implements DoctorActions {
  readonly #parts: DoctorActionParts;
  /** By the API that they are limited to. */
  readonly #examining = new Map<string | null, Promise<JsonReport | undefined>>();
  #isMending = false;

  constructor(parts: DoctorActionParts) {
    this.#parts = parts;
  }

  examine(apiId: string | null): Promise<JsonReport | undefined> {
    const running = this.#examining.get(apiId);
    if (running !== undefined) return running;
    const examining = this.#examineNow(apiId).finally(() => this.#examining.delete(apiId));
    this.#examining.set(apiId, examining);
    return examining;
  }

  async explain(id: string): Promise<ExplainAnswer> {
    const journey = await this.#parts.findJourney(id);
    if (journey === undefined) {
      return refusal(
        404,
        `Nothing is known of request ${id}: it was not followed, did not fail, or is too long ago`,
      );
    }
    const diagnosis = await this.#diagnose(null);
    const inventories = diagnosis.examined.map(({ inventory }) => inventory);
    const findings = explainJourney(journey, diagnosis.findings, inventories);
    const hasFailed = journey.failedAt !== null || journey.status === 0 || journey.status >= 400;
    const request = { hasFailed, journey: summarizeJourney(journey) };
    return { status: 200, body: jsonReport({ ...diagnosis, findings }, { request }) };
  }

  async fix(request: MendRequest): Promise<MendAnswer> {
    if (this.#isMending) return refusal(409, "The doctor is mending another finding");
    this.#isMending = true;
    try {
      return await this.#mend(request);
    } finally {
      this.#isMending = false;
    }
  }

  async #examineNow(apiId: string | null): Promise<JsonReport | undefined> {
    try {
      return jsonReport(await this.#diagnose(apiId), {});
    } catch (cause) {
      if (cause instanceof UnknownApiError) return undefined;
      throw cause;
    }
  }

  #diagnose(apiId: string | null): Promise<Diagnosis> {
    const { source, nowMs } = this.#parts;
    return diagnose([source], { nowMs: nowMs(), codes: null, apiId });
  }

  async #mend({ code, resourceId, fingerprint }: MendRequest): Promise<MendAnswer> {
    const { source, pause } = this.#parts;
    const [examined] = (await this.#diagnose(null)).examined;
    const before = examined?.findings.find((one) => isSame(one, code, resourceId));
    if (examined === undefined || before === undefined) {
      return refusal(404, `There is no finding ${code} of ${resourceId} now`);
    }
    if (source.caller === null) return refusal(409, "Nothing can be changed here");
    const plan = planFixes({ ...examined, findings: [before] }, new Set([code]));
    const [skipped] = plan.skipped;
    if (skipped !== undefined) return refusal(409, skipped.why);
    const isAgreedFor = fingerprint ?? "";
    if (isAgreedFor !== "" && isAgreedFor !== mendFingerprint(before, examined)) {
      return refusal(409, CHANGED);
    }
    const { failed, deployed } = await makeFixes(plan.fixes, {
      caller: source.caller,
      pause,
      onStep: () => {},
    });
    const report = jsonReport(await this.#diagnose(null), {});
    const after = report.findings.find((one) => isSame(one, code, resourceId)) ?? null;
    const [failure] = failed;
    return {
      status: failure === undefined ? 200 : 500,
      body: {
        message: failure?.failure ?? "",
        isMended: after === null,
        made: plan.fixes.flatMap(({ calls }) => calls.map(describeCall)),
        deployed: deployed.map(({ stage, deploymentId }) => ({ ...stage, deploymentId })),
        undone: failure?.undone ?? [],
        left: failure?.left ?? [],
        before,
        after,
        report,
      },
    };
  }
}

function isSame({ code, resource }: Finding, wanted: string, resourceId: string): boolean {
  return code === wanted && resource.id === resourceId;
}

function refusal(status: number, message: string): MendAnswer {
  return { status, body: { message } };
}
