// The edge port: decides whom a request is for and hands it over. Invoke URLs go to the gateway as they are and
// take any Host and Origin; everything else passes the access guard first. Wire behaviour is the strict policy's.
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { HttpRequestMessage, HttpResponseMessage } from "../protocol/http-message.ts";
import type { Exchange, ExchangeHandler, RefusedRequest } from "../wire/http1/exchange.ts";
import { FIELD_AUTHORIZATION, FIELD_HOST, FIELD_ORIGIN } from "../wire/http1/fields.ts";
import type { RequestHead } from "../wire/http1/request-head.ts";
import type { AccessGuard } from "./access-guard.ts";
import { answer, answerHead, jsonMessage } from "./answer.ts";
import { CONSOLE_PATH } from "./console-files.ts";
import { CollectedRequest } from "./collected-request.ts";
import { EventStreams } from "./event-streams.ts";
import type { PosternAnswer, PosternHandler } from "./postern-route.ts";
import { StreamedAnswers } from "./streamed-answers.ts";

/** AWS's largest control-plane bodies are OpenAPI imports of 6 MB. */
export const CONTROL_BODY_BYTES_MAX = 10 * 1024 * 1024;

/** Streams are few: an image of a foreign page that opened one would take its place. */
const STREAM = /^[^?]*\/stream(?:\?|$)/;

export type WholeRequestHandler = (message: HttpRequestMessage) => Promise<HttpResponseMessage>;

export interface EdgeOptions {
  readonly guard: AccessGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes an invoke request and answers it; false when the request is not one. */
  readonly invoke: (exchange: Exchange, host: string | undefined) => boolean;
  /**
   * The answer to a request whose head was refused, as the API that it invokes gives it; null when it invokes none, or
   * nobody can tell, and is answered with `status`.
   */
  readonly refuseInvoke: (refused: RefusedRequest, status: number) => string | null;
  /** /_postern/… */
  readonly posternRoutes: PosternHandler;
  /** The AWS APIs. */
  readonly controlPlane: WholeRequestHandler;
}

export class EdgeHandler implements ExchangeHandler {
  readonly #options: EdgeOptions;
  readonly #streams: EventStreams;
  readonly #streamed: StreamedAnswers;

  constructor(options: EdgeOptions) {
    this.#options = options;
    this.#streams = new EventStreams(options.clock);
    this.#streamed = new StreamedAnswers(options.clock, options.logger);
  }

  /** Ends what would not end by itself. */
  shutdown(): void {
    this.#streams.close();
    this.#streamed.close();
  }

  onExchange(exchange: Exchange): void {
    const { request } = exchange;
    const host = request.get(FIELD_HOST);
    if (this.#options.invoke(exchange, host)) return;
    const own = request.target.startsWith("/_postern/") || request.target === "/_postern";
    const readsOnly = own && /^(GET|HEAD)$/.test(request.method) && !STREAM.test(request.target);
    const refusal = this.#refusal(exchange, readsOnly);
    if (refusal !== "") {
      answer(exchange, jsonMessage(403, { message: refusal }), request.framing !== 0);
      return;
    }
    if (isBrowserAtRoot(request)) {
      answer(exchange, { status: 302, headers: [["Location", CONSOLE_PATH]], body: "" });
      return;
    }
    this.#answerWhole(exchange, own ? this.#options.posternRoutes : this.#options.controlPlane);
  }

  onRefused(refused: RefusedRequest): string {
    const status = REFUSED_STATUS[refused.failure.kind] ?? 400;
    if (status === 0) return "";
    const invoked = this.#options.refuseInvoke(refused, status);
    if (invoked !== null) return invoked;
    const message = refusalMessage(status);
    return (
      answerHead(message, Buffer.byteLength(message.body as string), true) +
      (message.body as string)
    );
  }

  #refusal(exchange: Exchange, readsOnly: boolean): string {
    const { request, connection } = exchange;
    const { guard } = this.#options;
    const origin = request.get(FIELD_ORIGIN);
    const refusal = guard.refusal(request.get(FIELD_HOST), origin, connection.localAddress);
    if (refusal !== "" || readsOnly) return refusal;
    return guard.siteRefusal(request.joined("sec-fetch-site"));
  }

  #answerWhole(exchange: Exchange, handler: PosternHandler): void {
    const collected = new CollectedRequest(
      exchange,
      CONTROL_BODY_BYTES_MAX,
      ({ body, failure }) => {
        if (failure !== null) {
          answer(exchange, refusalMessage(REFUSED_STATUS[failure.kind] ?? 400), true);
          return;
        }
        void this.#handle(exchange, collected, handler(wholeMessage(exchange.request, body)));
      },
    );
    collected.start();
  }

  async #handle(
    exchange: Exchange,
    collected: CollectedRequest,
    handling: Promise<PosternAnswer>,
  ): Promise<void> {
    let message: PosternAnswer;
    try {
      message = await handling;
    } catch (cause) {
      this.#options.logger.error("A request to the edge failed", { cause });
      message = jsonMessage(500, { message: "Internal Server Error" });
    }
    if ("openEvents" in message) {
      if (!collected.gone) this.#streams.serve(exchange, collected, message);
    } else if (collected.gone) message.stream?.stop();
    else if (message.stream !== undefined) this.#streamed.serve(exchange, collected, message);
    else answer(exchange, message);
  }
}

/** Somebody typed the edge port's address into a browser. AWS clients ask for no page and say who they are. */
function isBrowserAtRoot(request: RequestHead): boolean {
  return (
    request.target === "/" &&
    request.method === "GET" &&
    !request.has(FIELD_AUTHORIZATION) &&
    (request.joined("accept") ?? "").includes("text/html")
  );
}

function refusalMessage(status: number): HttpResponseMessage {
  return jsonMessage(status, { message: REFUSED_MESSAGE[status] ?? "Bad Request" });
}

/** 0: close without an answer. */
const REFUSED_STATUS: Readonly<Record<string, number>> = {
  "request-line-too-long": 414,
  "request-field-too-large": 431,
  "request-head-too-large": 431,
  "too-many-fields": 431,
  "unsupported-version": 505,
  "request-head-timeout": 408,
  "request-body-timeout": 408,
  "body-too-large": 413,
  "client-idle-timeout": 0,
  "client-closed": 0,
  "client-reset": 0,
};

const REFUSED_MESSAGE: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  431: "Request Header Fields Too Large",
  505: "HTTP Version Not Supported",
};

function wholeMessage(head: RequestHead, body: Buffer): HttpRequestMessage {
  const headers = new Map<string, string>();
  for (let i = 0; i < head.count; i++) {
    const name = head.name(i).toLowerCase();
    const before = headers.get(name);
    const value = head.value(i);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  const target = originForm(head.target);
  const question = target.indexOf("?");
  return {
    method: head.method,
    rawPath: question === -1 ? target : target.slice(0, question),
    rawQuery: question === -1 ? "" : target.slice(question + 1),
    headers,
    body,
  };
}

/** The origin form of a request target; an absolute one loses scheme and authority (RFC 9112 §3.2.2). */
function originForm(target: string): string {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(target);
  if (absolute === null) return target;
  const rest = target.slice(absolute[0].length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}
