// What was seen, where there is somebody to ask: metrics of the last hours, journeys of requests that failed, probes
// of targets. Plain data, gathered before the rules run; a rule that finds none says what it can from the inventory.
import type { Journey } from "../telemetry/journeys/journey.ts";

/** A metric's sum over the time looked at. */
export interface MetricEvidence {
  /** ARN of the load balancer, or API id. */
  readonly resource: string;
  /** "DesyncMitigationMode_NonCompliant_Request_Count", "HTTPCode_ELB_4XX_Count", … */
  readonly metricName: string;
  readonly sum: number;
  readonly sinceMs: number;
}

/** What answered when somebody connected to a target. */
export interface ProbeEvidence {
  readonly targetGroupArn: string;
  /** "Id:Port" */
  readonly target: string;
  readonly speaks: "http" | "tls" | "something-else" | "nothing" | "refused";
  readonly detail: string;
}

export interface Evidence {
  readonly metrics: readonly MetricEvidence[];
  /** Newest first. */
  readonly journeys: readonly Journey[];
  readonly probes: readonly ProbeEvidence[];
}

export const NO_EVIDENCE: Evidence = { metrics: [], journeys: [], probes: [] };
