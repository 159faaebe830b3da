// Serves HTTP/1.1 on every stream it is given and knows the connections that live, so that whoever owns a listener
// (or the in-memory end of a private hop) can end them in order.
import type { ByteStream, StreamAcceptor } from "../byte-stream.ts";
import type { WireRuntime } from "../runtime.ts";
import type { ExchangeHandler } from "./exchange.ts";
import {
  serveConnection,
  type ServerConnection,
  type ServerConnectionOptions,
  type ServerConnectionSetting,
} from "./server-connection.ts";

export class HttpAcceptor implements StreamAcceptor {
  readonly #handler: ExchangeHandler;
  readonly #setting: ServerConnectionSetting;
  readonly #connections = new Set<ServerConnection>();
  #isShuttingDown = false;

  constructor(handler: ExchangeHandler, options: ServerConnectionOptions, runtime: WireRuntime) {
    this.#handler = handler;
    this.#setting = {
      runtime,
      options,
      onClosed: (connection) => this.#connections.delete(connection),
    };
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  accept(stream: ByteStream): void {
    const connection = serveConnection(stream, this.#handler, this.#setting);
    this.#connections.add(connection);
    if (this.#isShuttingDown) connection.shutdown();
  }

  /** Ends idle connections now and busy ones after the request in work; later ones at once. */
  shutdown(): void {
    this.#isShuttingDown = true;
    for (const connection of this.#connections) connection.shutdown();
  }

  /** Breaks all of them off. */
  destroy(): void {
    for (const connection of this.#connections) connection.destroy();
  }
}
