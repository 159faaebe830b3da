// Reads route keys: "GET /pets/{id}", "ANY /{proxy+}", "$default". Pure.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html

/** The path part of a route, cut at its slashes. */
export interface RoutePath {
  readonly method: string;
  /** Without the leading slash: ["pets", "{id}"]; [""] for "/". */
  readonly segments: readonly string[];
  /** Names of the {parameters} in order; the greedy one last. */
  readonly parameterNames: readonly string[];
  /** Index of the segment of each parameter. */
  readonly parameterSegments: readonly number[];
  readonly greedy: boolean;
}

export const DEFAULT_ROUTE_KEY = "$default";

/** The parts of a route key; null for $default and for text that is no route key. */
export function parseRouteKey(routeKey: string): RoutePath | null {
  const space = routeKey.indexOf(" ");
  if (space <= 0 || routeKey.charCodeAt(space + 1) !== 0x2f) return null;
  const segments = routeKey.slice(space + 2).split("/");
  const parameterNames: string[] = [];
  const parameterSegments: number[] = [];
  let greedy = false;
  for (const [index, segment] of segments.entries()) {
    if (!isParameter(segment)) continue;
    // A greedy variable is the last segment; control plane and trie agree on that.
    greedy = segment.endsWith("+}");
    parameterNames.push(segment.slice(1, greedy ? -2 : -1));
    parameterSegments.push(index);
  }
  const method = routeKey.slice(0, space);
  return { method, segments, parameterNames, parameterSegments, greedy };
}

export function isParameter(segment: string): boolean {
  return segment.length > 2 && segment.startsWith("{") && segment.endsWith("}");
}

/** The value that a parameter takes in a path that its route matched, as it came; undefined for no such name. */
export function pathParameter(route: RoutePath, path: string, name: string): string | undefined {
  const position = route.parameterNames.indexOf(name);
  if (position === -1) return undefined;
  const wanted = route.parameterSegments[position] ?? 0;
  let start = 1;
  for (let index = 0; index < wanted; index++) start = path.indexOf("/", start) + 1;
  if (route.greedy && position === route.parameterNames.length - 1) return path.slice(start);
  const end = path.indexOf("/", start);
  return end === -1 ? path.slice(start) : path.slice(start, end);
}
