// The report for a pull request: a table of what was found, then each finding folded together.
import { findingsWithSource, type Diagnosis, type ExaminedSource } from "../diagnose.ts";
import type { Finding, Severity } from "../rule.ts";
import { commandEnvironments } from "./command-environment.ts";
import { remediesOf, type Remedy } from "./finding-remedy.ts";
import { printableLine, printableText, printableValue } from "./printable-text.ts";
import { checkedText, countsText } from "./report-counts.ts";
import { whereText } from "./text-report.ts";

const MARKS: Readonly<Record<Severity, string>> = {
  error: "❌ error",
  warning: "⚠️ warning",
  info: "ℹ️ note",
};
/** What Markdown or the HTML within it would act upon; ASCII punctuation may stand behind a backslash. */
const ACTIVE = /[\\`*_{}[\]<>()#+!|~&$@]/g;

/** Ends with a line end. */
export function markdownReport(diagnosis: Diagnosis): string {
  const entries = findingsWithSource(diagnosis);
  const sources = diagnosis.checked.sources.map(({ name }) => plain(name)).join(", ");
  const parts = [
    "## Postern doctor",
    `**${countsText(diagnosis)}** in ${sources}; ${checkedText(diagnosis)}.`,
  ];
  if (entries.length > 0) parts.push(table(entries.map(({ finding }) => finding)));
  for (const { finding, examined } of entries) parts.push(details(finding, examined));
  for (const command of commandEnvironments(diagnosis.examined)) {
    const text = printableLine(command);
    const fence = fenceFor(text);
    parts.push(`The commands are for a shell that has\n\n${fence}sh\n${text}\n${fence}`);
  }
  parts.push(...openParts(diagnosis));
  return `${parts.join("\n\n")}\n`;
}

function table(findings: readonly Finding[]): string {
  const rows = findings.map(
    ({ severity, code, page, title, resource }) =>
      `| ${MARKS[severity]} | [${code}](${page}) | ${plain(title)} | ${plain(placeText(resource))} |`,
  );
  return ["| | rule | what | where |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function placeText({ location, name }: Finding["resource"]): string {
  const { file, line } = location;
  if (file === "") return name;
  return line === 0 ? file : `${file}:${line}`;
}

function details(finding: Finding, { inventory }: ExaminedSource): string {
  const { code, name, title, resource, seen, why, isPending, mendedBy } = finding;
  const seenLines = Object.entries(seen).map(
    ([label, value]) => `- ${plain(label)}: ${codeSpan(printableValue(value))}`,
  );
  const parts = [
    `<details><summary>${code} ${name}: ${html(title)}</summary>`,
    `Where: ${plain(whereText(resource))}`,
  ];
  if (isPending) parts.push("It comes with the next deployment; no stage serves it yet.");
  if (mendedBy !== null) parts.push("What mends it is saved already and waits for a deployment.");
  if (seenLines.length > 0) parts.push(`Seen:\n\n${seenLines.join("\n")}`);
  parts.push(`Why: ${plain(why)}`);
  for (const remedy of remediesOf(finding, inventory.source.kind)) parts.push(remedyPart(remedy));
  parts.push("</details>");
  return parts.join("\n\n");
}

function remedyPart({ title, language, text }: Remedy): string {
  const shown = printableText(text);
  if (shown === "") return `Mend: ${plain(title)}`;
  const fence = fenceFor(shown);
  return `Mend: ${plain(title)}\n\n${fence}${language}\n${shown}\n${fence}`;
}

function openParts({ undecided, checked }: Diagnosis): string[] {
  const parts: string[] = [];
  if (undecided.length > 0) {
    const lines = undecided.map(
      ({ code, resource, why }) => `- ${code} ${plain(whereText(resource))}: ${plain(why)}`,
    );
    parts.push(`### Could not decide\n\n${lines.join("\n")}`);
  }
  const unreadable = checked.sources.flatMap((source) => source.unreadable);
  if (unreadable.length > 0) {
    const lines = unreadable.map(({ what, why }) => `- ${plain(what)}: ${plain(why)}`);
    parts.push(`### Could not read\n\n${lines.join("\n")}`);
  }
  return parts;
}

function plain(text: string): string {
  return printableLine(text).replace(ACTIVE, "\\$&");
}

function html(text: string): string {
  return printableLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** A code span whose backticks are more than any run within (CommonMark §6.1). */
function codeSpan(text: string): string {
  const ticks = "`".repeat(longestRun(text) + 1);
  return `${ticks} ${text} ${ticks}`;
}

function fenceFor(text: string): string {
  return "`".repeat(Math.max(3, longestRun(text) + 1));
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
