// The report for machines and for the console. Members are never taken away; others may join.
import type { Diagnosis } from "../diagnose.ts";
import type { Finding, Undecided } from "../rule.ts";
import { readable } from "../unresolved.ts";

export interface JsonReport {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly checked: Diagnosis["checked"];
}

/** Plain data; `extra` joins it: the request that was explained, what was mended. */
export function jsonReport<Extra extends object>(
  { findings, undecided, checked }: Diagnosis,
  extra: Extra,
): JsonReport & Extra {
  const report = { findings, undecided, checked, ...extra };
  return JSON.parse(JSON.stringify(report, readableStrings)) as JsonReport & Extra;
}

function readableStrings(_name: string, value: unknown): unknown {
  return typeof value === "string" ? readable(value) : value;
}
