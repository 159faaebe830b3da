// How much was found and how much was looked at, in words.
import type { Diagnosis } from "../diagnose.ts";
import type { Severity } from "../rule.ts";

const WORDS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ["error", "errors"],
  warning: ["warning", "warnings"],
  info: ["note", "notes"],
};

/** "1 error, 2 warnings" */
export function countsText({ findings }: Diagnosis): string {
  const parts = (Object.keys(WORDS) as Severity[]).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${WORDS[severity][count === 1 ? 0 : 1]}`];
  });
  return parts.length === 0 ? "nothing found" : parts.join(", ");
}

/** "9 resources and 1 way to a backend were checked against 41 rules" */
export function checkedText({ checked }: Diagnosis): string {
  let resources = 0;
  for (const count of Object.values(checked.resources)) resources += count;
  return (
    `${resources} ${resources === 1 ? "resource" : "resources"} and ${checked.ways} ${checked.ways === 1 ? "way" : "ways"} ` +
    `to a backend were checked against ${checked.rules} ${checked.rules === 1 ? "rule" : "rules"}`
  );
}
