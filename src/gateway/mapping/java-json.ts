// JSON to the values of templates and back. Other than JSON.parse it keeps the order of members, the difference of
// 1 and 1.0 and numbers beyond 2^53, and gives Maps, so that a member named __proto__ is nothing but a member.
import {
  JavaDouble,
  JavaList,
  doubleText,
  isHostObject,
  type JavaMap,
  type JavaValue,
} from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** Nesting of documents and of what is printed. */
export const JSON_DEPTH_MAX = 200;

/** What stands for a text that is no JSON. */
export const NOT_JSON = Symbol("not JSON");

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
class JsonReader {
  readonly #text: string;
  #at = 0;
  isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JavaValue {
    const value = this.#value(0);
    this.#skipBlanks();
    if (this.#at < this.#text.length) this.isBroken = true;
    return value;
  }

  #broken(): null {
    this.isBroken = true;
    return null;
  }

  #skipBlanks(): void {
    BLANKS.lastIndex = this.#at;
    BLANKS.exec(this.#text);
    this.#at = BLANKS.lastIndex;
  }

  #value(depth: number): JavaValue {
    this.#skipBlanks();
    switch (this.#text.charAt(this.#at)) {
      case "{":
        return depth < JSON_DEPTH_MAX ? this.#object(depth + 1) : this.#broken();
      case "[":
        return depth < JSON_DEPTH_MAX ? this.#list(depth + 1) : this.#broken();
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #word(word: string, value: JavaValue): JavaValue {
    if (!this.#text.startsWith(word, this.#at)) return this.#broken();
    this.#at += word.length;
    return value;
  }

  #string(): string {
    const end = this.#stringEnd();
    if (end === -1) {
      this.isBroken = true;
      return "";
    }
    const source = this.#text.slice(this.#at, end);
    this.#at = end;
    return source.includes("\\") ? (JSON.parse(source) as string) : source.slice(1, -1);
  }

  /** Behind the closing quote; -1 for a string that is none. */
  #stringEnd(): number {
    const text = this.#text;
    for (let at = this.#at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) return at + 1;
      if (code < 32) return -1;
      if (code !== 92) continue;
      at++;
      const escaped = text.charAt(at);
      if (escaped === "u") {
        if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return -1;
        at += 4;
      } else if (escaped === "" || !'"\\/bfnrt'.includes(escaped)) return -1;
    }
    return -1;
  }

  #number(): JavaValue {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    if (found === null) return this.#broken();
    this.#at = NUMBER.lastIndex;
    const [source, fraction, exponent] = found;
    if (fraction !== undefined || exponent !== undefined) return new JavaDouble(Number(source));
    return integerOf(source);
  }

  #object(depth: number): JavaMap {
    const members: JavaMap = new Map();
    this.#at++;
    this.#skipBlanks();
    if (this.#accept("}")) return members;
    while (!this.isBroken) {
      this.#skipBlanks();
      if (this.#text.charAt(this.#at) !== '"') {
        this.#broken();
        break;
      }
      const name = this.#string();
      this.#skipBlanks();
      if (!this.#accept(":")) this.#broken();
      if (this.isBroken) break;
      members.set(name, this.#value(depth));
      this.#skipBlanks();
      if (this.#accept("}")) break;
      if (!this.#accept(",")) this.#broken();
    }
    return members;
  }

  #list(depth: number): JavaList {
    const items: JavaValue[] = [];
    this.#at++;
    this.#skipBlanks();
    if (this.#accept("]")) return new JavaList(items, true);
    while (!this.isBroken) {
      items.push(this.#value(depth));
      this.#skipBlanks();
      if (this.#accept("]")) break;
      if (!this.#accept(",")) this.#broken();
    }
    return new JavaList(items, true);
  }

  #accept(char: string): boolean {
    if (this.#text.charAt(this.#at) !== char) return false;
    this.#at++;
    return true;
  }
}

/** Digits that a BigInt is made of; longer numbers become doubles. */
const INTEGER_DIGITS_MAX = 1000;

/** A whole number of any size. */
export function integerOf(digits: string): number | bigint | JavaDouble {
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
  return digits.length <= INTEGER_DIGITS_MAX ? BigInt(digits) : new JavaDouble(number);
}

/** The document, or NOT_JSON. */
export function parseJson(text: string): JavaValue | typeof NOT_JSON {
  const reader = new JsonReader(text);
  const value = reader.document();
  return reader.isBroken ? NOT_JSON : value;
}

/** Compact JSON, members in order. */
export function jsonText(value: JavaValue, budget: RenderBudget, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (isHostObject(value)) return JSON.stringify(value.text());
  if (depth > JSON_DEPTH_MAX) {
    budget.fail("A value is nested too deeply to be printed");
    return "";
  }
  const parts: string[] = [];
  if (value instanceof JavaList) {
    if (!budget.spend(value.items.length)) return "";
    for (const item of value.items) parts.push(jsonText(item, budget, depth + 1));
    return spent(`[${parts.join(",")}]`, budget);
  }
  if (!budget.spend(value.size)) return "";
  for (const [name, member] of value) {
    parts.push(`${JSON.stringify(name)}:${jsonText(member, budget, depth + 1)}`);
  }
  return spent(`{${parts.join(",")}}`, budget);
}

function spent(text: string, budget: RenderBudget): string {
  return budget.spendText(text) ? text : "";
}
