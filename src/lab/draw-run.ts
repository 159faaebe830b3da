// Shows a run of a scenario to people: what was asked, what came back, what the doctor says, what was changed, and
// whether all of it came out as declared. Pure; lines in, colours on a terminal.
import { styleText } from "node:util";
import type { Finding, Severity } from "../doctor/rule.ts";
import { labelOf, type LabRequest, type Scenario } from "./scenario.ts";
import type { LabAnswer } from "./lab-answer.ts";
import type { RunStep, ScenarioRun } from "./run-scenario.ts";

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

const WIDTH = 100;
const BODY_LINES_MAX = 8;
const HEADER_CHARACTERS_MAX = 120;
const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
  error: "red",
  warning: "yellow",
  info: "cyan",
};

/** Colours, or none. */
export function painter(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}

/** Name, title and story. */
export function drawTitle(scenario: Scenario, paint: Paint): string {
  const label = labelOf(scenario);
  const head = `${paint("bold", scenario.title)}  ${paint("dim", `${scenario.name} · ${label}`)}`;
  return `\n${head}\n${indent(wrapped(scenario.story), "  ")}\n`;
}

/** A paragraph. */
export function drawProse(text: string): string {
  return `\n${wrapped(text).join("\n")}\n`;
}

/** One step of a run, as soon as it is done. */
export function drawStep(step: RunStep, paint: Paint): string {
  switch (step.kind) {
    case "built":
      return "";
    case "asked":
      return drawAnswer(step.request, step.answer, paint);
    case "refused":
      return `\n  ${paint("red", `✗ refused by the API: ${step.status}`)} ${step.message}\n`;
    case "diagnosed":
      return drawFindings(step.findings, step.when, paint);
    case "mended":
      return drawFixes(step.fixes, paint);
  }
}

/** Passed, or what was not as declared. */
export function drawVerdict({ problems, durationMs }: ScenarioRun, paint: Paint): string {
  const took = paint("dim", `${(durationMs / 1000).toFixed(1)} s`);
  if (problems.length === 0) return `\n  ${paint("green", "passed")} ${took}\n`;
  const lines = problems.map((problem) => `    ${paint("red", "✗")} ${problem}`);
  return `\n  ${paint("red", "not as declared")} ${took}\n${lines.join("\n")}\n`;
}

/** One line per run, for many of them. */
export function drawLine(run: ScenarioRun, paint: Paint): string {
  const { scenario, problems, durationMs } = run;
  const mark = problems.length === 0 ? paint("green", "✓") : paint("red", "✗");
  const label = labelOf(scenario);
  const line = `${mark} ${scenario.name.padEnd(34)} ${paint("dim", `${label.padEnd(15)} ${(durationMs / 1000).toFixed(1)} s`)}`;
  return [line, ...problems.map((problem) => `    ${paint("red", problem)}`)].join("\n") + "\n";
}

function drawAnswer(request: LabRequest, answer: LabAnswer, paint: Paint): string {
  const { method, path } = request;
  const lines = [`\n  ${paint("bold", `${method} ${path}`)}`];
  if (answer.status === 0) {
    lines.push(`  ${paint("red", `no answer: ${answer.failure}`)}`);
    return `${lines.join("\n")}\n`;
  }
  const style = answer.status >= 400 ? "red" : "green";
  lines.push(`  ${paint(style, `HTTP/1.1 ${answer.status} ${answer.reason}`)}`);
  for (const [name, value] of answer.headers) {
    lines.push(`  ${paint("dim", `${name}: ${value}`.slice(0, HEADER_CHARACTERS_MAX))}`);
  }
  lines.push("");
  const body = answer.body.trimEnd().split(/\r?\n/);
  lines.push(...body.slice(0, BODY_LINES_MAX).map((line) => `  ${printable(line)}`));
  return `${lines.join("\n")}\n`;
}

function drawFindings(
  findings: readonly Finding[],
  when: "before" | "after",
  paint: Paint,
): string {
  if (findings.length === 0) {
    return `\n  ${paint("green", "The doctor has nothing to say.")}\n`;
  }
  const lines = [
    `\n  ${paint("bold", when === "before" ? "The doctor says" : "The doctor still says")}`,
  ];
  for (const finding of findings) {
    const style = SEVERITY_STYLES[finding.severity];
    lines.push(`  ${paint(style, `${finding.severity} ${finding.code}`)} ${finding.title}`);
    lines.push(paint("dim", indent(wrapped(finding.why), "    ")));
    const [fix] = finding.fixes;
    if (finding.mendedBy !== null) lines.push("    → the mend is saved and waits for a deployment");
    else if (fix !== undefined) lines.push(`    → ${fix.title}`);
  }
  return `${lines.join("\n")}\n`;
}

function drawFixes(fixes: Extract<RunStep, { kind: "mended" }>["fixes"], paint: Paint): string {
  const lines = [`\n  ${paint("bold", "What mends it")}`];
  for (const { title, calls } of fixes) {
    lines.push(`  ${paint("cyan", title)}`);
    for (const call of calls) lines.push(paint("dim", `    ${call}`));
  }
  return `${lines.join("\n")}\n`;
}

/** Control characters of an answer are not for the terminal. */
function printable(line: string): string {
  return line.replace(/[^\t\x20-\x7e]/g, "·").slice(0, HEADER_CHARACTERS_MAX);
}

function indent(lines: readonly string[], margin: string): string {
  return lines.map((line) => `${margin}${line}`).join("\n");
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
