// Which route of a stage takes a request. A trie over path segments, so that no match looks at all routes, built
// in slices so that a large API never holds up traffic. Priorities: a full match of path and method, then the
// greedy routes, then $default; within a class a static segment beats a {parameter}, a longer literal prefix a
// shorter one, and the exact method beats ANY on the same path.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
import type { Clock } from "../../base/clock.ts";
import type { RouteSnapshot } from "../../store/snapshots.ts";
import { DEFAULT_ROUTE_KEY, isParameter, parseRouteKey, type RoutePath } from "./route-key.ts";

/** A route and its parsed key. */
export interface MatchedRoute {
  readonly route: RouteSnapshot;
  /** null for $default. */
  readonly path: RoutePath | null;
}

const ANY = "ANY";
/** Routes put into the trie between two looks at the clock. */
const ROUTES_PER_LOOK = 32;

class TrieNode {
  /** Made when the first child comes: most nodes are leaves. */
  statics: Map<string, TrieNode> | null = null;
  parameter: TrieNode | null = null;
  /** By method: routes that end here, and routes whose greedy variable begins below here. */
  exact: Map<string, MatchedRoute> | null = null;
  greedy: Map<string, MatchedRoute> | null = null;
}

/** Finds routes; immutable once built. */
export class RouteMatcher {
  readonly #root: TrieNode;
  readonly #default: MatchedRoute | null;

  constructor(root: TrieNode, defaultRoute: MatchedRoute | null) {
    this.#root = root;
    this.#default = defaultRoute;
  }

  /** The route for a method and a path without its stage; null when none takes it. */
  match(method: string, path: string): MatchedRoute | null {
    // "OPTIONS *" has no path.
    if (path.charCodeAt(0) !== 0x2f) return this.#default;
    return (
      matchFull(this.#root, method, path, 1) ??
      matchGreedy(this.#root, method, path, 1) ??
      this.#default
    );
  }
}

function byMethod(routes: Map<string, MatchedRoute>, method: string): MatchedRoute | null {
  return routes.get(method) ?? routes.get(ANY) ?? null;
}

/** `start` is the offset of the segment to look at, past the end when the path has none left. */
function matchFull(
  node: TrieNode,
  method: string,
  path: string,
  start: number,
): MatchedRoute | null {
  if (start > path.length) return node.exact === null ? null : byMethod(node.exact, method);
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  if (node.statics !== null) {
    const child = node.statics.get(literalSegment(path, start, end));
    const found = child === undefined ? null : matchFull(child, method, path, end + 1);
    if (found !== null) return found;
  }
  // A parameter stands for at least one character.
  if (node.parameter === null || end === start) return null;
  return matchFull(node.parameter, method, path, end + 1);
}

/** Goes as deep as the literal prefix reaches and takes the deepest greedy route on the way back. */
function matchGreedy(
  node: TrieNode,
  method: string,
  path: string,
  start: number,
): MatchedRoute | null {
  // [I] A greedy variable needs at least one character: /pets/{proxy+} takes neither /pets nor /pets/.
  if (start >= path.length) return null;
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  if (node.statics !== null) {
    const child = node.statics.get(literalSegment(path, start, end));
    const found = child === undefined ? null : matchGreedy(child, method, path, end + 1);
    if (found !== null) return found;
  }
  if (node.parameter !== null && end > start) {
    const found = matchGreedy(node.parameter, method, path, end + 1);
    if (found !== null) return found;
  }
  return node.greedy === null ? null : byMethod(node.greedy, method);
}

/** [I] Literal segments are compared with the decoded path. */
function literalSegment(path: string, start: number, end: number): string {
  const segment = path.slice(start, end);
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Builds a matcher a slice at a time. */
export class RouteMatcherBuilder {
  readonly #routes: readonly RouteSnapshot[];
  readonly #clock: Clock;
  readonly #root = new TrieNode();
  #default: MatchedRoute | null = null;
  #next = 0;

  constructor(routes: readonly RouteSnapshot[], clock: Clock) {
    this.#routes = routes;
    this.#clock = clock;
  }

  /** Works until `deadlineMs` (monotonic); the matcher when it is complete, else null. */
  step(deadlineMs: number): RouteMatcher | null {
    while (this.#next < this.#routes.length) {
      const sliceEnd = Math.min(this.#routes.length, this.#next + ROUTES_PER_LOOK);
      for (; this.#next < sliceEnd; this.#next++) {
        const route = this.#routes[this.#next];
        if (route !== undefined) this.#add(route);
      }
      if (this.#next < this.#routes.length && this.#clock.monotonicMs() >= deadlineMs) return null;
    }
    return new RouteMatcher(this.#root, this.#default);
  }

  #add(route: RouteSnapshot): void {
    if (route.routeKey === DEFAULT_ROUTE_KEY) {
      this.#default = { route, path: null };
      return;
    }
    const path = parseRouteKey(route.routeKey);
    if (path === null) return;
    let node = this.#root;
    const depth = path.greedy ? path.segments.length - 1 : path.segments.length;
    for (let i = 0; i < depth; i++) node = childFor(node, path.segments[i] ?? "");
    if (path.greedy) node.greedy ??= new Map();
    else node.exact ??= new Map();
    (path.greedy ? node.greedy : node.exact)?.set(path.method, { route, path });
  }
}

function childFor(node: TrieNode, segment: string): TrieNode {
  if (isParameter(segment)) {
    node.parameter ??= new TrieNode();
    return node.parameter;
  }
  node.statics ??= new Map();
  let child = node.statics.get(segment);
  if (child === undefined) {
    child = new TrieNode();
    node.statics.set(segment, child);
  }
  return child;
}

/** The matcher of a small set of routes at once; for planners and tests. */
export function buildRouteMatcher(routes: readonly RouteSnapshot[], clock: Clock): RouteMatcher {
  const builder = new RouteMatcherBuilder(routes, clock);
  let matcher = builder.step(Infinity);
  while (matcher === null) matcher = builder.step(Infinity);
  return matcher;
}
