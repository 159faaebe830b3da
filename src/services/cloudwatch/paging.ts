// Pages of alarms, their history and dashboards: the token names the first item of the next page, so that a page
// stays right when items before it go away.
import { invalidNextToken } from "./cloudwatch-errors.ts";

export interface Page<T> {
  readonly items: T[];
  readonly next: { NextToken?: string };
}

export interface PageRequest {
  readonly token: string | undefined;
  readonly size: number;
  /** The error for a token that is none: InvalidNextToken, unless the operation's model has another. */
  readonly invalidToken?: (token: string) => Error;
}

/** The page after `token` of at most `size` items; `keyOf` gives each item a name of its own. */
export function pageOf<T>(
  items: readonly T[],
  { token, size, invalidToken = invalidNextToken }: PageRequest,
  keyOf: (item: T) => string,
): Page<T> {
  let start = 0;
  if (token !== undefined) {
    const key = Buffer.from(token, "base64url").toString("utf8");
    start = items.findIndex((item) => keyOf(item) === key);
    if (start < 0) throw invalidToken(token);
  }
  const next = items[start + size];
  return {
    items: items.slice(start, start + size),
    next:
      next === undefined
        ? {}
        : { NextToken: Buffer.from(keyOf(next), "utf8").toString("base64url") },
  };
}
