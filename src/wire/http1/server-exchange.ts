// One request on a server connection and the writing of its answer: heads as the handler composed them, bodies
// framed as it said. Reading, time limits and what happens afterwards are the connection's; an exchange that is
// over, or whose connection is gone, takes every call and does nothing.
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, ConnectionInfo } from "../byte-stream.ts";
import { CHUNK_END, chunkStart, lastChunk } from "./body-encoder.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  BODY_UNTIL_CLOSE,
  type BodyFraming,
  type Exchange,
  type RequestReader,
} from "./exchange.ts";
import type { RequestHead } from "./request-head.ts";

/** How far the answer is. */
export const ANSWER_NONE = 0;
export const ANSWER_BODY = 1;
export const ANSWER_COMPLETE = 2;

/** What an exchange needs of its connection. */
export interface ExchangeHost {
  readonly info: ConnectionInfo;
  /** No further request will be taken: it is being shut down or too old. */
  readonly isLast: boolean;
  send(data: string | Buffer): boolean;
  /** The reader came, or the answer is complete: the connection has a look at the end of the turn. */
  exchangeChanged(): void;
  pauseBody(): void;
  resumeBody(): void;
  abortExchange(reset: boolean): void;
  handOver(): ByteStream;
}

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

export class ServerExchange implements Exchange {
  readonly request: RequestHead;
  readonly connection: ConnectionInfo;
  readonly startedAtMs: number;
  readonly headAtMs: number;
  /** Whether any byte of a body is to come. */
  readonly hasRequestBody: boolean;
  receivedBytes: number;
  sentBytes: number;
  /** Null once the exchange is over. */
  host: ExchangeHost | null;
  reader: RequestReader | null;
  answer: 0 | 1 | 2;
  /** The reader knows that the request is complete. */
  endTold: boolean;
  /** The connection ends with this answer. */
  closes: boolean;
  continued: boolean;
  bodyPaused: boolean;
  /** The last write returned false. */
  stalled: boolean;
  /** Why the client's side failed, when that came before the reader. */
  aborted: Failure | null;
  #framing: BodyFraming;
  #hasBody: boolean;

  constructor(
    host: ExchangeHost,
    request: RequestHead,
    times: { readonly startedAtMs: number; readonly headAtMs: number },
  ) {
    this.request = request;
    this.connection = host.info;
    this.startedAtMs = times.startedAtMs;
    this.headAtMs = times.headAtMs;
    this.hasRequestBody = announcesBody(request);
    this.receivedBytes = 0;
    this.sentBytes = 0;
    this.host = host;
    this.reader = null;
    this.answer = ANSWER_NONE;
    this.endTold = false;
    this.closes = false;
    this.continued = false;
    this.bodyPaused = false;
    this.stalled = false;
    this.aborted = null;
    this.#framing = BODY_NONE;
    this.#hasBody = false;
  }

  get keepAlive(): boolean {
    return this.request.keepAlive && this.host !== null && !this.host.isLast;
  }

  start(reader: RequestReader): void {
    if (this.reader !== null) return;
    this.reader = reader;
    this.host?.exchangeChanged();
  }

  pauseBody(): void {
    if (this.bodyPaused || this.host === null) return;
    this.bodyPaused = true;
    this.host.pauseBody();
  }

  resumeBody(): void {
    if (!this.bodyPaused || this.host === null) return;
    this.bodyPaused = false;
    this.host.resumeBody();
  }

  sendContinue(): void {
    if (this.continued || this.answer !== ANSWER_NONE || !this.request.expectsContinue) return;
    this.continued = true;
    this.#send(CONTINUE);
  }

  respondInformational(head: string): void {
    // HTTP/1.0 knows no 1xx (RFC 9110 §15.2).
    if (this.answer !== ANSWER_NONE || this.request.minorVersion === 0) return;
    this.#send(head);
  }

  respond(head: string, framing: BodyFraming, close: boolean): void {
    if (this.answer !== ANSWER_NONE) return;
    this.answer = ANSWER_BODY;
    this.#framing = framing;
    this.#hasBody =
      framing !== BODY_NONE && this.request.method !== "HEAD" && !isBodilessStatus(head);
    this.closes = close || (this.#hasBody && framing === BODY_UNTIL_CLOSE);
    this.#send(head);
  }

  write(chunk: Buffer): boolean {
    if (!this.#hasBody || this.answer !== ANSWER_BODY || chunk.length === 0) return true;
    if (this.#framing !== BODY_CHUNKED) return this.#send(chunk);
    this.#send(chunkStart(chunk.length));
    this.#send(chunk);
    return this.#send(CHUNK_END);
  }

  end(trailers = ""): void {
    if (this.answer !== ANSWER_BODY) return;
    this.answer = ANSWER_COMPLETE;
    if (this.#hasBody && this.#framing === BODY_CHUNKED) this.#send(lastChunk(trailers));
    this.host?.exchangeChanged();
  }

  abort(reset: boolean): void {
    this.host?.abortExchange(reset);
  }

  upgrade(head: string): ByteStream {
    if (this.host === null || this.answer !== ANSWER_NONE) {
      throw new Error("Cannot upgrade connection: the exchange is over or was answered");
    }
    this.answer = ANSWER_COMPLETE;
    this.#send(head);
    return this.host.handOver();
  }

  #send(data: string | Buffer): boolean {
    if (this.host === null) return true;
    this.sentBytes += data.length;
    const hasRoom = this.host.send(data);
    this.stalled = !hasRoom;
    return hasRoom;
  }
}

/** 1xx, 204 and 304 end with their head (RFC 9110 §6.4.1). The status begins at the tenth character. */
function isBodilessStatus(head: string): boolean {
  const first = head.charCodeAt(9);
  if (first === 0x31) return true;
  if (first === 0x32) return head.startsWith("204", 9);
  return first === 0x33 && head.startsWith("304", 9);
}

/** A body of length 0 is none, whatever announced it. */
export function announcesBody(head: RequestHead): boolean {
  if (head.framing === BODY_FIXED) return head.contentLength > 0;
  return head.framing !== BODY_NONE;
}
