// Answers whose body is made while it is sent. The next piece is asked for when the last one has been taken, so a
// slow reader slows down what feeds it and nothing is stored up here. A reader that takes nothing at all is left after
// a while, and everything ends when Postern does. How many there may be is for those who make them to say.
import { reasonPhrase } from "../base/reason-phrase.ts";
import type { Clock, Timer } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { BodyStream, HttpResponseMessage } from "../protocol/http-message.ts";
import { BODY_CHUNKED, BODY_UNTIL_CLOSE, type Exchange } from "../wire/http1/exchange.ts";
import { answer } from "./answer.ts";
import type { AnswerWriter, CollectedRequest } from "./collected-request.ts";

/** Who takes nothing of what was sent for so long is gone; a debugger may hold up a reader for minutes. */
export const STALLED_READER_MS_MAX = 5 * 60_000;

export class StreamedAnswers {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #answers = new Set<StreamedAnswer>();
  #isClosed = false;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  get size(): number {
    return this.#answers.size;
  }

  serve(exchange: Exchange, collected: CollectedRequest, message: HttpResponseMessage): void {
    const { stream } = message;
    if (stream === undefined) throw new TypeError("Cannot stream an answer: it has no stream");
    if (exchange.request.method === "HEAD") {
      stream.stop();
      answer(exchange, { status: message.status, headers: message.headers, body: "" });
      return;
    }
    const streamed = new StreamedAnswer(exchange, stream, {
      clock: this.#clock,
      logger: this.#logger,
      onOver: (over) => this.#answers.delete(over),
    });
    this.#answers.add(streamed);
    collected.follow(streamed);
    streamed.open(message);
    if (this.#isClosed) streamed.end();
  }

  /** Ends all of them, and every one to come. */
  close(): void {
    this.#isClosed = true;
    for (const streamed of this.#answers) streamed.end();
  }
}

interface AnswerFrame {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onOver: (answer: StreamedAnswer) => void;
}

class StreamedAnswer implements AnswerWriter {
  readonly #exchange: Exchange;
  readonly #stream: BodyStream;
  readonly #frame: AnswerFrame;
  #stalled: Timer | null = null;
  #isOver = false;

  constructor(exchange: Exchange, stream: BodyStream, frame: AnswerFrame) {
    this.#exchange = exchange;
    this.#stream = stream;
    this.#frame = frame;
  }

  open(message: HttpResponseMessage): void {
    // HTTP/1.0 knows no chunks (RFC 9112 §7): there the end of the connection is the end of the body.
    const isOld = this.#exchange.request.minorVersion === 0;
    const closes = isOld || !this.#exchange.keepAlive;
    let head = `HTTP/1.1 ${message.status} ${reasonPhrase(message.status)}\r\nDate: ${new Date().toUTCString()}\r\n`;
    for (const [name, value] of message.headers) head += `${name}: ${value}\r\n`;
    if (!isOld) head += "Transfer-Encoding: chunked\r\n";
    head += `Connection: ${closes ? "close" : "keep-alive"}\r\n\r\n`;
    this.#exchange.respond(head, isOld ? BODY_UNTIL_CLOSE : BODY_CHUNKED, closes);
    void this.#send();
  }

  onResponseDrain(): void {
    if (this.#stalled === null || this.#isOver) return;
    this.#stalled.cancel();
    this.#stalled = null;
    void this.#send();
  }

  /** The reader has left. */
  onGone(): void {
    this.#leave();
  }

  end(): void {
    if (this.#isOver) return;
    this.#leave();
    this.#exchange.end();
  }

  /** Until the stream is at its end or the reader does not follow. */
  async #send(): Promise<void> {
    try {
      while (!this.#isOver) {
        const piece = await this.#stream.next();
        if (this.#isOver) return;
        if (piece === null) {
          this.end();
          return;
        }
        if (this.#exchange.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length)))
          continue;
        this.#stalled = this.#frame.clock.after(STALLED_READER_MS_MAX, () => this.#breakOff());
        return;
      }
    } catch (cause) {
      this.#frame.logger.error("A streamed answer failed", { cause });
      this.#breakOff();
    }
  }

  /** The reader sees that the answer is not whole. */
  #breakOff(): void {
    if (this.#isOver) return;
    this.#leave();
    this.#exchange.abort(true);
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stalled?.cancel();
    this.#stream.stop();
    this.#frame.onOver(this);
  }
}
