// A page of the log groups that a list operation asks for, where the store alone cannot tell which they are.
import type { LogGroup } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { asked } from "./logs-errors.ts";

export interface GroupQuery {
  readonly prefix: string;
  readonly part: string;
  readonly after: string | null;
  readonly limit: number;
  readonly isWanted: (group: LogGroup) => boolean;
}

/** Reads on until the page is full or there are no more groups. */
export async function matchingGroups(
  { prefix, part, after, limit, isWanted }: GroupQuery,
  context: OperationContext,
): Promise<{ groups: LogGroup[]; nextToken: { nextToken?: string } }> {
  const groups: LogGroup[] = [];
  let next = after;
  do {
    const query = { prefix, part, after: next, limit: limit - groups.length };
    const page = await asked(context.logs.listGroups(context, query));
    groups.push(...page.items.filter(isWanted));
    next = page.next;
  } while (next !== null && groups.length < limit);
  return { groups, nextToken: next === null ? {} : { nextToken: next } };
}
