import { expect, test } from "vitest";
import { PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pageOf } from "./paging.ts";

const records = Array.from({ length: 600 }, (_, index) => ({ id: `r${1000 + index}` }));
const idOf = (record: { id: string }) => record.id;

test("pageOf() gives 25 items unless told, and at most 500", () => {
  expect(pageOf(records, {}, idOf).items).toHaveLength(PAGE_ITEMS_DEFAULT);
  expect(pageOf(records, { limit: 1000 }, idOf).items).toHaveLength(PAGE_ITEMS_MAX);
});

test("pageOf() goes on after the last item, whatever became of that", () => {
  const first = pageOf(records, { limit: 2 }, idOf);
  const rest = records.filter(({ id }) => id !== "r1001");
  const second = pageOf(rest, { limit: 500, position: first.position ?? "" }, idOf);
  expect(first.items).toEqual(["r1000", "r1001"]);
  expect(second.items[0]).toBe("r1002");
  const last = pageOf(rest, { limit: 500, position: second.position ?? "" }, idOf);
  expect(last).toEqual({ items: rest.slice(501).map(idOf) });
});

test("pageOf() refuses a limit below one and a position it has not given", () => {
  expect(() => pageOf(records, { limit: 0 }, idOf)).toThrow(/^Invalid limit/);
  expect(() => pageOf(records, { position: "?" }, idOf)).toThrow(/^Invalid position/);
});
