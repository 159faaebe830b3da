// Property selectors of JSON filter patterns: $.user.id, $.users[0].email, $.list[*], $.*, $.['cluster.name']. What
// they are in a document; nothing of comparisons.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
import { invalidPattern } from "./filter-pattern-kind.ts";
import type { PatternReader } from "./pattern-reader.ts";

/** A name, an index, or null for the wildcard, which takes every member or element. */
type Step = string | number | null;

export interface JsonSelector {
  /** As it is written. */
  readonly text: string;
  readonly hasWildcard: boolean;
  readonly steps: readonly Step[];
}

const STEPS_MAX = 32;
const NAME = /[\p{L}\p{N}_@-]+/u;
const INDEX = /\d{1,9}/u;
const KEY_IN_BRACKETS = /'[^']*'|"[^"]*"/u;

export function readJsonSelector(reader: PatternReader): JsonSelector {
  reader.expect("$");
  const steps: Step[] = [];
  let text = "$";
  for (;;) {
    const written = readStep(reader, steps);
    if (written === "") break;
    text += written;
    if (steps.length > STEPS_MAX) throw invalidPattern();
  }
  const wildcards = steps.filter((step) => step === null).length;
  // "You can only use up to one wildcard selector in a property selector."
  if (steps.length === 0 || wildcards > 1) throw invalidPattern();
  return { text, hasWildcard: wildcards === 1, steps };
}

/** Reads one step and says how it is written; "" where the selector ends. */
function readStep(reader: PatternReader, steps: Step[]): string {
  const opening = reader.takeMatch(/\.\[|\.|\[/u);
  if (opening === "") return "";
  if (opening === ".") {
    const name = reader.takeMatch(/\*/u) || reader.takeMatch(NAME);
    if (name === "") throw invalidPattern();
    steps.push(name === "*" ? null : name);
    return `.${name}`;
  }
  const inner =
    reader.takeMatch(/\*/u) || reader.takeMatch(INDEX) || reader.takeMatch(KEY_IN_BRACKETS);
  if (inner === "" || reader.takeMatch(/\]/u) === "") throw invalidPattern();
  if (inner === "*") steps.push(null);
  else steps.push(/^\d/.test(inner) ? Number(inner) : inner.slice(1, -1));
  return `${opening}${inner}]`;
}

/** Every node that the selector points to; none where a member or element is not there. */
export function selectNodes(document: unknown, { steps }: JsonSelector): unknown[] {
  let nodes: unknown[] = [document];
  for (const step of steps) {
    nodes = nodes.flatMap((node) => childrenOf(node, step));
    if (nodes.length === 0) return nodes;
  }
  return nodes;
}

function childrenOf(node: unknown, step: Step): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  if (step === null) return Object.values(node);
  if (Array.isArray(node)) {
    return typeof step === "number" && step < node.length ? [node[step] as unknown] : [];
  }
  const name = String(step);
  return Object.hasOwn(node, name) ? [(node as Record<string, unknown>)[name]] : [];
}
