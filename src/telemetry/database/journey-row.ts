// A journey as the row it is kept as: its JSON, and what it is searched by.
import type { Journey, JourneyHop } from "../journeys/journey.ts";
import type { JourneyRow } from "./journey-table.ts";

/** Resources beyond it cannot be searched for. */
const RESOURCES_MAX = 256;

/** Throws where evidence is no plain data. */
export function journeyRowOf(journey: Journey): JourneyRow {
  const resources = new Set<string>();
  addResources(journey.way, resources);
  const { id, requestId, traceId, startedAtMs, status, failedAt } = journey;
  return {
    id,
    requestId,
    traceId,
    startedAtMs,
    status,
    failed: failedAt !== null,
    resources: JSON.stringify([...resources].slice(0, RESOURCES_MAX)),
    body: JSON.stringify(journey),
  };
}

/** Whatever its steps were decided by, and whose listener, rule or target group that was. */
function addResources(hop: JourneyHop, into: Set<string>): void {
  into.add(hop.resource);
  for (const { resource, loadBalancerArn } of hop.steps) {
    if (resource !== "") into.add(resource);
    if (loadBalancerArn !== "") into.add(loadBalancerArn);
  }
  for (const next of hop.next) addResources(next, into);
}
