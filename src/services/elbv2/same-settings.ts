// Whether two resources are set alike: the question behind "an identical create returns what exists". Members that
// are undefined count as absent.
import { isDeepStrictEqual } from "node:util";

/** True when both values hold the same plain data. */
export function sameSettings(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(withoutUndefined(a), withoutUndefined(b));
}

function withoutUndefined(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value)) as unknown;
}
