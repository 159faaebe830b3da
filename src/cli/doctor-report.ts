// Writes a result of the doctor in the format that was asked for.
import { readFileSync } from "node:fs";
import { jsonReport } from "../doctor/report/json-report.ts";
import { markdownReport } from "../doctor/report/markdown-report.ts";
import { printableLine, printableText } from "../doctor/report/printable-text.ts";
import { sarifReport } from "../doctor/report/sarif-report.ts";
import { textReport } from "../doctor/report/text-report.ts";
import { everyRule } from "../doctor/resolve-rules.ts";
import { describeCall } from "../doctor/fixing/describe-call.ts";
import type { DoctorFormat } from "./doctor-options.ts";
import type { RequestOutcome } from "./doctor-request.ts";
import type { DoctorIo } from "./doctor-io.ts";
import type { DoctorResult, MendResult } from "./doctor-result.ts";
import { drawJourney } from "./draw-journey.ts";

const BODY_CHARACTERS_MAX = 2_000;

/** The report of what is now; after --fix of what is left. */
export function writeReport(result: DoctorResult, format: DoctorFormat, io: DoctorIo): void {
  const { diagnosis } = result;
  if (format === "json") io.write(`${JSON.stringify(jsonOf(result), null, 2)}\n`);
  else if (format === "markdown") io.write(markdownReport(diagnosis));
  else if (format === "sarif") io.write(sarifOf(result));
  else writeText(result, io);
}

function writeText({ diagnosis, request, explaining, mend }: DoctorResult, io: DoctorIo): void {
  const { isColoured } = io;
  if (request !== null && mend === null) {
    io.write(`${requestText(request, io)}\n`);
    if (request.hasFailed && explaining.length === 0) {
      io.write("No finding explains why it failed.\n\n");
    }
  }
  if (mend !== null) io.write("\nAfterwards\n");
  io.write(textReport(diagnosis, { isColoured, explaining: new Set(explaining) }));
}

/** Its way, or its answer where nobody followed it. */
function requestText({ method, url, journey, answer }: RequestOutcome, io: DoctorIo): string {
  if (journey !== null)
    return drawJourney(journey, { isColoured: io.isColoured, isVerbose: false });
  const line = printableLine(`${method} ${url}`);
  if (answer === null) return `${line}\n`;
  if (answer.status === 0) {
    const { kind = "unknown", detail = "" } = answer.failure ?? {};
    return `${line}\nNo answer: ${printableLine(`${kind} ${detail}`)}\n`;
  }
  const body = printableBody(answer.body);
  const head = answer.headers.map(([name, value]) => printableLine(`${name}: ${value}`)).join("\n");
  return `${line}\n${answer.status} ${printableLine(answer.reason)}\n${head}\n\n${body}\n`;
}

function printableBody(body: Buffer): string {
  return printableText(body.subarray(0, BODY_CHARACTERS_MAX).toString("utf8"));
}

function sarifOf({ diagnosis }: DoctorResult): string {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { version: string };
  const rules = everyRule();
  return sarifReport(diagnosis, { rules, version, workingDirectory: process.cwd() });
}

function jsonOf({ diagnosis, request, explaining, mend }: DoctorResult): unknown {
  return jsonReport(diagnosis, {
    ...(request === null ? {} : { request: requestJson(request, explaining) }),
    ...(mend === null ? {} : { fix: mendJson(mend) }),
  });
}

function requestJson(outcome: RequestOutcome, explaining: DoctorResult["explaining"]): unknown {
  const { method, url, status, hasFailed, journey, answer } = outcome;
  return {
    method,
    url,
    status,
    hasFailed,
    journey,
    answer:
      answer === null
        ? null
        : {
            status: answer.status,
            headers: answer.headers,
            body: answer.body.toString("utf8"),
            failure: answer.failure,
          },
    explainedBy: explaining.map(({ code, resource }) => ({ code, resource: resource.id })),
  };
}

function mendJson({ before, plans, made, problem, replay }: MendResult): unknown {
  return {
    problem,
    replay,
    before: before.map(({ code, severity, resource }) => ({
      code,
      severity,
      resource: resource.id,
    })),
    planned: plans.flatMap(({ fixes }) =>
      fixes.map(({ finding, title, calls, deploys }) => ({
        code: finding.code,
        resource: finding.resource.id,
        title,
        calls,
        deploys,
      })),
    ),
    skipped: plans.flatMap(({ skipped }) =>
      skipped.map(({ finding, why }) => ({
        code: finding.code,
        resource: finding.resource.id,
        why,
      })),
    ),
    made: made.flatMap((one) =>
      (one?.made ?? []).map(({ finding, calls }) => ({
        code: finding.code,
        resource: finding.resource.id,
        calls: calls.map(describeCall),
      })),
    ),
    deployed: made.flatMap((one) =>
      (one?.deployed ?? []).map(({ stage, deploymentId }) => ({ ...stage, deploymentId })),
    ),
    failed: made.flatMap((one) =>
      (one?.failed ?? []).map(({ fix, failure, undone, left }) => ({
        code: fix.finding.code,
        resource: fix.finding.resource.id,
        failure,
        undone,
        left,
      })),
    ),
  };
}
