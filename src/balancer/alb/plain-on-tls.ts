// Serves a connection of an HTTPS listener whose client speaks plain HTTP: it gets the page that says so and the end
// of the connection. Rules and targets are not asked; what is no HTTP at all gets no answer [I].
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import { failure } from "../../base/failure.ts";
import { BODY_FIXED } from "../../wire/http1/exchange.ts";
import type { Exchange, ExchangeHandler, RefusedRequest } from "../../wire/http1/exchange.ts";

/** Makes the complete answer and the log entry (AlbListener). */
type Refuser = Pick<ExchangeHandler, "onRefused">;

export class PlainOnTls implements ExchangeHandler {
  readonly #refuser: Refuser;

  constructor(refuser: Refuser) {
    this.#refuser = refuser;
  }

  onExchange(exchange: Exchange): void {
    // The load balancer's reading of heads takes almost anything for a request.
    if (!exchange.request.version.startsWith("HTTP/")) {
      exchange.abort(false);
      return;
    }
    const answer = this.#refuser.onRefused({
      failure: failure("plain-http-on-tls"),
      connection: exchange.connection,
      head: exchange.request,
      startedAtMs: exchange.startedAtMs,
      receivedBytes: exchange.receivedBytes,
    });
    exchange.respond(answer, BODY_FIXED, true);
    exchange.end();
  }

  onRefused(refused: RefusedRequest): string {
    if (refused.failure.kind === "malformed-request") return "";
    return this.#refuser.onRefused({
      failure: failure("plain-http-on-tls", refused.failure.kind),
      connection: refused.connection,
      head: refused.head,
      startedAtMs: refused.startedAtMs,
      receivedBytes: refused.receivedBytes,
    });
  }
}
