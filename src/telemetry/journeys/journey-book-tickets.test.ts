import { expect, test } from "vitest";
import { asked, bed } from "./journey-book-fixture.ts";
import { nlbEntry } from "./journey-fixtures.ts";

test("ticketFor() follows a request that asks from this machine and tells it the id", () => {
  const { book } = bed();
  const ticket = asked(book);
  expect(ticket).toMatchObject({
    id: expect.stringMatching(/^jrn-[a-z2-7]{20}$/),
    reason: "asked",
  });
  expect(ticket.answerLine).toBe(`x-postern-journey: ${ticket.id}\r\n`);
});

test.for([
  ["0", "127.0.0.1"],
  ["1", "10.0.0.1"],
  [undefined, "127.0.0.1"],
] as const)("ticketFor() does not follow a wish of %s from %s", ([wish, address]) => {
  expect(bed().book.ticketFor(wish, address, 1, false)).toBeNull();
});

test("ticketFor() follows the share of requests that is sampled, and tells them nothing", () => {
  const draws = [0.09, 0.1];
  const { book } = bed({ samplingRate: 0.1, random: () => draws.shift() ?? 1 });
  expect(book.ticketFor(undefined, "10.0.0.1", 1, false)).toMatchObject({
    reason: "sampled",
    answerLine: "",
  });
  expect(book.ticketFor(undefined, "10.0.0.1", 1, false)).toBeNull();
});

test("ticketFor() takes a ticket over on the private connection that carries the request", () => {
  const { book } = bed();
  const ticket = asked(book);
  book.leavesOn(ticket, "10.0.1.7", 4000);
  expect(book.ticketFor("1", "10.0.1.7", 4000, true)).toBe(ticket);
  expect(book.ticketFor(undefined, "10.0.1.7", 4001, true)).toBeNull();
  expect(book.ticketFor(undefined, "10.0.1.7", 4000, false)).toBeNull();
  const later = asked(book);
  book.leavesOn(later, "10.0.1.7", 4000);
  book.isBackFrom(ticket, "10.0.1.7", 4000);
  expect(book.ticketFor(undefined, "10.0.1.7", 4000, true)).toBe(later);
  book.isBackFrom(later, "10.0.1.7", 4000);
  expect(book.ticketFor(undefined, "10.0.1.7", 4000, true)).toBeNull();
});

test("ticketFor() looks through a flow that was open before the request came", () => {
  const { book, at } = bed();
  const facts = { startedAtMs: at, finishedAtMs: 0, arrivedOn: "10.0.1.7:4000" };
  book.nlbFlowStarted(nlbEntry({ ...facts, leftOn: "10.0.2.2:6000" }));
  const ticket = asked(book);
  book.leavesOn(ticket, "10.0.1.7", 4000);
  expect(book.ticketFor(undefined, "10.0.2.2", 6000, true)).toBe(ticket);
});

test("ticketFor() never samples a request that an earlier hop did not sample", () => {
  const { book } = bed({ samplingRate: 1 });
  expect(book.ticketFor(undefined, "10.0.1.7", 4000, true)).toBeNull();
});
