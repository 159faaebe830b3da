// Pages of lists that do not change under the reader or are short: a token says how many items came before.
import { invalidParameter } from "./logs-errors.ts";

export interface OffsetPage<T> {
  readonly items: T[];
  readonly nextToken: { nextToken?: string };
}

export function pageFrom<T>(
  all: readonly T[],
  token: string | undefined,
  limit: number,
): OffsetPage<T> {
  let start = 0;
  if (token !== undefined) {
    const offset = /^after (\d{1,9})$/.exec(
      Buffer.from(token, "base64url").toString("latin1"),
    )?.[1];
    if (offset === undefined) throw invalidParameter("The specified nextToken is invalid.");
    start = Number(offset);
  }
  const end = start + limit;
  return {
    items: all.slice(start, end),
    nextToken:
      end >= all.length ? {} : { nextToken: Buffer.from(`after ${end}`).toString("base64url") },
  };
}
