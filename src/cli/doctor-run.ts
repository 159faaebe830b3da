// Runs what `postern doctor` was asked for, from reading the sources to the report and the exit code.
import { systemClock } from "../base/clock.ts";
import { diagnose, hasTrouble, type DiagnosisOptions } from "../doctor/diagnose.ts";
import { explainAnswer, explainJourney } from "../doctor/explain-failure.ts";
import { openSources, type OpenSources } from "../doctor/open-sources.ts";
import { resolveRules } from "../doctor/resolve-rules.ts";
import { isLoopback } from "../doctor/sources/ask-postern.ts";
import { mendFindings } from "./doctor-mend.ts";
import type { DoctorIo } from "./doctor-io.ts";
import type { DoctorOptions } from "./doctor-options.ts";
import { writeReport } from "./doctor-report.ts";
import type { DoctorResult } from "./doctor-result.ts";
import { outcomeOfNew, outcomeOfPast, type RequestOutcome } from "./doctor-request.ts";
import { defaultEndpointUrl } from "./postern-endpoint.ts";

const EXIT_CODE_FINDINGS = 1;
const EXIT_CODE_NOT_MENDED = 2;

/** Gives the exit code; rejects with a message for people when the doctor cannot run. */
export async function runDoctor(options: DoctorOptions, io: DoctorIo): Promise<number> {
  const { fix, rules } = options;
  const codes = rules === null ? null : resolveRules(rules);
  const fixCodes = fix === null || fix.rules === null ? null : resolveRules(fix.rules);
  const hasSource = options.isAws || options.endpoints.length + options.templates.length > 0;
  const endpoints = hasSource ? options.endpoints : [defaultEndpointUrl()];
  if (fix !== null && !fix.isDryRun) refuseForeignChanges({ ...options, endpoints });
  const sources = await openSources({ ...options, endpoints, nowMs: () => systemClock.nowMs() });
  try {
    const request = await requestOutcome(options, endpoints[0] ?? null);
    const asked = codes ?? undefined;
    const wanted = { nowMs: systemClock.nowMs(), codes, apiId: options.apiId, asked };
    const before = await examineAll(sources, wanted, request);
    if (fix === null) {
      writeReport({ ...before, request, mend: null }, options.format, io);
      return hasTrouble(before.diagnosis.findings) ? EXIT_CODE_FINDINGS : 0;
    }
    if (options.format === "text") {
      writeReport({ ...before, request, mend: null }, "text", io);
    }
    const mend = await mendFindings({ ...before, request }, { fix, codes: fixCodes }, io);
    const after = mend.hasChanged ? await examineAll(sources, wanted, null) : before;
    const shown = options.format !== "text" || mend.hasChanged;
    if (shown) {
      const { explaining } = before;
      writeReport({ diagnosis: after.diagnosis, explaining, request, mend }, options.format, io);
    }
    if (mend.problem !== "") {
      io.tell(`postern: ${mend.problem}`);
      return EXIT_CODE_NOT_MENDED;
    }
    return hasTrouble(after.diagnosis.findings) ? EXIT_CODE_FINDINGS : 0;
  } finally {
    sources.close();
  }
}

/** Before anything is read: what is not on this machine is changed only with the flag. */
function refuseForeignChanges({ fix, isAws, endpoints }: DoctorOptions): void {
  if (fix?.mayChangeAnything === true) return;
  const foreign = isAws ? "an AWS account" : endpoints.find((endpoint) => !isLoopback(endpoint));
  if (foreign === undefined) return;
  throw new Error(`Cannot change ${foreign}: --fix needs --allow-changes for it`);
}

async function requestOutcome(
  { request, isAws, endpoints, templates }: DoctorOptions,
  firstEndpoint: string | null,
): Promise<RequestOutcome | null> {
  if (request === null) return null;
  if (!("requestId" in request)) return outcomeOfNew(request, firstEndpoint);
  if (firstEndpoint !== null) return outcomeOfPast(request, firstEndpoint);
  const what = isAws && endpoints.length + templates.length === 0 ? "AWS" : "a template";
  throw new Error(`Cannot look up a past request: ${what} keeps no journeys; give --endpoint`);
}

async function examineAll(
  { sources }: OpenSources,
  options: DiagnosisOptions,
  request: RequestOutcome | null,
): Promise<Pick<DoctorResult, "diagnosis" | "explaining">> {
  const diagnosis = await diagnose(sources, options);
  if (request === null || !request.hasFailed) return { diagnosis, explaining: [] };
  const { findings } = diagnosis;
  const inventories = diagnosis.examined.map(({ inventory }) => inventory);
  if (request.journey !== null) {
    return { diagnosis, explaining: explainJourney(request.journey, findings, inventories) };
  }
  if (request.answer === null) return { diagnosis, explaining: [] };
  const url = new URL(request.url);
  return { diagnosis, explaining: explainAnswer(url, request.answer, { findings, inventories }) };
}
