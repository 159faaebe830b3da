// A request that is over, as lists of the newest requests show it.
import type { FailureKind } from "../../base/failure.ts";
import type { HopKind } from "../journeys/journey.ts";
import { matchesStatus } from "./status-class.ts";

export interface RecentRequest {
  readonly hop: HopKind;
  /** Wall time of its start. */
  readonly atMs: number;
  readonly durationMs: number;
  /** API id, or load balancer ARN. */
  readonly resource: string;
  /** The API's name where it is known, or the load balancer's. */
  readonly name: string;
  /** The stage, or the listener's ARN. */
  readonly place: string;
  /** Route key, resource path, or the priority of the rule ("default" for the last). */
  readonly route: string;
  readonly client: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** What the client got; 0 when nothing. */
  readonly status: number;
  /** "address:port", "" for none; API Gateway does not say. */
  readonly target: string;
  /** 0 when no target answered. */
  readonly targetStatus: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly failure: FailureKind | null;
  readonly failureDetail: string;
  /** API Gateway's request id, or X-Amzn-Trace-Id. */
  readonly requestId: string;
  /** "Compliant", "Acceptable", "Ambiguous" or "Severe"; "" where requests are not classified. */
  readonly classification: string;
  readonly classificationReason: string;
  /** Of a request that was followed, else "". */
  readonly journeyId: string;
}

export interface RecentRequestQuery {
  readonly apiId: string | null;
  readonly stage: string | null;
  /** Name or ARN. */
  readonly loadBalancer: string | null;
  /** "4xx", "404" */
  readonly status: string | null;
  /** Only those that failed here or were answered with an error. */
  readonly failed: boolean;
  readonly method: string | null;
  /** A part of the path. */
  readonly path: string | null;
  /** Wall time. */
  readonly sinceMs: number | null;
  readonly limit: number;
}

/** Asks for everything. */
export const ANY_REQUEST: RecentRequestQuery = {
  apiId: null,
  stage: null,
  loadBalancer: null,
  status: null,
  failed: false,
  method: null,
  path: null,
  sinceMs: null,
  limit: 100,
};

/** Whether the request is one of those that are asked for. */
export function matchesRecentRequest(request: RecentRequest, query: RecentRequestQuery): boolean {
  const { hop, resource, status } = request;
  const isApi = hop === "http-api" || hop === "rest-api";
  if (!matchesStatus(status, query.status)) return false;
  if (query.failed && status < 400 && request.failure === null) return false;
  if (query.apiId !== null && !(isApi && resource === query.apiId)) return false;
  if (query.stage !== null && !(isApi && request.place === query.stage)) return false;
  if (query.loadBalancer !== null && !isLoadBalancer(request, isApi, query.loadBalancer)) {
    return false;
  }
  if (query.method !== null && request.method !== query.method) return false;
  if (query.path !== null && !request.path.includes(query.path)) return false;
  return query.sinceMs === null || request.atMs >= query.sinceMs;
}

function isLoadBalancer(request: RecentRequest, isApi: boolean, wanted: string): boolean {
  return !isApi && (request.resource === wanted || request.name === wanted);
}
