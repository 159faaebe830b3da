// A client's connection to an Application Load Balancer: what all its requests have in common, and the entry that
// observers are told once when it is there and once when it is gone. A WebSocket's connection is gone when the
// WebSocket is over. Reading and writing on it is the wire's business.
import type { Failure } from "../../base/failure.ts";
import { hexId } from "../../base/ids.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { ListenerConnectionEntry } from "../../telemetry/hop-observer.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import type { Exchange, ExchangeHandler, RefusedRequest } from "../../wire/http1/exchange.ts";
import type { AlbRuntime } from "./alb-runtime.ts";

/** Serves requests by the newest snapshot (AlbListener). */
export interface ConnectionServer {
  onRequest(exchange: Exchange, connection: AlbConnection): void;
  onRefused(refused: RefusedRequest, connection: AlbConnection): string;
}

const TRACE_ID_DIGITS = 32;

export class AlbConnection implements ExchangeHandler, ListenerConnectionEntry {
  readonly snapshot: ListenerSnapshot;
  readonly info: ConnectionInfo;
  readonly failure: Failure | null;
  readonly #runtime: AlbRuntime;
  readonly #server: ConnectionServer;
  #traceId: string;
  /** A WebSocket has taken it over. */
  #isTunnel: boolean;

  constructor(
    snapshot: ListenerSnapshot,
    info: ConnectionInfo,
    server: ConnectionServer,
    context: { readonly runtime: AlbRuntime; readonly failure: Failure | null },
  ) {
    this.snapshot = snapshot;
    this.info = info;
    this.failure = context.failure;
    this.#runtime = context.runtime;
    this.#server = server;
    this.#traceId = "";
    this.#isTunnel = false;
  }

  get clientAddress(): string {
    return this.info.remoteAddress;
  }

  get clientPort(): number {
    return this.info.remotePort;
  }

  get tlsHandshakeMs(): number {
    return this.info.tls?.handshakeMs ?? -1;
  }

  get tlsCipher(): string {
    return this.info.tls?.cipher ?? "";
  }

  get tlsProtocol(): string {
    return this.info.tls?.protocol ?? "";
  }

  /** Of a handshake that failed, as far as the client's first message told it. */
  get serverName(): string {
    if (this.info.tls !== null) return this.info.tls.serverName;
    const name = this.failure?.evidence?.["serverName"];
    return typeof name === "string" ? name : "";
  }

  /** "TID_" and 32 hexadecimal digits, made when first asked for. */
  get connectionTraceId(): string {
    if (this.#traceId === "") this.#traceId = `TID_${hexId(TRACE_ID_DIGITS)}`;
    return this.#traceId;
  }

  onExchange(exchange: Exchange): void {
    this.#server.onRequest(exchange, this);
  }

  onRefused(refused: RefusedRequest): string {
    return this.#server.onRefused(refused, this);
  }

  /** From now on it lasts as long as the WebSocket. */
  becomesTunnel(): void {
    this.#isTunnel = true;
  }

  /** The wire has let go of it. */
  released(): void {
    if (!this.#isTunnel) this.#runtime.observer.connectionClosed(this);
  }

  tunnelEnded(): void {
    this.#runtime.observer.connectionClosed(this);
  }
}
