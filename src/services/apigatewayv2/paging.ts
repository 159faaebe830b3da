// Lists in pages: maxResults and nextToken in the query string, Items and NextToken in the answer. A token names
// the last item that was handed out, so that items made or deleted meanwhile upset nothing.
import type { RecordKind, StoredRecord } from "../../store/records.ts";
import { badRequest } from "./api-errors.ts";

/** How many items a page has when none is asked for, and at most [I]. */
export const PAGE_ITEMS_DEFAULT = 100;
export const PAGE_ITEMS_MAX = 500;

export interface PageRequest {
  readonly MaxResults?: string;
  readonly NextToken?: string;
}

export interface Page<Item> {
  Items: Item[];
  NextToken?: string;
}

/** The page of `records`, which are in order of id, that the request asks for. */
export function pageOf<Kind extends RecordKind, Item>(
  records: readonly StoredRecord<Kind>[],
  request: PageRequest,
  itemOf: (record: StoredRecord<Kind>) => Item,
): Page<Item> {
  const itemsMax = readMaxResults(request.MaxResults);
  const afterId = readToken(request.NextToken);
  const start = afterId === undefined ? 0 : firstIndex(records, (record) => record.id > afterId);
  const end = Math.min(records.length, start + itemsMax);
  const page: Page<Item> = { Items: records.slice(start, end).map(itemOf) };
  const last = records[end - 1];
  if (end < records.length && last !== undefined) page.NextToken = writeToken(last.id);
  return page;
}

function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  const index = items.findIndex(holds);
  return index === -1 ? items.length : index;
}

function readMaxResults(text: string | undefined): number {
  if (text === undefined) return PAGE_ITEMS_DEFAULT;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > PAGE_ITEMS_MAX) {
    throw badRequest(`Invalid maxResults specified. Must be between 1 and ${PAGE_ITEMS_MAX}`);
  }
  return count;
}

function writeToken(id: string): string {
  return Buffer.from(id, "utf8").toString("base64url");
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const id = Buffer.from(token, "base64url").toString("utf8");
  if (id === "" || writeToken(id) !== token) throw badRequest("Invalid nextToken specified");
  return id;
}
