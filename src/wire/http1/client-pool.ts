// Connections to one destination, kept and reused: the one that was freed last is taken first, so that those not
// needed grow old and close. Bounded in connections and in requests that wait for one. It knows nothing of what is
// sent; a request's fate after its connection was chosen is ClientConnection's business.
import { failure } from "../../base/failure.ts";
import type { Dialer } from "../byte-stream.ts";
import type { WireRuntime } from "../runtime.ts";
import { ClientConnection, type ConnectionOwner } from "./client-connection.ts";
import type { ResponseReader, Upstream, UpstreamMessage, UpstreamRequest } from "./exchange.ts";
import type { HeadLimits } from "./head-limits.ts";
import { PooledRequest, type RequestQueue } from "./pooled-request.ts";

export interface ClientPoolOptions {
  /** How long a connection is kept without a request. */
  readonly idleTimeoutMs: number;
  readonly connectionsMax: number;
  /** Requests that wait while all connections are busy; one more fails as out of resources. */
  readonly requestsQueuedMax: number;
  readonly responseHeadLimits: HeadLimits;
}

export class ClientPool implements Upstream, ConnectionOwner, RequestQueue {
  readonly runtime: WireRuntime;
  readonly responseHeadLimits: HeadLimits;
  readonly idleTimeoutMs: number;
  readonly #dialer: Dialer;
  readonly #options: ClientPoolOptions;
  readonly #connections: Set<ClientConnection>;
  /** The last one is taken first. */
  readonly #idle: ClientConnection[];
  readonly #waiting: PooledRequest[];
  #isClosed: boolean;

  constructor(dialer: Dialer, options: ClientPoolOptions, runtime: WireRuntime) {
    this.runtime = runtime;
    this.responseHeadLimits = options.responseHeadLimits;
    this.idleTimeoutMs = options.idleTimeoutMs;
    this.#dialer = dialer;
    this.#options = options;
    this.#connections = new Set();
    this.#idle = [];
    this.#waiting = [];
    this.#isClosed = false;
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  get idleConnections(): number {
    return this.#idle.length;
  }

  /** Requests that wait for a connection. */
  get waitingRequests(): number {
    return this.#waiting.length;
  }

  /** After `close` too: whoever still holds a closed pool gets a connection for one request. */
  request(message: UpstreamMessage, reader: ResponseReader): UpstreamRequest {
    const request = new PooledRequest(this, message, reader);
    const connection = this.#idle.pop();
    if (connection !== undefined) connection.carry(request);
    else if (this.#connections.size < this.#options.connectionsMax) this.#dialFor(request);
    else if (this.#waiting.length < this.#options.requestsQueuedMax) this.#waiting.push(request);
    else {
      const detail = `${this.#connections.size} connections are busy, ${this.#waiting.length} requests wait`;
      request.failLater(failure("out-of-resources", detail));
    }
    return request;
  }

  close(): void {
    this.#isClosed = true;
    for (const connection of this.#idle.splice(0)) connection.destroy();
  }

  connectionFree(connection: ClientConnection): boolean {
    if (this.#isClosed) return false;
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else connection.carry(next);
    return true;
  }

  connectionGone(connection: ClientConnection): void {
    this.#connections.delete(connection);
    const index = this.#idle.lastIndexOf(connection);
    if (index !== -1) this.#idle.splice(index, 1);
    if (this.#connections.size >= this.#options.connectionsMax) return;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#dialFor(next);
  }

  /** On a new connection: other idle ones may be just as dead. */
  sendAgain(request: PooledRequest): void {
    this.#dialFor(request);
  }

  forget(request: PooledRequest): void {
    const index = this.#waiting.indexOf(request);
    if (index !== -1) {
      this.#waiting.splice(index, 1);
      return;
    }
    for (const connection of this.#connections) {
      if (connection.dialsFor(request)) {
        connection.abandon();
        return;
      }
    }
  }

  #dialFor(request: PooledRequest): void {
    this.#connections.add(new ClientConnection(this, this.#dialer, request));
  }
}
