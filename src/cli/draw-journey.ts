// Draws a journey hop by hop for a terminal: what each hop decided, on what evidence, and which one failed.
import { styleText } from "node:util";
import type { Journey, JourneyHop, JourneyStep } from "../telemetry/journeys/journey.ts";
import { printableText } from "./printable-text.ts";

type Style = Parameters<typeof styleText>[0];

const EVIDENCE_LINES_MAX = 12;
const VALUE_CHARACTERS_MAX = 160;

export interface Drawing {
  readonly isColoured: boolean;
  /** Evidence of every step, not only of the one that failed. */
  readonly isVerbose: boolean;
}

/** Several lines, each ended. */
export function drawJourney(seen: Journey, drawing: Drawing): string {
  const journey = printableJourney(seen);
  const paint = painter(drawing.isColoured);
  const { method, host, target, clientAddress } = journey.request;
  const lines = [
    `${paint("bold", `${method} ${target}`)}  ${paint("dim", `Host: ${host}  from ${clientAddress}  ${journey.id}`)}`,
  ];
  drawHop(journey.way, { ...drawing, paint, lines, depth: 0 });
  const took = `${journey.durationMs.toFixed(1)} ms`;
  lines.push(
    `${journey.status >= 400 || journey.status === 0 ? paint("red", "✗") : paint("green", "✓")} client got ${answerText(journey.status)} after ${took}`,
  );
  if (journey.failedAt !== null) {
    const { kind, decision, resource, failure } = journey.failedAt;
    const detail = failure.detail === "" ? "" : `: ${failure.detail}`;
    lines.push(
      paint("red", `  ${NAMES[kind]} decided it at "${decision}" (${failure.kind}${detail})`),
    );
    if (resource !== "") lines.push(paint("dim", `  ${resource}`));
  }
  return `${lines.join("\n")}\n`;
}

/** Requests and answers come from anybody: nothing of them may steer the terminal. */
function printableJourney(journey: Journey): Journey {
  return JSON.parse(JSON.stringify(journey), (_name, value: unknown) =>
    typeof value === "string" ? printableText(value) : value,
  ) as Journey;
}

const NAMES: Readonly<Record<JourneyHop["kind"], string>> = {
  "http-api": "The HTTP API",
  "rest-api": "The REST API",
  alb: "The Application Load Balancer",
  nlb: "The Network Load Balancer",
};

interface Pen extends Drawing {
  readonly paint: (style: Style, text: string) => string;
  readonly lines: string[];
  readonly depth: number;
}

function drawHop(hop: JourneyHop, pen: Pen): void {
  const { paint, lines, depth } = pen;
  const margin = "│  ".repeat(depth);
  const mark = hop.failure === null ? paint("green", "●") : paint("red", "●");
  const status = hop.status === 0 ? "" : ` → ${hop.status}`;
  lines.push(
    `${margin}${mark} ${paint("bold", hop.name)}${status}  ${paint("dim", `${hop.durationMs.toFixed(1)} ms`)}`,
  );
  for (const step of hop.steps) drawStep(step, pen, margin);
  for (const next of hop.next) drawHop(next, { ...pen, depth: depth + 1 });
}

function drawStep(step: JourneyStep, { paint, lines, isVerbose }: Pen, margin: string): void {
  const failed = step.failure !== null;
  const mark = failed ? paint("red", "✗") : paint("dim", "·");
  const time = step.durationMs > 0 ? paint("dim", ` ${step.durationMs.toFixed(1)} ms`) : "";
  const decision = step.decision.padEnd(16);
  lines.push(
    `${margin}│ ${mark} ${failed ? paint("red", decision) : decision} ${step.summary}${time}`,
  );
  if (!failed && !isVerbose) return;
  if (step.resource !== "") lines.push(`${margin}│     ${paint("dim", step.resource)}`);
  for (const line of evidenceLines(step.evidence))
    lines.push(`${margin}│     ${paint("dim", line)}`);
}

function evidenceLines(evidence: JourneyStep["evidence"]): string[] {
  const entries = Object.entries(evidence);
  const lines = entries.slice(0, EVIDENCE_LINES_MAX).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const shown =
      text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}…` : text;
    return printableText(`${name}: ${shown}`);
  });
  if (entries.length > EVIDENCE_LINES_MAX) {
    lines.push(`… ${entries.length - EVIDENCE_LINES_MAX} more (--json shows all)`);
  }
  return lines;
}

function answerText(status: number): string {
  return status === 0 ? "no answer" : `status ${status}`;
}

function painter(isColoured: boolean): Pen["paint"] {
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}
