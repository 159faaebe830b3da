// The report for a terminal: the gravest first, each with what was seen, why it fails and what mends it.
import { styleText } from "node:util";
import { findingsWithSource, type Diagnosis, type ExaminedSource } from "../diagnose.ts";
import type { Finding, Severity } from "../rule.ts";
import { commandEnvironments } from "./command-environment.ts";
import { remediesOf } from "./finding-remedy.ts";
import { printableLine, printableText, printableValue } from "./printable-text.ts";
import { checkedText, countsText } from "./report-counts.ts";
import { wrapped } from "./wrapped.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

export interface TextReportOptions {
  readonly isColoured: boolean;
  /** Findings that explain a request's failure; they stand first. */
  readonly explaining: ReadonlySet<Finding>;
}

const WIDTH = 100;
const MARGIN = "    ";
const HEADINGS: Readonly<Record<Severity, readonly [heading: string, mark: string, style: Style]>> =
  {
    error: ["Errors", "✗", "red"],
    warning: ["Warnings", "!", "yellow"],
    info: ["Notes", "·", "blue"],
  };

/** Several lines, each ended. */
export function textReport(diagnosis: Diagnosis, options: TextReportOptions): string {
  const paint: Paint = (style, text) =>
    options.isColoured ? styleText(style, text, { validateStream: false }) : text;
  const lines: string[] = [];
  for (const { kind, name, account, region } of diagnosis.checked.sources) {
    const isLive = kind === "store" || kind === "aws";
    const place = [account, region].filter((part) => isLive && part !== "").join(", ");
    const shown = place === "" ? "" : `  ${paint("dim", printableLine(place))}`;
    lines.push(`${paint("bold", printableLine(name))}${shown}`);
  }
  const all = findingsWithSource(diagnosis);
  const explaining = all.filter(({ finding }) => options.explaining.has(finding));
  if (explaining.length > 0) {
    lines.push("", paint("bold", "Why it failed"));
    for (const entry of explaining) lines.push(...findingLines(entry, paint));
  }
  for (const severity of Object.keys(HEADINGS) as Severity[]) {
    const of = all.filter(
      ({ finding }) => finding.severity === severity && !options.explaining.has(finding),
    );
    if (of.length === 0) continue;
    lines.push("", paint("bold", `${HEADINGS[severity][0]} (${of.length})`));
    for (const entry of of) lines.push(...findingLines(entry, paint));
  }
  lines.push(...openLines(diagnosis, paint));
  for (const command of commandEnvironments(diagnosis.examined)) {
    lines.push(
      "",
      "The commands are for a shell that has",
      `  ${paint("cyan", printableLine(command))}`,
    );
  }
  lines.push("", summaryLine(diagnosis, paint));
  return `${lines.join("\n")}\n`;
}

function findingLines(
  { finding, examined }: { readonly finding: Finding; readonly examined: ExaminedSource },
  paint: Paint,
): string[] {
  const [, mark, style] = HEADINGS[finding.severity];
  const { code, name, resource, seen, why, page, isPending, mendedBy } = finding;
  const lines = [
    "",
    `  ${paint(style, `${mark} ${code}`)} ${paint("bold", printableLine(finding.title))}  ${paint("dim", name)}`,
    ...labelled("where", [whereText(resource)]),
  ];
  if (isPending)
    lines.push(...labelled("when", ["With the next deployment; no stage serves it yet"]));
  if (mendedBy !== null)
    lines.push(...labelled("when", ["Until the next deployment: what mends it is saved already"]));
  const values = Object.entries(seen).map(
    ([label, value]) => `${printableLine(label)}: ${printableValue(value)}`,
  );
  if (values.length > 0) lines.push(...labelled("seen", values));
  lines.push(...labelled("why", wrapped(printableLine(why), WIDTH)));
  const remedies = remediesOf(finding, examined.inventory.source.kind);
  for (const [position, { title, text }] of remedies.entries()) {
    lines.push(...labelled(position === 0 ? "mend" : "or", wrapped(printableLine(title), WIDTH)));
    for (const line of printableText(text).split("\n")) {
      if (line !== "") lines.push(`${MARGIN}         ${paint("cyan", line)}`);
    }
  }
  lines.push(...labelled("page", [paint("dim", page)]));
  return lines;
}

/** Its name, and the place in a file where it has one. */
export function whereText({ name, location }: Finding["resource"]): string {
  const { file, line, address } = location;
  if (file === "") return printableLine(name);
  const place = line === 0 ? file : `${file}:${line}`;
  return printableLine(`${name}, ${place}${address === "" ? "" : ` (${address})`}`);
}

function labelled(label: string, values: readonly string[]): string[] {
  return values.map(
    (value, position) => `${MARGIN}${(position === 0 ? label : "").padEnd(7)}${value}`,
  );
}

/** What could not be decided, and what could not be read. */
function openLines({ undecided, checked }: Diagnosis, paint: Paint): string[] {
  const lines: string[] = [];
  if (undecided.length > 0) {
    lines.push("", paint("bold", `Could not decide (${undecided.length})`));
    for (const { code, resource, why } of undecided) {
      lines.push(`  ? ${code} ${whereText(resource)}: ${printableLine(why)}`);
    }
  }
  const unreadable = checked.sources.flatMap((source) => source.unreadable);
  if (unreadable.length > 0) {
    lines.push("", paint("bold", `Could not read (${unreadable.length})`));
    for (const { what, why } of unreadable) {
      lines.push(`  ? ${printableLine(what)}: ${printableLine(why)}`);
    }
  }
  return lines;
}

function summaryLine(diagnosis: Diagnosis, paint: Paint): string {
  const counts = countsText(diagnosis);
  const isGood = diagnosis.findings.every(({ severity }) => severity === "info");
  const isWhole = diagnosis.checked.sources.every(({ unreadable }) => unreadable.length === 0);
  // What could not be read may hold what was not found.
  const good = isWhole ? paint("green", "✓") : paint("yellow", "?");
  const mark = isGood ? good : paint("red", "✗");
  return `${mark} ${paint("bold", counts)}; ${checkedText(diagnosis)}`;
}
