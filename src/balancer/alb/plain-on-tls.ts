// Serves a connection of an HTTPS listener whose client speaks plain HTTP: it gets the page that says so and the end
// of the connection. Rules and targets are not asked; what is no HTTP at all gets no answer [I].
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import { failure } from "../../base/failure.ts";
import { quoteBytes } from "../../base/quote-bytes.ts";
import { redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import { BODY_FIXED } from "../../wire/http1/exchange.ts";
import type { Exchange, RefusedRequest } from "../../wire/http1/exchange.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { AlbConnection, ConnectionServer } from "./alb-connection.ts";

/** Makes the complete answer and the log entry (AlbListener). */
type Refuser = Pick<ConnectionServer, "onRefused">;

export class PlainOnTls implements ConnectionServer {
  readonly #refuser: Refuser;

  constructor(refuser: Refuser) {
    this.#refuser = refuser;
  }

  onRequest(exchange: Exchange, connection: AlbConnection): void {
    // The load balancer's reading of heads takes almost anything for a request.
    if (!exchange.request.version.startsWith("HTTP/")) {
      exchange.abort(false);
      return;
    }
    const refused: RefusedRequest = {
      failure: failure("plain-http-on-tls", "", firstBytesOf(exchange.request)),
      connection: exchange.connection,
      head: exchange.request,
      startedAtMs: exchange.startedAtMs,
      receivedBytes: exchange.receivedBytes,
      offence: "",
    };
    exchange.respond(this.#refuser.onRefused(refused, connection), BODY_FIXED, true);
    exchange.end();
  }

  onRefused(refused: RefusedRequest, connection: AlbConnection): string {
    const { failure: reason, head } = refused;
    if (reason.kind === "malformed-request") return "";
    const seen = head === null ? reason.evidence : firstBytesOf(head);
    return this.#refuser.onRefused(
      {
        failure: failure("plain-http-on-tls", reason.kind, seen),
        connection: refused.connection,
        head,
        startedAtMs: refused.startedAtMs,
        receivedBytes: refused.receivedBytes,
        offence: "",
      },
      connection,
    );
  }
}

function firstBytesOf(head: RequestHead): { readonly firstBytes: string } {
  return { firstBytes: quoteBytes(redactTarget(head.text.split("\n", 1)[0] ?? "")) };
}
