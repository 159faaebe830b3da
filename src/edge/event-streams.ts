// Answers that do not end: Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html). What
// feeds a stream is paused while the reader does not take what was sent; nothing is stored up here. Streams are
// bounded in number, give a sign of life now and then, and end at once when Postern does.
import { reasonPhrase } from "../base/reason-phrase.ts";
import type { Clock, Timer } from "../base/clock.ts";
import { BODY_CHUNKED, BODY_UNTIL_CLOSE, type Exchange } from "../wire/http1/exchange.ts";
import { answer, jsonMessage } from "./answer.ts";
import type { CollectedRequest } from "./collected-request.ts";

export const STREAMS_MAX = 64;
export const HEARTBEAT_MS = 15_000;
/** Who takes nothing of what was sent for so long has left without a word, or keeps the place from others. */
export const STALLED_MS_MAX = 60_000;
/** What is sent at once; more events than that stop whoever feeds them when nobody takes them. */
const PIECE_CHARACTERS_MAX = 65_536;
/** How long browsers wait before they connect again. */
const RETRY_MS = 2_000;

/** Where events are written. */
export interface EventSink {
  /** `data` becomes JSON. */
  event(name: string, data: unknown): void;
  /** There is no more to come. */
  end(): void;
}

/** What feeds a stream. */
export interface EventSource {
  pause(): void;
  resume(): void;
  stop(): void;
}

/** An answer that is a stream. */
export interface EventStreamAnswer {
  /** Called once the stream is open; events come from then on. */
  readonly openEvents: (sink: EventSink) => EventSource;
}

export class EventStreams {
  readonly #clock: Clock;
  readonly #streams = new Set<EventStream>();
  /** Of what several streams are told: written as JSON once. */
  readonly #texts = new WeakMap<object, string>();
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Answers with the stream, or with 503 when there are too many. */
  serve(exchange: Exchange, collected: CollectedRequest, events: EventStreamAnswer): void {
    if (exchange.request.method === "HEAD") {
      exchange.respond(streamHead(exchange, true), BODY_UNTIL_CLOSE, true);
      exchange.end();
      return;
    }
    if (this.#isClosed || this.#streams.size >= STREAMS_MAX) {
      const message = this.#isClosed
        ? "Postern is stopping"
        : `There are ${STREAMS_MAX} streams already; close one of them first`;
      answer(exchange, jsonMessage(503, { message }));
      return;
    }
    const stream = new EventStream(exchange, {
      clock: this.#clock,
      texts: this.#texts,
      onOver: (over) => this.#streams.delete(over),
    });
    this.#streams.add(stream);
    collected.follow(stream);
    stream.open(events);
  }

  /** Ends all of them, and every one to come. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.end();
  }
}

interface EventStreamParts {
  readonly clock: Clock;
  readonly texts: WeakMap<object, string>;
  readonly onOver: (stream: EventStream) => void;
}

class EventStream implements EventSink {
  readonly #exchange: Exchange;
  readonly #clock: Clock;
  readonly #texts: WeakMap<object, string>;
  readonly #onOver: (stream: EventStream) => void;
  /** Events of this turn: they go out in one piece. */
  #waiting = "";
  #isFlushDue = false;
  readonly #flush = () => this.#flushWaiting();
  #source: EventSource | null = null;
  #heartbeat: Timer | null = null;
  #isStalled = false;
  #stalledAtMs = 0;
  #isOver = false;

  constructor(exchange: Exchange, { clock, texts, onOver }: EventStreamParts) {
    this.#exchange = exchange;
    this.#clock = clock;
    this.#texts = texts;
    this.#onOver = onOver;
  }

  open(events: EventStreamAnswer): void {
    // HTTP/1.0 knows no chunks (RFC 9112 §7): there the end of the connection is the end of the stream.
    const isOld = this.#exchange.request.minorVersion === 0;
    const framing = isOld ? BODY_UNTIL_CLOSE : BODY_CHUNKED;
    this.#exchange.respond(streamHead(this.#exchange, isOld), framing, isOld);
    this.#write(`retry: ${RETRY_MS}\n\n`);
    const source = events.openEvents(this);
    this.#source = source;
    if (this.#isOver) source.stop();
    else if (this.#isStalled) source.pause();
    this.#armHeartbeat();
  }

  event(name: string, data: unknown): void {
    if (this.#isOver) return;
    // One line: JSON has no line ends but those that it is laid out with.
    this.#waiting += `event: ${name}\ndata: ${this.#textOf(data)}\n\n`;
    if (this.#waiting.length >= PIECE_CHARACTERS_MAX) this.#flushWaiting();
    else if (!this.#isFlushDue) {
      this.#isFlushDue = true;
      queueMicrotask(this.#flush);
    }
  }

  onResponseDrain(): void {
    if (!this.#isStalled || this.#isOver) return;
    this.#isStalled = false;
    this.#source?.resume();
  }

  /** The reader has left. */
  onGone(): void {
    this.#leave();
  }

  end(): void {
    if (this.#isOver) return;
    this.#flushWaiting();
    this.#leave();
    this.#exchange.end();
  }

  /** Nobody changes what has been told. */
  #textOf(data: unknown): string {
    if (typeof data !== "object" || data === null) return JSON.stringify(data);
    let text = this.#texts.get(data);
    if (text === undefined) {
      text = JSON.stringify(data);
      this.#texts.set(data, text);
    }
    return text;
  }

  #flushWaiting(): void {
    this.#isFlushDue = false;
    const text = this.#waiting;
    this.#waiting = "";
    if (text !== "" && !this.#isOver) this.#write(text);
  }

  #write(text: string): void {
    if (this.#exchange.write(Buffer.from(text, "utf8"))) return;
    if (!this.#isStalled) this.#stalledAtMs = this.#clock.monotonicMs();
    this.#isStalled = true;
    this.#source?.pause();
  }

  #armHeartbeat(): void {
    if (this.#isOver) return;
    this.#heartbeat = this.#clock.after(HEARTBEAT_MS, () => {
      if (!this.#isStalled) this.#write(": still here\n\n");
      else if (this.#clock.monotonicMs() - this.#stalledAtMs >= STALLED_MS_MAX) this.#breakOff();
      this.#armHeartbeat();
    });
  }

  /** What was sent and not taken would keep a proper end from being sent too. */
  #breakOff(): void {
    this.#leave();
    this.#exchange.abort(true);
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#heartbeat?.cancel();
    this.#source?.stop();
    this.#onOver(this);
  }
}

function streamHead(exchange: Exchange, closes: boolean): string {
  const framing = exchange.request.minorVersion === 0 ? "" : "Transfer-Encoding: chunked\r\n";
  const connection = closes || !exchange.keepAlive ? "close" : "keep-alive";
  return (
    `HTTP/1.1 200 ${reasonPhrase(200)}\r\nDate: ${new Date().toUTCString()}\r\n` +
    `Content-Type: text/event-stream\r\nCache-Control: no-store\r\n${framing}` +
    `Connection: ${connection}\r\n\r\n`
  );
}
