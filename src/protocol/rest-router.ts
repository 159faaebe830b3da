// Finds the operation that a method and a raw path name, by the path templates of a restJson1 model. Segments are
// compared and taken before they are percent-decoded: labels may hold an encoded slash, as ARNs do.
// https://smithy.io/2.0/spec/http-bindings.html#http-uri

/** A matched operation and the still encoded text of its labels. */
export interface RestRoute {
  readonly operation: string;
  readonly labels: ReadonlyMap<string, string>;
}

interface Leaf {
  readonly operation: string;
  readonly labelNames: readonly string[];
  /** `mode=import` in a template's query: all of it must be in the request's. */
  readonly staticQuery: readonly [name: string, value: string | undefined][];
}

interface Node {
  readonly literals: Map<string, Node>;
  label: Node | undefined;
  /** `{name+}`: the rest of the path. */
  greedy: Leaf[] | undefined;
  readonly leaves: Leaf[];
}

function createNode(): Node {
  return { literals: new Map(), label: undefined, greedy: undefined, leaves: [] };
}

function childOf(children: Map<string, Node>, key: string): Node {
  let child = children.get(key);
  if (child === undefined) children.set(key, (child = createNode()));
  return child;
}

/** A tree of path segments per method; literals beat labels. */
export class RestRouter {
  readonly #roots = new Map<string, Node>();

  add(operation: string, method: string, template: string): void {
    const [path = "", query = ""] = template.split("?", 2);
    const labelNames: string[] = [];
    const leaf: Leaf = { operation, labelNames, staticQuery: readStaticQuery(query) };
    let node = childOf(this.#roots, method);
    for (const segment of segmentsOf(path)) {
      const label = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (label === null) {
        node = childOf(node.literals, segment);
        continue;
      }
      labelNames.push(label[1] ?? "");
      if (label[2] === "+") {
        insert((node.greedy ??= []), leaf);
        return;
      }
      node = node.label ??= createNode();
    }
    insert(node.leaves, leaf);
  }

  match(
    method: string,
    rawPath: string,
    query: ReadonlyMap<string, readonly string[]>,
  ): RestRoute | undefined {
    const root = this.#roots.get(method);
    if (root === undefined) return undefined;
    return walk(root, segmentsOf(rawPath), { depth: 0, labels: [], query });
  }
}

interface Progress {
  readonly depth: number;
  readonly labels: readonly string[];
  readonly query: ReadonlyMap<string, readonly string[]>;
}

/** The segments of a path; one slash at its end is nothing. */
function segmentsOf(path: string): string[] {
  const from = path.startsWith("/") ? 1 : 0;
  const to = path.length > 1 && path.endsWith("/") ? path.length - 1 : path.length;
  return to <= from ? [] : path.slice(from, to).split("/");
}

function walk(node: Node, segments: readonly string[], progress: Progress): RestRoute | undefined {
  const { depth, labels, query } = progress;
  const segment = segments[depth];
  if (segment === undefined) return choose(node.leaves, labels, query);
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = walk(literal, segments, { depth: depth + 1, labels, query });
    if (found !== undefined) return found;
  }
  if (segment !== "" && node.label !== undefined) {
    const next = { depth: depth + 1, labels: [...labels, segment], query };
    const found = walk(node.label, segments, next);
    if (found !== undefined) return found;
  }
  if (node.greedy === undefined) return undefined;
  return choose(node.greedy, [...labels, segments.slice(depth).join("/")], query);
}

function choose(
  leaves: readonly Leaf[],
  labels: readonly string[],
  query: ReadonlyMap<string, readonly string[]>,
): RestRoute | undefined {
  for (const leaf of leaves) {
    const matches = leaf.staticQuery.every(([name, value]) => {
      const values = query.get(name);
      return values !== undefined && (value === undefined || values.includes(value));
    });
    if (!matches) continue;
    const named = new Map<string, string>();
    for (const [index, name] of leaf.labelNames.entries()) named.set(name, labels[index] ?? "");
    return { operation: leaf.operation, labels: named };
  }
  return undefined;
}

/** Keeps the leaves with the most static query parameters first. */
function insert(leaves: Leaf[], leaf: Leaf): void {
  leaves.push(leaf);
  leaves.sort((left, right) => right.staticQuery.length - left.staticQuery.length);
}

function readStaticQuery(query: string): [string, string | undefined][] {
  if (query === "") return [];
  return query.split("&").map((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [part, undefined] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}
