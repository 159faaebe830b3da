import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import type { LogEvent, TailEvents } from "../../store/log-store.ts";
import {
  LiveTailSession,
  SESSION_TIME_MS_MAX,
  UPDATE_INTERVAL_MS,
  WAITING_UPDATES_MAX,
} from "./live-tail-session.ts";

const SCOPE = { account: "1", region: "r" };

function eventOf(message: string): LogEvent {
  return {
    eventId: message,
    groupName: "g",
    streamName: "s",
    atMs: 1,
    ingestedAtMs: 2,
    message,
  };
}

/** A session whose every reading has one event, with its number and `filling`. */
function bedOf(options: { filling?: string; fails?: boolean } = {}) {
  const clock = new FakeClock();
  const failures: unknown[] = [];
  const asked: (string | null)[] = [];
  let readings = 0;
  let ended = 0;
  const session = new LiveTailSession({
    scope: SCOPE,
    query: { groupNames: ["g"], streams: null, pattern: "", limit: 500 },
    after: "0",
    start: { sessionId: "id" },
    identifierOf: ({ groupName }) => `arn:${groupName}`,
    logs: {
      async tailEvents(_scope, { after }): Promise<TailEvents> {
        asked.push(after);
        if (options.fails === true) throw new Error("Cannot read");
        const number = ++readings;
        const events = [eventOf(`${number}${options.filling ?? ""}`)];
        return { events, isSample: false, next: String(number) };
      },
    },
    clock,
    failed: (cause) => failures.push(cause),
    onOver: () => ended++,
  });
  /** Lets seconds pass, and each reading come back. */
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      clock.advance(UPDATE_INTERVAL_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { session, clock, pass, asked, failures, ended: () => ended };
}

type Bed = ReturnType<typeof bedOf>;

/** The numbers of the updates that wait, after what else does. */
async function waitingOf({ session }: Bed): Promise<unknown[]> {
  const found: unknown[] = [];
  session.end();
  for await (const event of session) {
    const [result] = event.sessionUpdate?.sessionResults ?? [];
    found.push(result === undefined ? Object.keys(event)[0] : parseInt(result.message ?? "", 10));
  }
  return found;
}

test("LiveTailSession reads on every second from where it was", async () => {
  const bed = bedOf();
  expect(await bed.session.next()).toEqual({
    done: false,
    value: { sessionStart: { sessionId: "id" } },
  });
  const next = bed.session.next();
  await bed.pass(1);
  expect(await next).toEqual({
    done: false,
    value: {
      sessionUpdate: {
        sessionMetadata: { sampled: false },
        sessionResults: [
          {
            logStreamName: "s",
            logGroupIdentifier: "arn:g",
            message: "1",
            timestamp: 1,
            ingestionTime: 2,
          },
        ],
      },
    },
  });
  await bed.pass(2);
  expect(bed.asked).toEqual(["0", "1", "2"]);
});

test("LiveTailSession drops the oldest updates of a reader that never reads, never the start", async () => {
  const bed = bedOf();
  await bed.pass(25);
  const last = Array.from(
    { length: WAITING_UPDATES_MAX },
    (_, i) => 25 - WAITING_UPDATES_MAX + i + 1,
  );
  expect(await waitingOf(bed)).toEqual(["sessionStart", ...last]);
});

test("LiveTailSession holds few large updates", async () => {
  const bed = bedOf({ filling: " ".repeat(1024 * 1024) });
  await bed.pass(8);
  expect(await waitingOf(bed)).toEqual(["sessionStart", 6, 7, 8]);
});

test("LiveTailSession is over after three hours, and says so last", async () => {
  const bed = bedOf();
  await bed.pass(SESSION_TIME_MS_MAX / UPDATE_INTERVAL_MS - 1);
  expect(bed.ended()).toBe(0);
  await bed.pass(1);
  expect(bed.ended()).toBe(1);
  expect((await waitingOf(bed)).at(-1)).toBe("SessionTimeoutException");
  expect(bed.clock.pendingCount).toBe(0);
});

test("LiveTailSession ends with an exception when it cannot read", async () => {
  const bed = bedOf({ fails: true });
  await bed.pass(1);
  expect(bed.failures).toEqual([new Error("Cannot read")]);
  expect(bed.ended()).toBe(1);
  expect(await waitingOf(bed)).toEqual(["sessionStart", "SessionStreamingException"]);
});

test("LiveTailSession ends when its reader stops, also one that waits", async () => {
  const bed = bedOf();
  await bed.session.next();
  const next = bed.session.next();
  await bed.session.return();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await bed.session.next()).toEqual({ done: true, value: undefined });
  expect(bed.ended()).toBe(1);
  expect(bed.clock.pendingCount).toBe(0);
  await bed.session.return();
  expect(bed.ended()).toBe(1);
});
