// The report for machines and for the console. Members are never taken away; others may join.
import type { Diagnosis } from "../diagnose.ts";
import { mendFingerprint } from "../fixing/mend-fingerprint.ts";
import type { Finding, Undecided } from "../rule.ts";
import { readable } from "../unresolved.ts";

export interface ReportedFinding extends Finding {
  /**
   * Of what a mend would do and of what it would change, where the doctor can mend it; "" where it cannot. Given back
   * with the wish to mend, it makes sure that nothing else is done than what was shown.
   */
  readonly fingerprint: string;
}

export interface JsonReport {
  readonly findings: readonly ReportedFinding[];
  readonly undecided: readonly Undecided[];
  readonly checked: Diagnosis["checked"];
}

/** Plain data; `extra` joins it: the request that was explained, what was mended. */
export function jsonReport<Extra extends object>(
  { findings, undecided, checked, examined }: Diagnosis,
  extra: Extra,
): JsonReport & Extra {
  const reported = findings.map((finding) => {
    const place = examined.find((one) => one.findings.includes(finding));
    return { ...finding, fingerprint: place === undefined ? "" : mendFingerprint(finding, place) };
  });
  const report = { findings: reported, undecided, checked, ...extra };
  return JSON.parse(JSON.stringify(report, readableStrings)) as JsonReport & Extra;
}

function readableStrings(_name: string, value: unknown): unknown {
  return typeof value === "string" ? readable(value) : value;
}
