// The lab's way to the doctor: what it reads of a scenario's account, what it says of a template, and how a fix is
// made. An interface, so that the runner can be tried with a doctor that says what a test wants.
import type { Evidence } from "../doctor/evidence.ts";
import type { Inventory } from "../doctor/inventory.ts";
import type { Finding } from "../doctor/rule.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import type { LabPlace } from "./lab-clients.ts";

/** What the scenario adds to what was read. */
export interface LabDiagnosisOptions {
  /** Of the scenario's own requests, newest first. */
  readonly journeys: readonly Journey[];
  imagineInventory(inventory: Inventory): Inventory;
  imagineEvidence(evidence: Evidence): Evidence;
}

/** A fix that was made. */
export interface MadeFix {
  readonly title: string;
  /** "apigatewayv2 UpdateIntegration {…}", deployments last. */
  readonly calls: readonly string[];
}

export interface LabDiagnosis {
  readonly findings: readonly Finding[];
  /** Makes what the findings of these codes propose first, and deploys; rejects when it cannot. */
  mend(codes: ReadonlySet<string>): Promise<readonly MadeFix[]>;
}

export interface LabDoctor {
  diagnose(place: LabPlace, options: LabDiagnosisOptions): Promise<LabDiagnosis>;
  diagnoseTemplate(text: string): Promise<readonly Finding[]>;
}
