// A backend of a lab stack: a real HTTP or HTTPS server on a loopback port, on the same engine as everything else. It
// answers every path with where it was asked, unless told to be slow, or to know only some paths.
import type { ByteStream } from "../wire/byte-stream.ts";
import {
  BODY_FIXED,
  type Exchange,
  type ExchangeHandler,
  type RequestReader,
} from "../wire/http1/exchange.ts";
import { FIELD_USER_AGENT } from "../wire/http1/fields.ts";
import { ALB_HEAD_LIMITS } from "../wire/http1/head-limits.ts";
import { HttpAcceptor } from "../wire/http1/http-acceptor.ts";
import { listenOnPort } from "../wire/port-listener.ts";
import type { WireRuntime } from "../wire/runtime.ts";
import type { LabCertificate } from "./certificates.ts";

export interface LabTargetOptions {
  /** Speaks TLS with it; left out: plain HTTP. */
  readonly certificate?: LabCertificate;
  /** Paths it answers with 200, others get 404; left out: all. */
  readonly paths?: readonly string[];
  /** Before every answer but that of a health check. */
  readonly delayMs?: number;
}

export interface LabTarget {
  readonly port: number;
  close(): Promise<void>;
}

const IDLE_TIMEOUT_MS = 600_000;
const HEAD_TIMEOUT_MS = 30_000;
const HEALTH_CHECKER = /^ELB-HealthChecker/;

/** Listens on a free loopback port. */
export async function startLabTarget(
  options: LabTargetOptions,
  runtime: WireRuntime,
): Promise<LabTarget> {
  const acceptor = new HttpAcceptor(
    new TargetHandler(options, runtime),
    {
      policy: "tolerant",
      headLimits: ALB_HEAD_LIMITS,
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      requestHeadTimeoutMs: HEAD_TIMEOUT_MS,
      bodyIdleTimeoutMs: HEAD_TIMEOUT_MS,
      keepAliveMaxMs: Infinity,
      answersAfterEndMs: Infinity,
    },
    runtime,
  );
  const { certificate } = options;
  const listener = await listenOnPort(
    {
      host: "127.0.0.1",
      port: 0,
      expects: certificate === undefined ? "plain" : "tls",
      tls:
        certificate === undefined
          ? null
          : {
              certificates: [
                {
                  name: "target",
                  chainPem: certificate.leafPem + certificate.chainPem,
                  keyPem: certificate.keyPem,
                  isDefault: true,
                },
              ],
              minVersion: "TLSv1.2",
              maxVersion: "TLSv1.3",
              ciphers: "",
              alpnProtocols: [],
            },
      acceptor,
      onPlain: certificate === undefined ? null : { accept: answerPlainOnTls },
      onTlsFailed: null,
    },
    runtime,
  );
  return {
    port: listener.port,
    async close() {
      acceptor.destroy();
      await listener.close(0);
    },
  };
}

/** A server that expects TLS and gets a request line closes the connection. */
function answerPlainOnTls(stream: ByteStream): void {
  stream.destroy();
}

class TargetHandler implements ExchangeHandler {
  readonly #options: LabTargetOptions;
  readonly #runtime: WireRuntime;

  constructor(options: LabTargetOptions, runtime: WireRuntime) {
    this.#options = options;
    this.#runtime = runtime;
  }

  onExchange(exchange: Exchange): void {
    exchange.start(new TargetRequest(exchange, this.#options, this.#runtime));
  }

  onRefused(): string {
    return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  }
}

class TargetRequest implements RequestReader {
  readonly #exchange: Exchange;
  readonly #options: LabTargetOptions;
  readonly #runtime: WireRuntime;
  #isOver = false;

  constructor(exchange: Exchange, options: LabTargetOptions, runtime: WireRuntime) {
    this.#exchange = exchange;
    this.#options = options;
    this.#runtime = runtime;
  }

  onRequestData(): void {}

  onResponseDrain(): void {}

  onRequestEnd(): void {
    const { request } = this.#exchange;
    const { delayMs = 0 } = this.#options;
    const isHealthCheck = HEALTH_CHECKER.test(request.get(FIELD_USER_AGENT) ?? "");
    if (delayMs === 0 || isHealthCheck) this.#answer();
    else this.#runtime.clock.after(delayMs, () => this.#answer());
  }

  onRequestAborted(): void {
    this.#isOver = true;
  }

  onResponseFinished(): void {
    this.#isOver = true;
  }

  #answer(): void {
    if (this.#isOver) return;
    const { request } = this.#exchange;
    const path = request.target.replace(/\?.*$/s, "");
    const isKnown = this.#options.paths?.includes(path) ?? true;
    const body = Buffer.from(this.#bodyOf(isKnown, path), "latin1");
    const close = !this.#exchange.keepAlive;
    this.#exchange.respond(
      `HTTP/1.1 ${isKnown ? "200 OK" : "404 Not Found"}\r\nContent-Type: text/plain\r\n` +
        `Content-Length: ${body.length}\r\n${close ? "Connection: close\r\n" : ""}\r\n`,
      BODY_FIXED,
      close,
    );
    this.#exchange.write(body);
    this.#exchange.end();
  }

  /** Names the fields of the lab's own that arrived: some scenarios are about fields that do not. */
  #bodyOf(isKnown: boolean, path: string): string {
    if (!isKnown) return `the target has no ${path}\n`;
    const { request } = this.#exchange;
    let fields = "";
    for (let i = 0; i < request.count; i++) {
      if (/^x[-_]lab/i.test(request.name(i))) fields += ` with ${request.name(i)}`;
    }
    return `hello from ${path}${fields}\n`;
  }
}
