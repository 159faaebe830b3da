// Feeds bytes to the engine the way a connection does, in pieces, and writes down what comes out as lines of text:
// the wire cases and the fuzz tests compare those. Every piece lies in a buffer of its own between other bytes, so
// that looking beyond the given range would show.
import { BodyDecoder, DECODER_DONE, DECODER_FAILED, DECODER_OPEN } from "../body-decoder.ts";
import type { BodySink } from "../body-decoder.ts";
import { COMPLIANT } from "../desync-tier.ts";
import { BODY_CHUNKED, BODY_FIXED, BODY_UNTIL_CLOSE } from "../exchange.ts";
import type { BodyFraming } from "../exchange.ts";
import type { FieldSection } from "../field-section.ts";
import type { HeadLimits } from "../head-limits.ts";
import { HEAD_COMPLETE, HEAD_REFUSED, HeadParser } from "../request-head.ts";
import type { RequestHead, RequestPolicy } from "../request-head.ts";
import { ResponseHeadParser } from "../response-head.ts";
import type { ResponseHead } from "../response-head.ts";

const TIERS = ["Compliant", "Acceptable", "Ambiguous", "Severe"];
const FRAMINGS = ["none", "fixed", "chunked", "until-close"];

/** Bytes put around each piece: what a parser would find that looks too far. */
const AROUND = "\r\n\r\nX: ";

export interface DriverOptions {
  /** How the heads are parsed; a response needs the method of its request. */
  readonly parse: RequestPolicy | { readonly requestMethod: string };
  readonly limits: HeadLimits;
  /** Whether every field is written down. */
  readonly fields: boolean;
}

/** One direction of a connection: messages one after the other until one closes or is refused. */
export class Driver implements BodySink {
  readonly events: string[];
  readonly #options: DriverOptions;
  readonly #requests: HeadParser | null;
  readonly #responses: ResponseHeadParser | null;
  readonly #decoder: BodyDecoder;
  #pending: Buffer;
  #data: string;
  #inBody: boolean;
  #keepAlive: boolean;
  #over: boolean;

  constructor(options: DriverOptions) {
    this.events = [];
    this.#options = options;
    const { parse, limits } = options;
    this.#requests = typeof parse === "string" ? new HeadParser(parse, limits) : null;
    this.#responses = typeof parse === "string" ? null : new ResponseHeadParser(limits);
    this.#decoder = new BodyDecoder();
    this.#pending = Buffer.alloc(0);
    this.#data = "";
    this.#inBody = false;
    this.#keepAlive = true;
    this.#over = false;
  }

  feed(piece: Buffer): void {
    const bytes = Buffer.concat([
      Buffer.from(AROUND),
      this.#pending,
      piece,
      Buffer.from(AROUND),
    ]);
    const start = AROUND.length;
    const end = bytes.length - AROUND.length;
    const position = this.#run(bytes, start, end);
    this.#pending = Buffer.from(bytes.subarray(position, end));
  }

  /** No more bytes come. */
  finish(): void {
    if (this.#over) {
      if (this.#pending.length > 0) this.events.push(`ignored ${this.#pending.length} bytes`);
    } else if (this.#inBody) {
      this.#decoder.finishAtEof();
      this.#bodyState();
    } else if (this.#pending.length > 0) {
      this.#finishInHead();
    }
  }

  onBodyData(bytes: Buffer, start: number, end: number): void {
    this.#data += bytes.latin1Slice(start, end);
  }

  onBodyEnd(trailers: string): void {
    this.#flushData();
    if (trailers !== "") this.events.push(`trailers ${quote(trailers)}`);
  }

  /** Works until more bytes are needed; the position of what is left. */
  #run(bytes: Buffer, start: number, end: number): number {
    let position = start;
    while (!this.#over) {
      const before = position;
      position += this.#inBody
        ? this.#decoder.decode(bytes, position, end, this)
        : this.#parseHead(bytes, position, end);
      if (this.#inBody) this.#bodyState();
      if (position < start || position > end) throw new Error("Consumed more than was given");
      if (position === before) break;
    }
    return position;
  }

  #parseHead(bytes: Buffer, start: number, end: number): number {
    const parser = this.#requests ?? this.#responses!;
    const { parse } = this.#options;
    const method = typeof parse === "string" ? "" : parse.requestMethod;
    const result = parser.parse(bytes, start, end, method);
    if (result === HEAD_REFUSED) {
      this.#refused(parser.failure!.kind, this.#requests?.head ?? null);
      return 0;
    }
    if (result !== HEAD_COMPLETE) return 0;
    const head = parser.head!;
    if (this.#requests !== null) this.#describeRequest(this.#requests.head!);
    else this.#describeResponse(this.#responses!.head!);
    this.#keepAlive = head.keepAlive;
    this.#startBody(head.framing, head.contentLength);
    const { consumed } = parser;
    parser.reset();
    return consumed;
  }

  #finishInHead(): void {
    const bytes = this.#pending;
    if (this.#requests === null) {
      this.events.push("incomplete");
      return;
    }
    this.#requests.refuseAtEof(bytes, 0, bytes.length);
    this.#refused(this.#requests.failure!.kind, this.#requests.head);
  }

