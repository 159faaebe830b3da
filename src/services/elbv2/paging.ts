// Pages of a Describe operation: `Marker` is where the page begins, opaque to the caller, `NextMarker` where the
// next one does. It names the first item of its page, so that a page stays right when items before it go away.
import { Constraints, validationError } from "../../protocol/constraints.ts";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
const PAGE_SIZE_BOUNDS = { min: 1, max: 400 };

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly PageSize?: number | undefined;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextMarker: { NextMarker?: string };
}

/** The page of `items` that was asked for; `keyOf` gives each item a name of its own. */
export function pageOf<T>(
  items: readonly T[],
  request: PageRequest,
  keyOf: (item: T) => string,
): Page<T> {
  new Constraints().range("pageSize", request.PageSize, PAGE_SIZE_BOUNDS).throwIfViolated();
  let start = 0;
  if (request.Marker !== undefined) {
    const key = Buffer.from(request.Marker, "base64url").toString("utf8");
    start = items.findIndex((item) => keyOf(item) === key);
    if (start < 0) throw validationError(`Invalid marker: '${request.Marker}'`);
  }
  const end = start + (request.PageSize ?? PAGE_SIZE_BOUNDS.max);
  const next = items[end];
  return {
    items: items.slice(start, end),
    nextMarker:
      next === undefined
        ? {}
        : { NextMarker: Buffer.from(keyOf(next), "utf8").toString("base64url") },
  };
}
