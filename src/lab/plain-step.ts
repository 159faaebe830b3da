// A step of a run as plain data, for a page that follows it: bounded in size, with nothing in it that a browser could
// not read. Pure.
import type { Finding } from "../doctor/rule.ts";
import { readable } from "../doctor/unresolved.ts";
import type { RunStep } from "./run-scenario.ts";
import type { AnswerView, RequestView, StepView } from "./run-view.ts";
import type { LabRequest } from "./scenario.ts";

const HEADERS_MAX = 40;
const HEADER_CHARACTERS_MAX = 300;

/** What is told of a step. */
export function plainStep(step: RunStep): StepView {
  switch (step.kind) {
    case "built":
      return { kind: "built", url: step.built.url, resources: { ...step.built.resources } };
    case "asked":
      return { ...step, request: plainRequest(step.request), answer: plainAnswer(step.answer) };
    case "diagnosed":
      return { ...step, findings: readableFindings(step.findings) };
    case "refused":
    case "mended":
      return step;
  }
}

function plainRequest({ method, path, headers = [], body }: LabRequest): RequestView {
  const cut = (text: string) => shortened(text, HEADER_CHARACTERS_MAX);
  return {
    method,
    path: cut(path),
    headers: plainHeaders(headers),
    bodyBytes: body?.length ?? 0,
  };
}

function plainAnswer(answer: AnswerView): AnswerView {
  return { ...answer, headers: plainHeaders(answer.headers) };
}

function plainHeaders(headers: AnswerView["headers"]): AnswerView["headers"] {
  return headers
    .slice(0, HEADERS_MAX)
    .map(([name, value]) => [
      shortened(name, HEADER_CHARACTERS_MAX),
      shortened(value, HEADER_CHARACTERS_MAX),
    ]);
}

function shortened(text: string, charactersMax: number): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}

/** What no template could tell is said in words. */
function readableFindings(findings: readonly Finding[]): readonly Finding[] {
  const inWords = (_name: string, value: unknown): unknown =>
    typeof value === "string" ? readable(value) : value;
  return JSON.parse(JSON.stringify(findings, inWords)) as readonly Finding[];
}
