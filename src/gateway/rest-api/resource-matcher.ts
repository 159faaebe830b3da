// Which resource and method of a REST API take a request: a tree of path parts. The resource is chosen first, a
// static part before a {parameter} before a {greedy+} one; then the exact method, else ANY. A resource without
// methods takes nothing. Built once per deployment, immutable then.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
import type { RestMethodSnapshot } from "../../store/snapshots.ts";

const ANY = "ANY";

class ResourceNode {
  readonly statics = new Map<string, ResourceNode>();
  parameter: ResourceNode | null = null;
  greedy: ResourceNode | null = null;
  /** By method; null while the resource has none. */
  methods: Map<string, RestMethodSnapshot> | null = null;
}

/** Finds methods. */
export class ResourceMatcher {
  readonly #root = new ResourceNode();

  constructor(methods: readonly RestMethodSnapshot[]) {
    for (const method of methods) this.#add(method);
  }

  /** The method for a path without its stage; null when none takes it. */
  match(httpMethod: string, path: string): RestMethodSnapshot | null {
    // [I] A slash at the end makes no difference.
    const end = path.length > 1 && path.endsWith("/") ? path.length - 1 : path.length;
    const resource = find(this.#root, path, 1, end);
    if (resource === null) return null;
    return resource.methods?.get(httpMethod) ?? resource.methods?.get(ANY) ?? null;
  }

  #add(method: RestMethodSnapshot): void {
    let node = this.#root;
    for (const part of pathParts(method.resourcePath)) node = childFor(node, part);
    node.methods ??= new Map();
    node.methods.set(method.httpMethod, method);
  }
}

/** ["pets", "{petId}"]; none for "/". */
export function pathParts(resourcePath: string): string[] {
  return resourcePath === "/" || resourcePath === "" ? [] : resourcePath.slice(1).split("/");
}

function childFor(node: ResourceNode, part: string): ResourceNode {
  if (part.startsWith("{") && part.endsWith("+}")) return (node.greedy ??= new ResourceNode());
  if (part.startsWith("{") && part.endsWith("}")) return (node.parameter ??= new ResourceNode());
  let child = node.statics.get(part);
  if (child === undefined) {
    child = new ResourceNode();
    node.statics.set(part, child);
  }
  return child;
}

/** `start` is the offset of the part to look at, past `end` when the path has none left. */
function find(node: ResourceNode, path: string, start: number, end: number): ResourceNode | null {
  if (start >= end) return node.methods === null ? null : node;
  const slash = path.indexOf("/", start);
  const partEnd = slash === -1 || slash > end ? end : slash;
  const child = node.statics.get(decodePart(path.slice(start, partEnd)));
  if (child !== undefined) {
    const found = find(child, path, partEnd + 1, end);
    if (found !== null) return found;
  }
  if (node.parameter !== null && partEnd > start) {
    const found = find(node.parameter, path, partEnd + 1, end);
    if (found !== null) return found;
  }
  // A greedy variable stands for at least one part.
  return node.greedy !== null && node.greedy.methods !== null ? node.greedy : null;
}

/** Values of the {parameters} of a resource's path, decoded, in a path that the resource matched. */
export function pathParameters(resourcePath: string, path: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (!resourcePath.includes("{")) return values;
  let start = 1;
  for (const part of pathParts(resourcePath)) {
    const slash = path.indexOf("/", start);
    const end = slash === -1 ? path.length : slash;
    if (part.startsWith("{") && part.endsWith("+}")) {
      values.set(part.slice(1, -2), decodePart(path.slice(start)));
    } else if (part.startsWith("{") && part.endsWith("}")) {
      values.set(part.slice(1, -1), decodePart(path.slice(start, end)));
    }
    start = end + 1;
  }
  return values;
}

/** Percent-decoding that leaves alone what is not encoded rightly. */
export function decodePart(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