  #refused(kind: string, head: RequestHead | null): void {
    this.events.push(`refused ${kind}`);
    if (head !== null) this.#describeRequest(head);
    this.#over = true;
  }

  #startBody(framing: BodyFraming, contentLength: number): void {
    this.#data = "";
    this.#inBody = true;
    if (framing === BODY_CHUNKED) this.#decoder.startChunked();
    else if (framing === BODY_UNTIL_CLOSE) this.#decoder.startUntilClose();
    else this.#decoder.startFixed(framing === BODY_FIXED ? contentLength : 0);
  }

  #bodyState(): void {
    const { state } = this.#decoder;
    if (state === DECODER_OPEN) return;
    this.#flushData();
    this.#inBody = false;
    if (state === DECODER_FAILED) {
      const failure = this.#decoder.failure!;
      this.events.push(`failed ${failure.kind}: ${failure.detail}`);
      this.#over = true;
    } else if (state === DECODER_DONE) {
      this.events.push("end");
      this.#over = !this.#keepAlive;
    }
  }

  #flushData(): void {
    if (this.#data !== "") this.events.push(`data ${quote(this.#data)}`);
    this.#data = "";
  }

  #describeRequest(head: RequestHead): void {
    const { method, target, version } = head;
    const marks = [
      head.keepAlive ? "keep-alive" : "close",
      head.expectsContinue ? "expects-continue" : "",
      head.upgrade === "" ? "" : `upgrade=${head.upgrade}`,
      head.hasHost ? "" : "no-host",
      head.transferEncodingUnsupported ? "transfer-encoding-unsupported" : "",
      head.transferEncodingSpaceBeforeColon ? "transfer-encoding-spaced" : "",
    ].filter((mark) => mark !== "");
    this.events.push(
      `request ${quote(method)} ${quote(target)} ${quote(version)} ` +
        `${framingText(head.framing, head.contentLength)} ${marks.join(" ")}`,
    );
    if (head.desync.tier !== COMPLIANT) {
      this.events.push(`desync ${TIERS[head.desync.tier]} ${head.desync.reason}`);
    }
    this.#describeFields(head);
  }

  #describeResponse(head: ResponseHead): void {
    const framing = framingText(head.framing, head.contentLength);
    this.events.push(
      `response ${head.status} ${quote(head.reason)} ${framing} ` +
        `${head.keepAlive ? "keep-alive" : "close"}`,
    );
    this.#describeFields(head);
  }

  #describeFields(head: FieldSection): void {
    if (!this.#options.fields) return;
    for (let index = 0; index < head.count; index += 1) {
      const value = head.hasColon(index) ? quote(head.value(index)) : "without colon";
      this.events.push(`field ${quote(head.name(index))} ${value}`);
    }
  }
}

/** In quotes, with everything but visible ASCII escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7f-\xff]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16)}`,
  );
}

function framingText(framing: BodyFraming, contentLength: number): string {
  return framing === BODY_FIXED ? `fixed ${contentLength}` : FRAMINGS[framing]!;
}

/** The events of those pieces, and then the end. */
export function drive(options: DriverOptions, pieces: readonly Buffer[]): readonly string[] {
  const driver = new Driver(options);
  for (const piece of pieces) driver.feed(piece);
  driver.finish();
  return driver.events;
}
