// Which route of a stage takes a request. A trie over path segments, so that no match looks at all routes, built
// in slices so that a large API never holds up traffic. Priorities: a full match of path and method, then the
// greedy routes, then $default; within a class a static segment beats a {parameter}, a longer literal prefix a
// shorter one, and the exact method beats ANY on the same path.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
import type { Clock } from "../../base/clock.ts";
import type { RouteSnapshot } from "../../store/snapshots.ts";
import { DEFAULT_ROUTE_KEY, isParameter } from "./route-key.ts";

const ANY = "ANY";
/** Routes put into the trie between two looks at the clock. */
const ROUTES_PER_LOOK = 32;

/** The routes of one path, one per method: never many, so a list is smaller and faster than a map. */
class MethodRoute {
  readonly method: string;
  route: RouteSnapshot;
  next: MethodRoute | null;

  constructor(method: string, route: RouteSnapshot, next: MethodRoute | null) {
    this.method = method;
    this.route = route;
    this.next = next;
  }
}

class TrieNode {
  /** The first static child stands here; a map is made when a second one comes. */
  firstSegment = "";
  firstChild: TrieNode | null = null;
  otherChildren: Map<string, TrieNode> | null = null;
  parameter: TrieNode | null = null;
  /** Routes that end here, and routes whose greedy variable begins below here. */
  exact: MethodRoute | null = null;
  greedy: MethodRoute | null = null;

  child(segment: string): TrieNode | undefined {
    if (segment === this.firstSegment && this.firstChild !== null) return this.firstChild;
    return this.otherChildren?.get(segment);
  }

  addChild(segment: string): TrieNode {
    const child = new TrieNode();
    if (this.firstChild === null) {
      this.firstSegment = segment;
      this.firstChild = child;
    } else {
      this.otherChildren ??= new Map();
      this.otherChildren.set(segment, child);
    }
    return child;
  }
}

/** Finds routes; immutable once built. */
export class RouteMatcher {
  readonly #root: TrieNode;
  readonly #default: RouteSnapshot | null;

  constructor(root: TrieNode, defaultRoute: RouteSnapshot | null) {
    this.#root = root;
    this.#default = defaultRoute;
  }

  /** The route for a method and a path without its stage; null when none takes it. */
  match(method: string, path: string): RouteSnapshot | null {
    // "OPTIONS *" has no path.
    if (path.charCodeAt(0) !== 0x2f) return this.#default;
    return (
      matchFull(this.#root, method, path, 1) ??
      matchGreedy(this.#root, method, path, 1) ??
      this.#default
    );
  }
}

function byMethod(routes: MethodRoute | null, method: string): RouteSnapshot | null {
  let any: RouteSnapshot | null = null;
  for (let entry = routes; entry !== null; entry = entry.next) {
    if (entry.method === method) return entry.route;
    if (entry.method === ANY) any = entry.route;
  }
  return any;
}

/** The last one of several with the same method counts; the control plane lets only one be. */
function withRoute(routes: MethodRoute | null, route: RouteSnapshot, method: string): MethodRoute {
  for (let entry = routes; entry !== null; entry = entry.next) {
    if (entry.method !== method) continue;
    entry.route = route;
    return routes as MethodRoute;
  }
  return new MethodRoute(method, route, routes);
}

/** `start` is the offset of the segment to look at, past the end when the path has none left. */
function matchFull(
  node: TrieNode,
  method: string,
  path: string,
  start: number,
): RouteSnapshot | null {
  if (start > path.length) return byMethod(node.exact, method);
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  if (node.firstChild !== null) {
    const child = node.child(literalSegment(path, start, end));
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
): RouteSnapshot | null {
  // [I] A greedy variable needs at least one character: /pets/{proxy+} takes neither /pets nor /pets/.
  if (start >= path.length) return null;
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  if (node.firstChild !== null) {
    const child = node.child(literalSegment(path, start, end));
    const found = child === undefined ? null : matchGreedy(child, method, path, end + 1);
    if (found !== null) return found;
  }
  if (node.parameter !== null && end > start) {
    const found = matchGreedy(node.parameter, method, path, end + 1);
    if (found !== null) return found;
  }
  return byMethod(node.greedy, method);
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
  #default: RouteSnapshot | null = null;
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

  /** Reads the key in place: a large API is built from tens of thousands of segments. */
  #add(route: RouteSnapshot): void {
    const { routeKey } = route;
    if (routeKey === DEFAULT_ROUTE_KEY) {
      this.#default = route;
      return;
    }
    const space = routeKey.indexOf(" ");
    if (space <= 0 || routeKey.charCodeAt(space + 1) !== 0x2f) return;
    const method = routeKey.slice(0, space);
    const greedy = routeKey.endsWith("+}");
    let node = this.#root;
    for (let start = space + 2; ;) {
      const slash = routeKey.indexOf("/", start);
      if (slash === -1 && greedy) break;
      node = childFor(node, slash === -1 ? routeKey.slice(start) : routeKey.slice(start, slash));
      if (slash === -1) break;
      start = slash + 1;
    }
    if (greedy) node.greedy = withRoute(node.greedy, route, method);
    else node.exact = withRoute(node.exact, route, method);
  }
}

function childFor(node: TrieNode, segment: string): TrieNode {
  if (isParameter(segment)) {
    node.parameter ??= new TrieNode();
    return node.parameter;
  }
  return node.child(segment) ?? node.addChild(segment);
}

/** The matcher of a small set of routes at once; for planners and tests. */
export function buildRouteMatcher(routes: readonly RouteSnapshot[], clock: Clock): RouteMatcher {
  const builder = new RouteMatcherBuilder(routes, clock);
  let matcher = builder.step(Infinity);
  while (matcher === null) matcher = builder.step(Infinity);
  return matcher;
}
