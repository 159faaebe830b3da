// The two sides of a request as handlers see them. A handler (a load balancer's or gateway's request chain, the
// edge) gets an Exchange from a server connection and talks to targets through an UpstreamRequest; it composes
// complete heads as latin1 text, in AWS's own order of fields, and the connections frame bodies and keep state.
// One object per request on each side implements the event interfaces: no closure, promise or emitter per request.
import type { Failure } from "../../base/failure.ts";
import type { ByteStream, ConnectionInfo, PeerCertificate } from "../byte-stream.ts";
import type { RequestHead } from "./request-head.ts";
import type { ResponseHead } from "./response-head.ts";

/** How a message body is delimited (RFC 9112 §6.3). */
export const BODY_NONE = 0;
export const BODY_FIXED = 1;
export const BODY_CHUNKED = 2;
/** Only answers: everything until the connection closes. */
export const BODY_UNTIL_CLOSE = 3;
export type BodyFraming = 0 | 1 | 2 | 3;

/** Receives what the client sends after the head; implemented by the handler's per-request object. */
export interface RequestReader {
  /** Decoded body bytes (chunk framing removed), only valid during the call. */
  onRequestData(chunk: Buffer): void;
  /** The body is complete. `trailers` is the raw trailer section without the final empty line, "" for none. */
  onRequestEnd(trailers: string): void;
  /** The answer's transport has room again after `write` returned false. */
  onResponseDrain(): void;
  /** The client went away or broke the protocol before the answer was complete. No call follows. */
  onRequestAborted(failure: Failure): void;
  /** The answer has been handed to the transport completely. No call follows. */
  onResponseFinished(): void;
}

/** One request on a server connection, and the way to answer it. */
export interface Exchange {
  readonly request: RequestHead;
  readonly connection: ConnectionInfo;
  /** Clock's monotonicMs when the first byte of the head arrived and when the head was complete. */
  readonly startedAtMs: number;
  readonly headAtMs: number;
  /** Bytes so far, heads and framing included (access logs). */
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Whether the connection could serve another request after this one (version, Connection field, limits). */
  readonly keepAlive: boolean;

  /** Names the reader. Body bytes flow from now on; Expect: 100-continue is not answered by this. */
  start(reader: RequestReader): void;
  pauseBody(): void;
  resumeBody(): void;
  /** Sends "HTTP/1.1 100 Continue" if the client asked for it and nothing was answered yet. */
  sendContinue(): void;
  /** Sends an informational answer (1xx); `head` as in `respond`. */
  respondInformational(head: string): void;
  /**
   * Sends the final head: status line and fields, each ended by CRLF, and the empty line. It is complete: the
   * connection adds nothing. `close` closes the connection after this answer. An answer to HEAD, 1xx, 204 and
   * 304 is followed by no body whatever the framing says.
   */
  respond(head: string, framing: BodyFraming, close: boolean): void;
  /** Body bytes; copied when they can't be sent at once. False asks to wait for onResponseDrain. */
  write(chunk: Buffer): boolean;
  /** Completes the answer. `trailers`: raw fields, each ended by CRLF; only sent with BODY_CHUNKED. */
  end(trailers?: string): void;
  /** Breaks the connection off: the answer can't be completed. */
  abort(reset: boolean): void;
  /** Sends a 101 head and hands the connection's bytes over as they are, anything already read included. */
  upgrade(head: string): ByteStream;
}

/** Serves the requests of a server connection. */
export interface ExchangeHandler {
  onExchange(exchange: Exchange): void;
  /**
   * A head that the connection's policy refuses, or that is over a limit, or that did not arrive in time.
   * Returns the complete answer to send before closing, or "" to close without one.
   */
  onRefused(refused: RefusedRequest): string;
}

/** What is known of a request that was refused before there was an exchange. */
export interface RefusedRequest {
  readonly failure: Failure;
  readonly connection: ConnectionInfo;
  /** The head as far as it could be understood, or null. */
  readonly head: RequestHead | null;
  readonly startedAtMs: number;
  readonly receivedBytes: number;
  /** As they came, latin1: the first bytes of the line that is over a limit, else of everything; "" for none. */
  readonly offence: string;
}

/** What is known of the connection that a request is sent on. Valid as long as the connection is open. */
export interface UpstreamConnection {
  /** As its dialer has it: "10.0.1.7:443 over TLS", "listener arn:… in this process". */
  readonly description: string;
  /** The other end sees the local address and port as its client; the identity's address on a private hop. */
  readonly info: ConnectionInfo;
  /** null without TLS. */
  peerCertificate(): PeerCertificate | null;
}

/** Wants to know of a request's connection before the other end can: a followed request. */
export interface UpstreamFollower {
  /** Called for each connection that the request is sent on, before its first byte. Must not call back. */
  onLeaving(connection: UpstreamConnection): void;
}

/** Receives what the target answers; implemented by the handler's per-request object. */
export interface ResponseReader {
  /** A connection was found or made; `reused` says which. The request's head is on its way. */
  onUpstreamConnected(reused: boolean, connection: UpstreamConnection): void;
  /** 1xx other than 100 and 101. */
  onInformational(head: ResponseHead): void;
  onResponseHead(head: ResponseHead): void;
  /** Decoded body bytes, only valid during the call. */
  onResponseData(chunk: Buffer): void;
  onResponseEnd(trailers: string): void;
  /** The target said 100 Continue: it wants the body. */
  onContinue(): void;
  /** 101: the connection now belongs to the handler. */
  onUpgraded(head: ResponseHead, stream: ByteStream): void;
  /** There is room again after `writeBody` returned false. */
  onRequestDrain(): void;
  /** The request failed; no call follows. What was sent to the client before stays sent. */
  onUpstreamFailed(failure: Failure): void;
}

/** One request on its way to a target. */
export interface UpstreamRequest {
  /** Body bytes; copied when they can't be sent at once. False asks to wait for onRequestDrain. */
  writeBody(chunk: Buffer): boolean;
  /** Completes the request. `trailers` as in Exchange.end. */
  endBody(trailers?: string): void;
  pauseResponse(): void;
  resumeResponse(): void;
  /** Gives up: the connection is closed, no further call reaches the reader. */
  abort(): void;
}

/** What is sent to a target: a complete head, and how its body is framed. */
export interface UpstreamMessage {
  readonly method: string;
  /** Request line and fields, each ended by CRLF, and the empty line. */
  readonly head: string;
  readonly framing: BodyFraming;
  /** Milliseconds from sending the request to the head of the answer, and between bytes of its body. */
  readonly responseTimeoutMs: number;
  readonly bodyIdleTimeoutMs: number;
  /** The connection is closed when the answer is complete instead of being kept for another request. */
  readonly closeAfterwards?: boolean;
  /** null or left out: nobody follows the request. */
  readonly follower?: UpstreamFollower | null;
}

/** Connections to one destination (address and TLS setting), kept and reused. */
export interface Upstream {
  /** Sends on an idle or new connection. Retries by itself only as Failure.retry allows and nothing was read. */
  request(message: UpstreamMessage, reader: ResponseReader): UpstreamRequest;
  readonly openConnections: number;
  readonly idleConnections: number;
  /** Closes idle connections now and busy ones when their request is done. */
  close(): void;
}
