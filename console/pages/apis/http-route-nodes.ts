// The routes of an HTTP API as AWS's console shows them: path segments below each other, methods below their path,
// and $default, which has neither, before all. Pure.
import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { PathNode } from "../../commons/path-tree.tsx";

/** A segment on the way to a route, while the tree grows. */
interface Segment {
  readonly path: string;
  readonly text: string;
  readonly methods: PathNode[];
  readonly below: Map<string, Segment>;
}

/** The page of a route. */
export function routeAddress(apiId: string, routeId: string): string {
  return `/apis/http/${apiId}/routes/${routeId}`;
}

/** `routes` in order of path and method; segments keep that order. */
export function routeNodes(apiId: string, routes: readonly Route[]): PathNode[] {
  const root: Segment = { path: "", text: "", methods: [], below: new Map() };
  for (const { RouteKey = "", RouteId = "" } of routes) {
    const [method = "", path] = RouteKey.split(" ");
    const node: PathNode = {
      id: RouteId,
      text: method,
      address: routeAddress(apiId, RouteId),
      children: [],
    };
    (path === undefined ? root : segmentAt(root, path)).methods.push(node);
  }
  return nodesOf(root);
}

/** "/pets/{id}" is at "/pets", "/{id}"; "/" is a segment of its own, as is a slash at the end. */
function segmentAt(root: Segment, path: string): Segment {
  let segment = root;
  for (const part of path.slice(1).split("/")) {
    const text = `/${part}`;
    let next = segment.below.get(text);
    if (next === undefined) {
      next = { path: segment.path + text, text, methods: [], below: new Map() };
      segment.below.set(text, next);
    }
    segment = next;
  }
  return segment;
}

function nodesOf({ methods, below }: Segment): PathNode[] {
  return [
    ...methods,
    ...[...below.values()].map((segment) => ({
      id: segment.path,
      text: segment.text,
      address: null,
      children: nodesOf(segment),
    })),
  ];
}
