// What the tests of the book share: one under a clock that the test moves, and a request that is followed.
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger } from "../../base/logger.ts";
import {
  isLoopback,
  JOURNEY_LIMITS,
  JourneyBook,
  type JourneyBookOptions,
} from "./journey-book.ts";
import { MemoryArchive } from "./journey-fixtures.ts";
import type { JourneyTicket } from "./kept-hop.ts";

/** A book and what is around it; `at` is the time that it is. */
export function bed(changes: Partial<JourneyBookOptions> = {}) {
  const clock = new FakeClock(1_000_000);
  const archive = new MemoryArchive();
  const book = new JourneyBook({
    clock,
    logger: silentLogger,
    archive,
    samplingRate: 0,
    allows: isLoopback,
    limits: JOURNEY_LIMITS,
    random: () => 0.5,
    ...changes,
  });
  return { clock, archive, book, at: clock.nowMs() };
}

/** The ticket of a request that asks, from 127.0.0.1:50000. */
export function asked(book: JourneyBook): JourneyTicket {
  const ticket = book.ticketFor("1", "127.0.0.1", 50_000, false);
  if (ticket === null) throw new Error("Cannot follow the request: there is no ticket");
  return ticket;
}
