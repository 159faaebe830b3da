// A connection to a TLS listener that doesn't begin with TLS. What looks like an HTTP/1 request gets the page that
// AWS's article on private integrations quotes, then a close; anything else is closed without an answer [I]
// (https://repost.aws/knowledge-center/api-gateway-private-integration-errors).
import { failure } from "../../base/failure.ts";
import type { Failure, FailureKind } from "../../base/failure.ts";
import { quoteBytes } from "../../base/quote-bytes.ts";
import { redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import type { ByteStream, ByteStreamHandler } from "../../wire/byte-stream.ts";
import { CoarseTimer } from "../../wire/coarse-timers.ts";
import type { TimerOwner } from "../../wire/coarse-timers.ts";
import { closeLingering } from "../../wire/lingering-close.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import { PLAIN_HTTP_PAGE } from "../alb/generated-page.ts";

/** A request line has to be complete within this much; the load balancers' limit for request lines. */
const REQUEST_LINE_BYTES_MAX = 16_384;
/** And within this time, the limit for a TLS handshake. */
const REQUEST_LINE_TIMEOUT_MS = 10_000;

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) [!-~\x80-\xff]+ HTTP\/1\.[01]\r?\n/;
const REQUEST_LINE_START = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+( |$)/;

/** What became of it, for whoever observes. */
export type PlainConnectionEnd = (failure: Failure, stream: ByteStream, sentBytes: number) => void;

/** Reads the first line, answers or not, and closes. `onEnd` is called once, at the end. */
export function answerPlainOnTls(
  stream: ByteStream,
  runtime: WireRuntime,
  onEnd: PlainConnectionEnd,
): void {
  stream.attach(new PlainConnection(stream, runtime, onEnd));
}

class PlainConnection implements ByteStreamHandler, TimerOwner {
  readonly #stream: ByteStream;
  readonly #runtime: WireRuntime;
  readonly #onEnd: PlainConnectionEnd;
  readonly #timer: CoarseTimer;
  #text = "";
  #decided = false;

  constructor(stream: ByteStream, runtime: WireRuntime, onEnd: PlainConnectionEnd) {
    this.#stream = stream;
    this.#runtime = runtime;
    this.#onEnd = onEnd;
    this.#timer = new CoarseTimer(this);
    runtime.timers.arm(this.#timer, REQUEST_LINE_TIMEOUT_MS);
  }

  onData(bytes: Buffer, start: number, end: number): void {
    if (this.#decided) return;
    this.#text += bytes.toString("latin1", start, end);
    const line = REQUEST_LINE.exec(this.#text);
    if (line !== null) {
      this.#answer(line[1] === "HEAD");
    } else if (
      this.#text.includes("\n") ||
      this.#text.length > REQUEST_LINE_BYTES_MAX ||
      !REQUEST_LINE_START.test(this.#text)
    ) {
      this.#refuse();
    }
  }

  onEnd(): void {
    this.#refuse();
  }

  onDrain(): void {}

  onTimer(): void {
    this.#refuse();
  }

  onClose(_failure: Failure | null): void {
    this.#runtime.timers.remove(this.#timer);
    if (this.#decided) return;
    this.#decided = true;
    this.#onEnd(this.#failureOf("client-tls-failed", ""), this.#stream, 0);
  }

  #answer(headOnly: boolean): void {
    this.#decided = true;
    this.#runtime.timers.remove(this.#timer);
    const { body } = PLAIN_HTTP_PAGE;
    const head =
      "HTTP/1.1 400 Bad Request\r\n" +
      "Server: awselb/2.0\r\n" +
      `Date: ${new Date(this.#runtime.clock.nowMs()).toUTCString()}\r\n` +
      "Content-Type: text/html\r\n" +
      `Content-Length: ${body.length}\r\n` +
      "Connection: close\r\n\r\n";
    const answer = headOnly ? head : head + body.toString("latin1");
    this.#stream.write(answer);
    closeLingering(this.#stream, this.#runtime, () => {
      this.#onEnd(this.#failureOf("plain-http-on-tls", ""), this.#stream, answer.length);
    });
  }

  #failureOf(kind: FailureKind, detail: string): Failure {
    const line = this.#text.split("\n", 1)[0] ?? "";
    return failure(kind, detail, { firstBytes: quoteBytes(redactTarget(line)) });
  }

  #refuse(): void {
    if (this.#decided) return;
    this.#decided = true;
    this.#stream.destroy();
    const reason = this.#failureOf("client-tls-failed", "the first bytes are no TLS record");
    this.#onEnd(reason, this.#stream, 0);
  }
}
