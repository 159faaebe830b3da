// Sends one request exactly as it is written and returns the whole answer: for tracing a request, for replaying one
// that failed, and for the lab. It speaks through the same engine as the gateway, so what fails says why.
import { systemClock } from "../base/clock.ts";
import { failure, type Failure } from "../base/failure.ts";
import { silentLogger } from "../base/logger.ts";
import type { ByteStream } from "../wire/byte-stream.ts";
import { ClientPool } from "../wire/http1/client-pool.ts";
import {
  BODY_FIXED,
  BODY_NONE,
  type ResponseReader,
  type UpstreamRequest,
} from "../wire/http1/exchange.ts";
import { ALB_RESPONSE_HEAD_LIMITS } from "../wire/http1/head-limits.ts";
import type { ResponseHead } from "../wire/http1/response-head.ts";
import { createWireRuntime } from "../wire/runtime.ts";
import { createSocketDialer } from "../wire/socket-dialer.ts";

/** More of an answer's body is not kept. */
export const ANSWER_BODY_BYTES_MAX = 1_048_576;
const CONNECT_TIMEOUT_MS = 10_000;
/** API Gateway's longest integration, and some time for its answer. */
const ANSWER_TIMEOUT_MS = 35_000;
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export type FieldLine = readonly [name: string, value: string];

export interface RequestToSend {
  readonly method: string;
  readonly url: URL;
  /** A Host field takes the place of the URL's own host; others are sent as they are. */
  readonly headers: readonly FieldLine[];
  /** Null: none. */
  readonly body: Buffer | null;
  /** PEM certificates that are trusted beside the public roots. */
  readonly trustedCas: readonly string[];
  /** Until the answer begins, and between its parts; else as long as the longest integration takes. */
  readonly answerTimeoutMs?: number;
}

export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly FieldLine[];
  readonly body: Buffer;
  readonly durationMs: number;
  /** Null when the whole answer came. */
  readonly failure: Failure | null;
}

/** Never rejects for what the network does; throws for a request that cannot be written. */
export function sendRequest(request: RequestToSend): Promise<Answer> {
  const head = headOf(request);
  const { url, body, answerTimeoutMs = ANSWER_TIMEOUT_MS } = request;
  const isTls = url.protocol === "https:";
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const dialer = createSocketDialer(
    {
      host: addressOf(url.hostname),
      port: url.port === "" ? (isTls ? 443 : 80) : Number(url.port),
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      identity: null,
      tls: isTls
        ? {
            serverName: unbracketed(url.hostname),
            verify: true,
            trustedCas: request.trustedCas,
            minVersion: "TLSv1.2",
            maxVersion: "TLSv1.3",
            ciphers: "",
            alpnProtocols: [],
          }
        : null,
    },
    runtime,
  );
  const options = {
    idleTimeoutMs: answerTimeoutMs,
    connectionsMax: 1,
    requestsQueuedMax: 1,
    responseHeadLimits: ALB_RESPONSE_HEAD_LIMITS,
  };
  const pool = new ClientPool(dialer, options, runtime);
  return new Promise<Answer>((resolve) => {
    const collector = new AnswerCollector((answer) => {
      pool.close();
      runtime.close();
      resolve(answer);
    });
    const sent = pool.request(
      {
        method: request.method,
        head,
        framing: body === null ? BODY_NONE : BODY_FIXED,
        responseTimeoutMs: answerTimeoutMs,
        bodyIdleTimeoutMs: answerTimeoutMs,
        closeAfterwards: true,
      },
      collector,
    );
    collector.request = sent;
    if (body !== null && body.length > 0) sent.writeBody(body);
    sent.endBody();
  });
}

function headOf({ method, url, headers, body }: RequestToSend): string {
  if (!METHOD.test(method)) throw new Error(`Cannot send: "${method}" is no method`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Error(`Cannot send to ${url.href}: http:// and https:// are spoken`);
  }
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  let head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n`;
  if (!names.has("host")) head += `Host: ${url.host}\r\n`;
  for (const [name, value] of headers) {
    if (!METHOD.test(name) || /[\r\n\0]/.test(value)) {
      throw new Error(`Cannot send: "${name}: ${value}" is no header`);
    }
    head += `${name}: ${value}\r\n`;
  }
  if (!names.has("user-agent")) head += "User-Agent: postern\r\n";
  if (!names.has("accept")) head += "Accept: */*\r\n";
  if (body !== null && !names.has("content-length")) head += `Content-Length: ${body.length}\r\n`;
  return `${head}\r\n`;
}

/** Names below localhost are this machine's (RFC 6761 §6.3), whether or not its resolver knows. */
function addressOf(hostname: string): string {
  return /(^|\.)localhost$/i.test(hostname) ? "127.0.0.1" : unbracketed(hostname);
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

class AnswerCollector implements ResponseReader {
  request: UpstreamRequest | null = null;
  readonly #done: (answer: Answer) => void;
  readonly #startedAtMs = systemClock.monotonicMs();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #status = 0;
  #reason = "";
  #headers: FieldLine[] = [];

  constructor(done: (answer: Answer) => void) {
    this.#done = done;
  }

  onUpstreamConnected(): void {}

  onInformational(): void {}

  onContinue(): void {}

  onRequestDrain(): void {}

  onResponseHead(head: ResponseHead): void {
    this.#status = head.status;
    this.#reason = head.reason;
    for (let i = 0; i < head.count; i++) this.#headers.push([head.name(i), head.value(i)]);
  }

  onResponseData(chunk: Buffer): void {
    const room = ANSWER_BODY_BYTES_MAX - this.#length;
    if (room <= 0) return;
    // Only valid during the call.
    this.#chunks.push(Buffer.from(chunk.subarray(0, room)));
    this.#length += Math.min(room, chunk.length);
  }

  onResponseEnd(): void {
    this.#finish(null);
  }

  onUpgraded(_head: ResponseHead, stream: ByteStream): void {
    stream.destroy();
    this.#finish(failure("not-supported", "the answer switched protocols"));
  }

  onUpstreamFailed(reason: Failure): void {
    this.#finish(reason);
  }

  #finish(reason: Failure | null): void {
    this.#done({
      status: this.#status,
      reason: this.#reason,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
      durationMs: systemClock.monotonicMs() - this.#startedAtMs,
      failure: reason,
    });
  }
}
