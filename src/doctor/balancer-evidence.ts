// What evidence tells of one load balancer: sums of its metrics, and what its part of recent journeys was.
import type { Evidence } from "./evidence.ts";
import type { Journey, JourneyHop, JourneyStep } from "../telemetry/journeys/journey.ts";

/** A decision of the load balancer about one request. */
export interface SeenStep {
  readonly journey: Journey;
  readonly step: JourneyStep;
}

/** The metric's sum over everything that was looked at; 0 when there is none. */
export function metricSum(evidence: Evidence, resource: string, metricName: string): number {
  let sum = 0;
  for (const metric of evidence.metrics) {
    if (metric.resource === resource && metric.metricName === metricName) sum += metric.sum;
  }
  return sum;
}

/** Its steps of that decision, newest first, one for each request. */
export function stepsOf(evidence: Evidence, loadBalancerArn: string, decision: string): SeenStep[] {
  return evidence.journeys.flatMap((journey) => {
    const hop = hopsOf(journey.way).find(
      ({ kind, resource }) => kind === "alb" && resource === loadBalancerArn,
    );
    const step = hop?.steps.find((one) => one.decision === decision);
    return step === undefined ? [] : [{ journey, step }];
  });
}

function hopsOf(hop: JourneyHop): JourneyHop[] {
  return [hop, ...hop.next.flatMap(hopsOf)];
}
