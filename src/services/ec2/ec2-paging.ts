// MaxResults and NextToken of Describe operations. A token is the position of the next item, opaque to clients.
import { ec2Error } from "./ec2-errors.ts";

const RESULTS_MIN = 5;
const RESULTS_MAX = 1000;

export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

export function pageOf<T>(
  all: readonly T[],
  maxResults: number | undefined,
  nextToken: string | undefined,
): Page<T> {
  if (maxResults !== undefined && (maxResults < RESULTS_MIN || maxResults > RESULTS_MAX)) {
    throw ec2Error(
      "InvalidParameterValue",
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between ${RESULTS_MIN} and ${RESULTS_MAX}.`,
    );
  }
  const start = nextToken === undefined || nextToken === "" ? 0 : positionOf(nextToken);
  const end = start + (maxResults ?? RESULTS_MAX);
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? Buffer.from(`p${end}`).toString("base64url") : undefined,
  };
}

function positionOf(token: string): number {
  const match = /^p(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString());
  if (match === null) throw ec2Error("InvalidNextToken", `The token '${token}' is invalid`);
  return Number(match[1]);
}
