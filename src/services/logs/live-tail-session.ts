// One live tail: every second it asks for what has come and has an update for its reader, who takes it when it can.
// For a reader that falls behind a few updates wait, the oldest of which give way. After three hours it is over.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
import {
  SessionStreamingException,
  SessionTimeoutException,
  type LiveTailSessionLogEvent,
  type LiveTailSessionStart,
  type StartLiveTailResponseStream,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Clock, Timer } from "../../base/clock.ts";
import type { LogEvent, LogStore, TailRead } from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";

export const UPDATE_INTERVAL_MS = 1_000;
/** "after it has been kept open for three hours" */
export const SESSION_TIME_MS_MAX = 3 * 60 * 60 * 1000;
/** "buffers up to 10 LiveTailSessionUpdate events or 5000 log events, after which it starts dropping the oldest" */
export const WAITING_UPDATES_MAX = 10;
/** Characters of the messages that wait; ten full updates of usual lines. */
const WAITING_CHARACTERS_MAX = 4 * 1024 * 1024;

export interface LiveTailParts {
  readonly scope: Scope;
  readonly query: Omit<TailRead, "after">;
  /** Where to begin. */
  readonly after: string;
  readonly start: LiveTailSessionStart;
  /** How the reader calls the group of an event. */
  readonly identifierOf: (event: LogEvent) => string;
  readonly logs: Pick<LogStore, "tailEvents">;
  readonly clock: Clock;
  /** Told why a session has failed. */
  readonly failed: (cause: unknown) => void;
  readonly onOver: (session: LiveTailSession) => void;
}

type StreamEvent = StartLiveTailResponseStream;

export class LiveTailSession implements AsyncIterableIterator<StreamEvent, undefined> {
  readonly #parts: LiveTailParts;
  readonly #beganAtMs: number;
  #after: string;
  /** What waits for the reader, and the characters of each. */
  readonly #waiting: { readonly event: StreamEvent; readonly characters: number }[] = [];
  #characters = 0;
  #reader: ((result: IteratorResult<StreamEvent, undefined>) => void) | null = null;
  #timer: Timer | null = null;
  /** Nothing more comes; what waits can still be read. */
  #isOver = false;

  constructor(parts: LiveTailParts) {
    this.#parts = parts;
    this.#beganAtMs = parts.clock.monotonicMs();
    this.#after = parts.after;
    this.#give({ sessionStart: parts.start });
    this.#armTimer(UPDATE_INTERVAL_MS);
  }

  get scope(): Scope {
    return this.#parts.scope;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<StreamEvent, undefined>> {
    const first = this.#waiting.shift();
    if (first !== undefined) {
      this.#characters -= first.characters;
      return Promise.resolve({ done: false, value: first.event });
    }
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.#reader = resolve));
  }

  /** The reader wants nothing more. */
  return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#waiting.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer?.cancel();
    this.#reader?.({ done: true, value: undefined });
    this.#reader = null;
    this.#parts.onOver(this);
  }

  #armTimer(delayMs: number): void {
    this.#timer = this.#parts.clock.after(delayMs, () => void this.#update());
  }

  async #update(): Promise<void> {
    const { clock, logs, scope, query, failed } = this.#parts;
    const beganAtMs = clock.monotonicMs();
    if (beganAtMs - this.#beganAtMs >= SESSION_TIME_MS_MAX) {
      this.#endWith({ SessionTimeoutException: timeout() });
      return;
    }
    try {
      const { events, isSample, next } = await logs.tailEvents(scope, {
        ...query,
        after: this.#after,
      });
      if (this.#isOver) return;
      this.#after = next;
      this.#giveUpdate(events, isSample);
    } catch (cause) {
      if (this.#isOver) return;
      failed(cause);
      this.#endWith({ SessionStreamingException: streamingFailure() });
      return;
    }
    this.#armTimer(Math.max(0, UPDATE_INTERVAL_MS - (clock.monotonicMs() - beganAtMs)));
  }

  #giveUpdate(events: readonly LogEvent[], sampled: boolean): void {
    const { identifierOf } = this.#parts;
    const sessionResults = events.map((event): LiveTailSessionLogEvent => {
      return {
        logStreamName: event.streamName,
        logGroupIdentifier: identifierOf(event),
        message: event.message,
        timestamp: event.atMs,
        ingestionTime: event.ingestedAtMs,
      };
    });
    let characters = 0;
    for (const { message } of events) characters += message.length;
    this.#give({ sessionUpdate: { sessionMetadata: { sampled }, sessionResults } }, characters);
  }

  #endWith(event: StreamEvent): void {
    this.#give(event);
    this.end();
  }

  #give(event: StreamEvent, characters = 0): void {
    if (this.#reader !== null) {
      const reader = this.#reader;
      this.#reader = null;
      reader({ done: false, value: event });
      return;
    }
    this.#waiting.push({ event, characters });
    this.#characters += characters;
    while (this.#isTooMuch()) {
      // The session's start is no update, and stays.
      const oldest = this.#waiting[0]?.event.sessionStart === undefined ? 0 : 1;
      const [dropped] = this.#waiting.splice(oldest, 1);
      this.#characters -= dropped?.characters ?? 0;
    }
  }

  /** The newest update stays whatever its size. */
  #isTooMuch(): boolean {
    const updates = this.#waiting.filter(({ event }) => event.sessionUpdate !== undefined).length;
    if (updates > WAITING_UPDATES_MAX) return true;
    return updates > 1 && this.#characters > WAITING_CHARACTERS_MAX;
  }
}

function timeout(): SessionTimeoutException {
  const message = "The live tail session has timed out after 3 hours.";
  return new SessionTimeoutException({ $metadata: {}, message });
}

function streamingFailure(): SessionStreamingException {
  const message = "An unknown error occurred during the live tail session.";
  return new SessionStreamingException({ $metadata: {}, message });
}
