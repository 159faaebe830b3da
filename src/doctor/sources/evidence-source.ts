// Evidence beside an inventory: metrics of the last hours, requests that failed, what access logs count, and what
// targets speak. Each is worth having and none is needed: what cannot be read is said and left out.
import type { MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type { Journey } from "../../telemetry/journeys/journey.ts";
import type { Evidence } from "../evidence.ts";
import type { Inventory, Unreadable } from "../inventory.ts";
import { AccountReader, CALLS_IN_FLIGHT_MAX } from "./account-reader.ts";
import { askJson, isLoopback } from "./ask-postern.ts";
import type { AwsClients } from "./aws-clients.ts";
import { readAccessLogEvidence } from "./evidence-access-logs.ts";
import { readFailedJourneys } from "./evidence-journeys.ts";
import { readMetricEvidence, readStoreMetricEvidence, type Timespan } from "./evidence-metrics.ts";
import { probeTargets } from "./probe-targets.ts";

const HOUR_MS = 3_600_000;
export const EVIDENCE_HOURS = 3;
export const EVIDENCE_JOURNEYS_MAX = 50;

export interface EvidenceOptions {
  readonly nowMs: number;
  /** Connect to the targets of a local Postern; never done for anything else. */
  readonly probes: boolean;
  readonly hours?: number;
}

export interface GatheredEvidence {
  readonly evidence: Evidence;
  /** What could not be read. */
  readonly unreadable: readonly Unreadable[];
}

/** Evidence of an account or endpoint. Never rejects for what may not be read. */
export async function gatherEvidence(
  inventory: Inventory,
  clients: AwsClients,
  options: EvidenceOptions,
): Promise<GatheredEvidence> {
  const timespan = timespanOf(options);
  const reader = new AccountReader(CALLS_IN_FLIGHT_MAX);
  const { endpoint, postern } = clients;
  const isLocal = postern !== null && endpoint !== null && isLoopback(endpoint);
  const [metrics, logged, journeys, probes] = await Promise.all([
    readMetricEvidence(inventory, clients, reader, timespan),
    readAccessLogEvidence(inventory, clients, reader, timespan),
    postern === null || endpoint === null
      ? []
      : readFailedJourneys(endpoint, timespan.sinceMs, EVIDENCE_JOURNEYS_MAX),
    options.probes && isLocal
      ? probeTargets(inventory, { instances: await instancesOf(endpoint) })
      : [],
  ]);
  return {
    evidence: { metrics: [...metrics, ...logged], journeys, probes },
    unreadable: reader.unreadable(),
  };
}

/** What this Postern itself knows. */
export interface StoreEvidenceSource {
  readonly scope: Scope;
  readonly metrics: MetricStore;
  /** Those of requests that failed since then, newest first. */
  failedJourneys(sinceMs: number, countMax: number): Promise<readonly Journey[]>;
  /** Where instances are reached, by instance id. */
  readonly instances: Readonly<Record<string, string>>;
}

/** Evidence of this Postern, without a call. */
export async function gatherStoreEvidence(
  inventory: Inventory,
  source: StoreEvidenceSource,
  options: EvidenceOptions,
): Promise<Evidence> {
  const timespan = timespanOf(options);
  const { instances } = source;
  const [metrics, journeys, probes] = await Promise.all([
    readStoreMetricEvidence(inventory, source, timespan),
    source.failedJourneys(timespan.sinceMs, EVIDENCE_JOURNEYS_MAX),
    options.probes ? probeTargets(inventory, { instances }) : [],
  ]);
  return { metrics, journeys, probes };
}

function timespanOf({ nowMs, hours = EVIDENCE_HOURS }: EvidenceOptions): Timespan {
  return { nowMs, sinceMs: nowMs - hours * HOUR_MS };
}

async function instancesOf(endpoint: string): Promise<Record<string, string>> {
  const answer = await askJson(endpoint, "/_postern/instances");
  if (typeof answer !== "object" || answer === null || !("instances" in answer)) return {};
  const { instances } = answer;
  if (typeof instances !== "object" || instances === null) return {};
  const entries = Object.entries(instances).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}
