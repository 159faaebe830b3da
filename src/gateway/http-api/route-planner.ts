// Why a request takes the route it takes, or which routes came nearest when none does: for journeys and the
// doctor, never on the request path. Pure.
import type { Clock } from "../../base/clock.ts";
import type { RouteSnapshot } from "../../store/snapshots.ts";
import { isParameter, parseRouteKey } from "./route-key.ts";
import { buildRouteMatcher } from "./route-matcher.ts";

/** A route that did not take the request. */
export interface NearRoute {
  readonly routeKey: string;
  /** The first thing that does not fit. */
  readonly difference: "method" | "segment" | "too-short" | "too-long" | "trailing-slash";
  /** How many segments from the left agree. */
  readonly matchingSegments: number;
}

export interface RoutePlan {
  readonly route: RouteSnapshot | null;
  /** Nearest first, only when no route takes the request. */
  readonly nearest: readonly NearRoute[];
}

/** How many near misses are told. */
export const NEAREST_ROUTES_MAX = 3;

/** Plans the route of `method` and `path` (without stage) among `routes`. */
export function planRoute(
  routes: readonly RouteSnapshot[],
  request: { readonly method: string; readonly path: string },
  clock: Clock,
): RoutePlan {
  const matched = buildRouteMatcher(routes, clock).match(request.method, request.path);
  if (matched !== null) return { route: matched, nearest: [] };
  const near: NearRoute[] = [];
  for (const route of routes) {
    const found = compare(route.routeKey, request.method, request.path);
    if (found !== null) near.push(found);
  }
  near.sort((a, b) => weight(b) - weight(a));
  return { route: null, nearest: near.slice(0, NEAREST_ROUTES_MAX) };
}

/** A route that differs by its method or a slash only is nearer than any that differs by path. */
function weight(near: NearRoute): number {
  const byKind = near.difference === "method" || near.difference === "trailing-slash" ? 1000 : 0;
  return byKind + near.matchingSegments;
}

function compare(routeKey: string, method: string, path: string): NearRoute | null {
  const route = parseRouteKey(routeKey);
  if (route === null) return null;
  const segments = path.slice(1).split("/");
  const fixedLength = route.greedy ? route.segments.length - 1 : route.segments.length;
  let matching = 0;
  while (matching < fixedLength && matching < segments.length) {
    const wanted = route.segments[matching] ?? "";
    const given = segments[matching] ?? "";
    if (isParameter(wanted) ? given === "" : wanted !== given) break;
    matching++;
  }
  const near = (difference: NearRoute["difference"]): NearRoute => ({
    routeKey,
    difference,
    matchingSegments: matching,
  });
  if (matching < fixedLength) return near(matching < segments.length ? "segment" : "too-short");
  const rest = segments.slice(matching);
  if (route.greedy) return rest.join("") === "" ? near("too-short") : near("method");
  if (rest.length === 0) return methodFits(route.method, method) ? null : near("method");
  return rest.length === 1 && rest[0] === "" ? near("trailing-slash") : near("too-long");
}

function methodFits(routeMethod: string, method: string): boolean {
  return routeMethod === "ANY" || routeMethod === method;
}
