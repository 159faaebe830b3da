// Why a request takes the resource and method that it takes, or what came nearest when none does: for journeys and
// the doctor, never on the request path. Pure.
import type { RestMethodSnapshot } from "../../store/snapshots.ts";
import { decodePart, pathParts, ResourceMatcher } from "./resource-matcher.ts";

/** A resource that did not take the request. */
export interface NearResource {
  readonly resourcePath: string;
  /** The first thing that does not fit. */
  readonly difference: "method" | "part" | "too-short" | "too-long";
  /** How many parts of the path from the left agree. */
  readonly matchingParts: number;
  readonly methods: readonly string[];
}

export interface ResourcePlan {
  readonly method: RestMethodSnapshot | null;
  /** The path of the resource that takes the path, with or without the method; null for none. */
  readonly resourcePath: string | null;
  /** The methods of that resource. */
  readonly methods: readonly string[];
  /** Nearest first, only when no method takes the request. */
  readonly nearest: readonly NearResource[];
}

/** How many near misses are told. */
export const NEAREST_RESOURCES_MAX = 3;

/** Plans resource and method of a request (path without stage) among the methods of a deployment. */
export function planResource(
  methods: readonly RestMethodSnapshot[],
  request: { readonly httpMethod: string; readonly path: string },
): ResourcePlan {
  const matcher = new ResourceMatcher(methods);
  const { httpMethod, path } = request;
  const method = matcher.match(httpMethod, path);
  const methodsOf = methodsByResource(methods);
  const resourcePath = method?.resourcePath ?? resourceOf(methods, matcher, path);
  const ofResource = methodsOf.get(resourcePath ?? "") ?? [];
  if (method !== null) return { method, resourcePath, methods: ofResource, nearest: [] };
  const near = [...methodsOf].map(([known, names]) =>
    known === resourcePath ? sameResource(known, names) : compare(known, names, path),
  );
  near.sort((a, b) => weight(b) - weight(a));
  const nearest = near.slice(0, NEAREST_RESOURCES_MAX);
  return { method: null, resourcePath, methods: ofResource, nearest };
}

/** The resource is chosen before the method, so any method that it has finds it. */
function resourceOf(
  methods: readonly RestMethodSnapshot[],
  matcher: ResourceMatcher,
  path: string,
): string | null {
  for (const httpMethod of new Set(methods.map((method) => method.httpMethod))) {
    const found = matcher.match(httpMethod, path);
    if (found !== null) return found.resourcePath;
  }
  return null;
}

function methodsByResource(methods: readonly RestMethodSnapshot[]): Map<string, string[]> {
  const byResource = new Map<string, string[]>();
  for (const { resourcePath, httpMethod } of methods) {
    const known = byResource.get(resourcePath);
    if (known === undefined) byResource.set(resourcePath, [httpMethod]);
    else known.push(httpMethod);
  }
  return byResource;
}

function sameResource(resourcePath: string, methods: readonly string[]): NearResource {
  const matchingParts = pathParts(resourcePath).length;
  return { resourcePath, difference: "method", matchingParts, methods };
}

/** A resource that differs by its method only is nearer than any that differs by path. */
function weight(near: NearResource): number {
  return (near.difference === "method" ? 1000 : 0) + near.matchingParts;
}

function compare(resourcePath: string, methods: readonly string[], path: string): NearResource {
  const wanted = pathParts(resourcePath);
  const given = pathParts(path).map(decodePart);
  let matchingParts = 0;
  while (matchingParts < wanted.length && matchingParts < given.length) {
    const part = wanted[matchingParts] ?? "";
    if (part !== given[matchingParts] && !part.startsWith("{")) break;
    matchingParts++;
  }
  let difference: NearResource["difference"] = "part";
  if (matchingParts === given.length) difference = "too-short";
  else if (matchingParts === wanted.length) difference = "too-long";
  return { resourcePath, difference, matchingParts, methods };
}
