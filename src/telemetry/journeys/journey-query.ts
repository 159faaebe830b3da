// What lists and live streams of journeys can be filtered by.
import type { JourneySearch } from "../database/telemetry-store.ts";
import { matchesStatus } from "../requests/status-class.ts";
import type { Journey, JourneyHop } from "./journey.ts";
import { hopsOf } from "./journey-summary.ts";

export interface JourneyQuery extends JourneySearch {
  /** Further ids and ARNs beside `resource`. */
  readonly alsoTouched: readonly string[];
  readonly loadBalancerName: string | null;
  /** Of an API, by name; null: any. */
  readonly stage: string | null;
  readonly method: string | null;
  /** A part of the path; null: any. */
  readonly path: string | null;
  /** Wall time; only journeys that began then or later. */
  readonly sinceMs: number | null;
}

/** Asks for everything. */
export const ANY_JOURNEY: JourneyQuery = {
  resource: null,
  alsoTouched: [],
  loadBalancerName: null,
  stage: null,
  status: null,
  failed: false,
  method: null,
  path: null,
  sinceMs: null,
  beforeMs: null,
  limit: 50,
};

/** Whether the journey is one of those that are asked for. */
export function matchesJourney(journey: Journey, query: JourneyQuery): boolean {
  return (
    matchesRequest(journey, query) &&
    (query.resource === null || touches(journey, query.resource)) &&
    query.alsoTouched.every((resource) => touches(journey, resource)) &&
    touchesLoadBalancer(journey, query.loadBalancerName)
  );
}

/** The same but for the resources it touched. A target's own error counts as failed, too. */
export function matchesRequest(journey: Journey, query: JourneyQuery): boolean {
  const { status, request, startedAtMs } = journey;
  if (!matchesStatus(status, query.status)) return false;
  if (query.failed && status < 400 && journey.failedAt === null) return false;
  if (query.method !== null && request.method !== query.method) return false;
  if (query.path !== null && !pathOf(request.target).includes(query.path)) return false;
  if (query.sinceMs !== null && startedAtMs < query.sinceMs) return false;
  if (query.beforeMs !== null && startedAtMs >= query.beforeMs) return false;
  return touchesStage(journey, query.stage);
}

/** Whether the journey touched the resource: a hop or a decision was its. */
export function touches(journey: Journey, resource: string): boolean {
  return hopsOf(journey.way).some(
    (hop) =>
      hop.resource === resource ||
      hop.steps.some((step) => step.resource === resource || step.loadBalancerArn === resource),
  );
}

/** Whether `arn` is that of a load balancer of that name. */
export function isLoadBalancerNamed(arn: string, name: string): boolean {
  return arn.includes(`:loadbalancer/app/${name}/`) || arn.includes(`:loadbalancer/net/${name}/`);
}

function touchesLoadBalancer(journey: Journey, name: string | null): boolean {
  if (name === null) return true;
  return hopsOf(journey.way).some((hop) => isLoadBalancerNamed(hop.resource, name));
}

function touchesStage(journey: Journey, stage: string | null): boolean {
  if (stage === null) return true;
  return hopsOf(journey.way).some(
    (hop) =>
      hop.kind.endsWith("-api") &&
      (hop.name.endsWith(`(${stage})`) ||
        hop.steps.some(({ resource }) => isStage(resource, hop, stage))),
  );
}

/** A stage is named by itself, with its API, or by its ARN, whose deployments and routes come after it. */
function isStage(resource: string, hop: JourneyHop, stage: string): boolean {
  if (resource === stage || resource === `${hop.resource}/${stage}`) return true;
  return `${resource}/`.includes(`/stages/${stage}/`);
}

function pathOf(target: string): string {
  const question = target.indexOf("?");
  return question === -1 ? target : target.slice(0, question);
}
