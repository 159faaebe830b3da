// The one way to a diagnosis, for the command, the console and the lab: reads every source, runs the rules on each, and
// puts what was found together. Reading is all that it does to a source.
import type { DoctorSource } from "./doctor-source.ts";
import { examinationSteps, type Examination } from "./examine.ts";
import { limitToApi } from "./limit-to-api.ts";
import type { Inventory, Unreadable } from "./inventory.ts";
import type { Finding, Severity, Undecided } from "./rule.ts";
import type { GatheredEvidence } from "./sources/evidence-source.ts";
import { inTemplateTerms } from "./template-terms.ts";
import { inSlices } from "./work-slices.ts";

export interface DiagnosisOptions {
  readonly nowMs: number;
  /** Null: all rules. */
  readonly codes: ReadonlySet<string> | null;
  /** Findings of this API and of what its ways touch only; null: all. */
  readonly apiId: string | null;
  /** Rules that were asked for by name. */
  readonly asked?: ReadonlySet<string> | undefined;
}

/** One source and what was found there. */
export interface ExaminedSource extends Examination {
  readonly source: DoctorSource;
  readonly inventory: Inventory;
  /** What the findings rest on beside the inventory, to examine a later inventory in the same light. */
  readonly gathered: GatheredEvidence;
  readonly nowMs: number;
}

/** What was looked at, so that silence can be told from blindness. */
export interface Checked {
  readonly rules: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly ways: number;
  readonly sources: readonly (Inventory["source"] & {
    readonly unreadable: readonly Unreadable[];
  })[];
}

export interface Diagnosis {
  /** Of all sources, the gravest first. */
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly checked: Checked;
  /** In the order they were asked for. */
  readonly examined: readonly ExaminedSource[];
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Rejects when a source cannot be read at all. */
export async function diagnose(
  sources: readonly DoctorSource[],
  options: DiagnosisOptions,
): Promise<Diagnosis> {
  const examined: ExaminedSource[] = [];
  for (const source of sources) examined.push(await examineSource(source, options));
  return joinExamined(examined);
}

/** Findings and what they were found in, the gravest first. */
export function findingsWithSource(
  diagnosis: Diagnosis,
): { readonly finding: Finding; readonly examined: ExaminedSource }[] {
  const all = diagnosis.examined.flatMap((examined) =>
    examined.findings.map((finding) => ({ finding, examined })),
  );
  return SEVERITIES.flatMap((severity) =>
    all.filter(({ finding }) => finding.severity === severity),
  );
}

/** True when there is anything that somebody should look into. */
export function hasTrouble(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity !== "info");
}

async function examineSource(
  source: DoctorSource,
  { nowMs, codes, apiId, asked }: DiagnosisOptions,
): Promise<ExaminedSource> {
  const read = await source.readInventory();
  const gathered = await source.gatherEvidence(read);
  const { evidence, unreadable } = gathered;
  const inventory = { ...read, unreadable: [...read.unreadable, ...unreadable] };
  const examination = await inSlices(
    examinationSteps(inventory, evidence, { nowMs, codes, asked }),
  );
  const limited = apiId === null ? examination : limitToApi(examination, inventory, apiId);
  const findings = inTemplateTerms(limited.findings, inventory);
  return { ...limited, findings, source, inventory, gathered, nowMs };
}

function joinExamined(examined: readonly ExaminedSource[]): Diagnosis {
  const resources: Record<string, number> = {};
  let ways = 0;
  for (const { checked } of examined) {
    ways += checked.ways;
    for (const [part, count] of Object.entries(checked.resources)) {
      resources[part] = (resources[part] ?? 0) + count;
    }
  }
  const all = examined.flatMap(({ findings }) => findings);
  return {
    findings: SEVERITIES.flatMap((severity) =>
      all.filter((finding) => finding.severity === severity),
    ),
    undecided: examined.flatMap(({ undecided }) => undecided),
    checked: {
      rules: examined[0]?.checked.rules ?? 0,
      resources,
      ways,
      sources: examined.map(({ inventory }) => ({
        ...inventory.source,
        unreadable: inventory.unreadable,
      })),
    },
    examined,
  };
}
