// YAML with positions, and CloudFormation's short forms of functions as the long ones: `!Sub x` is {"Fn::Sub": x}.
// Aliases are written out, and what is written out is counted, since a few lines of them can stand for gigabytes.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type YAMLParseError,
} from "yaml";
import type { TemplatePositions } from "./template-positions.ts";

export const YAML_DEPTH_MAX = 200;
export const YAML_VALUES_MAX = 200_000;

const MERGE_KEY = "<<";
/** Functions whose long form has no "Fn::". */
const PLAIN_FUNCTIONS: ReadonlySet<string> = new Set(["Ref", "Condition"]);

/** Why a text is no YAML that can be read, and where. */
export class YamlProblem extends Error {
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(problem);
    this.offset = offset;
  }
}

/** The value of a YAML text; throws a YamlProblem. */
export function parseYamlWithPositions(text: string, positions: TemplatePositions): unknown {
  const document = composed(text);
  const [error] = document.errors;
  if (error !== undefined) throw problemOf(error);
  return new Converter(positions).value(document.contents, 0, 0);
}

function composed(text: string): Document.Parsed {
  try {
    // Whether keys are unique is looked at here: the package compares every key with every other.
    return parseDocument(text, {
      logLevel: "silent",
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
    });
  } catch {
    // Only nesting beyond the depth of the call stack gets here.
    throw new YamlProblem(`it is deeper than ${YAML_DEPTH_MAX} levels`, 0);
  }
}

function problemOf({ message, pos }: YAMLParseError): YamlProblem {
  if (message.includes("call stack")) {
    return new YamlProblem(`it is deeper than ${YAML_DEPTH_MAX} levels`, 0);
  }
  return new YamlProblem(message.split("\n")[0] ?? message, pos[0]);
}

class Converter {
  readonly #positions: TemplatePositions;
  /** What an alias means by its name: the last node before it that bore it. */
  readonly #anchors = new Map<string, Node>();
  #valuesLeft = YAML_VALUES_MAX;

  constructor(positions: TemplatePositions) {
    this.#positions = positions;
  }

  /** `keyAt`: where the key stands that leads to the value. */
  value(node: Node | null | undefined, keyAt: number, depth: number): unknown {
    if (node === null || node === undefined) return null;
    const at = node.range?.[0] ?? keyAt;
    this.#valuesLeft -= 1;
    if (this.#valuesLeft < 0) {
      throw new YamlProblem(`it stands for more than ${YAML_VALUES_MAX} values`, at);
    }
    if (depth > YAML_DEPTH_MAX) {
      throw new YamlProblem(`it is deeper than ${YAML_DEPTH_MAX} levels`, at);
    }
    if (isAlias(node)) return this.value(this.#anchors.get(node.source), keyAt, depth + 1);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const plain = this.#plain(node, keyAt, depth);
    const name = functionOf(node.tag);
    if (name === null) return plain;
    const call = { [name]: name === "Fn::GetAtt" ? attributeParts(plain) : plain };
    this.#positions.set(call, keyAt);
    return call;
  }

  #plain(node: Node, keyAt: number, depth: number): unknown {
    if (isScalar(node)) return scalarOf(node.value);
    if (isSeq(node)) {
      const list = node.items.map((item) => {
        const entry = item as Node | null;
        return this.value(entry, entry?.range?.[0] ?? keyAt, depth + 1);
      });
      this.#positions.set(list, keyAt);
      return list;
    }
    if (!isMap(node)) return null;
    const entries = new Map<string, unknown>();
    const merged: unknown[] = [];
    for (const pair of node.items) {
      const key = pair.key as Node | null;
      const name = isScalar(key) ? String(key.value) : "";
      const at = key?.range?.[0] ?? keyAt;
      const value = this.value(pair.value as Node | null, at, depth + 1);
      if (name === MERGE_KEY) {
        merged.push(value);
        continue;
      }
      if (entries.has(name)) throw new YamlProblem(`the key ${name} is there twice`, at);
      entries.set(name, value);
    }
    for (const value of merged) mergeInto(entries, value);
    const object = Object.fromEntries(entries);
    this.#positions.set(object, keyAt);
    return object;
  }
}

function scalarOf(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

/** "!GetAtt" → "Fn::GetAtt"; null for YAML's own tags. */
function functionOf(tag: string | undefined): string | null {
  const match = /^!([A-Za-z]\w*(?:::\w+)*)$/.exec(tag ?? "");
  if (match === null) return null;
  const name = match[1] ?? "";
  return PLAIN_FUNCTIONS.has(name) || name.startsWith("Fn::") ? name : `Fn::${name}`;
}

/** `!GetAtt Listener.ListenerArn`: the first dot parts them. */
function attributeParts(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const dot = value.indexOf(".");
  return dot === -1 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
}

/** What stands in the map itself wins. */
function mergeInto(entries: Map<string, unknown>, value: unknown): void {
  for (const part of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof part !== "object" || part === null) continue;
    for (const [key, entry] of Object.entries(part)) {
      if (!entries.has(key)) entries.set(key, entry);
    }
  }
}
