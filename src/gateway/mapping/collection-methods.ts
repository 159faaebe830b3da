// The methods of java.util.List and Map that templates call on documents, on lists and maps of their own, and on the
// entries of a map.
// https://docs.oracle.com/javase/8/docs/api/java/util/List.html
import { javaEquals, textOf } from "./java-text.ts";
import {
  JavaList,
  type CallResult,
  type HostObject,
  type JavaMap,
  type JavaValue,
} from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** A member of a map in a loop over entrySet(). */
export class MapEntry implements HostObject {
  readonly #key: string;
  readonly #value: JavaValue;
  readonly #budget: RenderBudget;

  constructor(key: string, value: JavaValue, budget: RenderBudget) {
    this.#key = key;
    this.#value = value;
    this.#budget = budget;
  }

  member(name: string): JavaValue {
    if (name === "key") return this.#key;
    return name === "value" ? this.#value : null;
  }

  call(name: string): CallResult {
    if (name === "getKey") return this.#key;
    return name === "getValue" ? this.#value : undefined;
  }

  assign(): boolean {
    return false;
  }

  text(): string {
    return `${this.#key}=${textOf(this.#value, this.#budget)}`;
  }
}

function templateList(items: JavaValue[]): JavaList {
  return new JavaList(items, false);
}

/** Undefined: Map has no such method. */
export function callMap(
  map: JavaMap,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  const [first = null, second = null] = args;
  const key = first === null ? "null" : textOf(first, budget);
  if (!budget.spend(1)) return null;
  switch (name) {
    case "get":
      return map.get(key) ?? null;
    case "getOrDefault":
      return map.get(key) ?? second;
    case "containsKey":
      return map.has(key);
    case "containsValue":
      return budget.spend(map.size) && [...map.values()].some((v) => javaEquals(v, first, budget));
    case "size":
      return map.size;
    case "isEmpty":
      return map.size === 0;
    case "keySet":
      return budget.spend(map.size) ? templateList([...map.keys()]) : null;
    case "values":
      return budget.spend(map.size) ? templateList([...map.values()]) : null;
    case "entrySet":
      if (!budget.spend(map.size)) return null;
      return templateList([...map].map(([member, value]) => new MapEntry(member, value, budget)));
    default:
      return changeMap(map, { name, key, first, second }, budget);
  }
}

interface MapChange {
  readonly name: string;
  readonly key: string;
  readonly first: JavaValue;
  readonly second: JavaValue;
}

function changeMap(
  map: JavaMap,
  { name, key, first, second }: MapChange,
  budget: RenderBudget,
): CallResult {
  const before = map.get(key) ?? null;
  switch (name) {
    case "put":
      map.set(key, second);
      return before;
    case "putIfAbsent":
      if (before === null) map.set(key, second);
      return before;
    case "remove":
      map.delete(key);
      return before;
    case "putAll":
      if (!(first instanceof Map) || !budget.spend(first.size)) return null;
      for (const [member, value] of first) map.set(member, value);
      return null;
    case "clear":
      map.clear();
      return null;
    default:
      return undefined;
  }
}

/** Undefined: List has no such method. */
export function callList(
  list: JavaList,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  const { items } = list;
  const [first = null, second = null] = args;
  const index = typeof first === "number" ? first : -1;
  if (!budget.spend(1)) return null;
  switch (name) {
    case "get":
      return items[index] ?? null;
    case "size":
      return items.length;
    case "isEmpty":
      return items.length === 0;
    case "contains":
      return placeOf(items, first, budget) !== -1;
    case "indexOf":
      return placeOf(items, first, budget);
    case "containsAll":
      if (!(first instanceof JavaList)) return false;
      return first.items.every((item) => placeOf(items, item, budget) !== -1);
    case "subList": {
      const end = typeof second === "number" ? second : -1;
      if (index < 0 || end < index || end > items.length) return null;
      return budget.spend(end - index) ? new JavaList(items.slice(index, end), list.isJson) : null;
    }
    default:
      return changeList(list, name, args, budget);
  }
}

function placeOf(items: readonly JavaValue[], wanted: JavaValue, budget: RenderBudget): number {
  if (!budget.spend(items.length)) return -1;
  return items.findIndex((item) => javaEquals(item, wanted, budget));
}

function changeList(
  { items }: JavaList,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  const [first = null, second = null] = args;
  const isIndex = typeof first === "number" && first >= 0 && first < items.length;
  switch (name) {
    case "add":
      if (args.length < 2) items.push(first);
      else if (isIndex || first === items.length) items.splice(first as number, 0, second);
      return budget.spend(args.length < 2 ? 1 : items.length) && args.length < 2 ? true : null;
    case "addAll":
      if (!(first instanceof JavaList) || !budget.spend(first.items.length)) return false;
      for (const item of first.items.slice()) items.push(item);
      return true;
    case "set": {
      if (!isIndex) return null;
      const before = items[first] ?? null;
      items[first] = second;
      return before;
    }
    case "remove": {
      const place = typeof first === "number" ? first : placeOf(items, first, budget);
      if (place < 0 || place >= items.length || !budget.spend(items.length)) return null;
      return items.splice(place, 1)[0] ?? null;
    }
    case "clear":
      items.length = 0;
      return null;
    default:
      return undefined;
  }
}
