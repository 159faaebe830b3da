// Lists in pages: `limit` and `position` in the query string, items and `position` in the answer. A position names
// the last item that was handed out, so that items made or deleted meanwhile upset nothing.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
import { badRequest } from "./rest-errors.ts";

/** How many items a page has when none is asked for, and at most. */
export const PAGE_ITEMS_DEFAULT = 25;
export const PAGE_ITEMS_MAX = 500;

export interface PageRequest {
  readonly limit?: number;
  readonly position?: string;
}

export interface Page<Item> {
  items: Item[];
  position?: string;
}

/** The page of `records`, which are in order of id, that the request asks for. */
export function pageOf<Record extends { readonly id: string }, Item>(
  records: readonly Record[],
  request: PageRequest,
  itemOf: (record: Record) => Item,
): Page<Item> {
  const itemsMax = readLimit(request.limit);
  const afterId = readPosition(request.position);
  const start = afterId === undefined ? 0 : firstIndex(records, (record) => record.id > afterId);
  const end = Math.min(records.length, start + itemsMax);
  const page: Page<Item> = { items: records.slice(start, end).map(itemOf) };
  const last = records[end - 1];
  if (end < records.length && last !== undefined) page.position = writePosition(last.id);
  return page;
}

function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  const index = items.findIndex(holds);
  return index === -1 ? items.length : index;
}

/** A limit above the maximum counts as the maximum; below one it is refused [I]. */
function readLimit(limit: number | undefined): number {
  if (limit === undefined) return PAGE_ITEMS_DEFAULT;
  if (limit < 1) throw badRequest("Invalid limit specified. Must be a positive number");
  return Math.min(limit, PAGE_ITEMS_MAX);
}

function writePosition(id: string): string {
  return Buffer.from(id, "utf8").toString("base64url");
}

function readPosition(position: string | undefined): string | undefined {
  if (position === undefined) return undefined;
  const id = Buffer.from(position, "base64url").toString("utf8");
  if (id === "" || writePosition(id) !== position) throw badRequest("Invalid position specified");
  return id;
}
