// A listening port. It accepts connections, tells TLS from anything else by the first byte where both can come,
// and hands each connection to whoever serves it: itself the only judge of what the port expects, and of nothing
// further. What it presents and expects can be changed while connections live; those keep what they began with.
import net from "node:net";
import type tls from "node:tls";
import { type Failure, failure } from "../base/failure.ts";
import type { ConnectionInfo, StreamAcceptor } from "./byte-stream.ts";
import { type SniffedConnection, sniffFirstBytes } from "./first-bytes.ts";
import { keepBuffer } from "./kept-buffer-socket.ts";
import type { WireRuntime } from "./runtime.ts";
import { SocketStream } from "./socket-stream.ts";
import type { ClientHello } from "./tls/client-hello.ts";
import { ServerTls, type TlsServerSettings } from "./tls/server-tls.ts";

/** Connections one port holds; further ones are closed as soon as they are accepted. */
const CONNECTIONS_MAX = 65_536;
/** How long a connection may take to send its first byte where the first byte decides. */
const FIRST_BYTE_TIMEOUT_MS = 60_000;
/** How long a client may take for its TLS handshake. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
const BACKLOG = 1024;

export type PortExpectation = "plain" | "tls" | "either";

export interface PortListenerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly expects: PortExpectation;
  /** Needed for "tls" and "either". */
  readonly tls: TlsServerSettings | null;
  /** Takes connections of the expected kind, TLS ones when their handshake is done. */
  readonly acceptor: StreamAcceptor;
  /** Takes connections whose first byte is no TLS where TLS is expected; null closes them ("tls") or treats them as expected ("either"). */
  readonly onPlain: StreamAcceptor | null;
  /** Told of every handshake that fails or takes too long. */
  readonly onTlsFailed: ((info: ConnectionInfo, failure: Failure) => void) | null;
  /** For tests and shorter limits. */
  readonly firstByteTimeoutMs?: number;
  readonly handshakeTimeoutMs?: number;
  readonly connectionsMax?: number;
}

export interface PortListener {
  readonly address: string;
  readonly port: number;
  readonly connectionCount: number;
  /** What connections accepted from now on are expected to be. Throws, and changes nothing, when unusable. */
  setTls(settings: TlsServerSettings | null, expects?: PortExpectation): void;
  /**
   * Stops accepting at once; resolves when all connections are gone, those left after `graceMs` by force. A further
   * call with a shorter grace hurries the end.
   */
  close(graceMs: number): Promise<void>;
}

/** Binds the port. Rejects with a message that names address and reason. */
export async function listenOnPort(
  options: PortListenerOptions,
  runtime: WireRuntime,
): Promise<PortListener> {
  const listener = new Listener(options, runtime);
  await listener.listen();
  return listener;
}

class Listener implements PortListener {
  readonly #options: PortListenerOptions;
  readonly #runtime: WireRuntime;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  /** Connections in their handshake, by the peer's address and port. */
  readonly #handshaking = new Map<string, Handshake>();
  #tls: ServerTls | null = null;
  #expects: PortExpectation;
  #onLastClosed: () => void = ignore;
  /** Fulfils when everything is gone; null before `close`. */
  #ended: Promise<void> | null = null;
  #address = "";
  #port = 0;

  constructor(options: PortListenerOptions, runtime: WireRuntime) {
    this.#options = options;
    this.#runtime = runtime;
    this.#expects = options.expects;
    this.setTls(options.tls, options.expects);
    const socketOptions = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true };
    this.#server = net.createServer(socketOptions, (socket) => this.#accept(socket));
    this.#server.maxConnections = options.connectionsMax ?? CONNECTIONS_MAX;
  }

  get address(): string {
    return this.#address;
  }

  get port(): number {
    return this.#port;
  }

  get connectionCount(): number {
    return this.#sockets.size;
  }

  async listen(): Promise<void> {
    const { host, port } = this.#options;
    const server = this.#server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => {
        const reason = BIND_ERRORS[error.code ?? ""] ?? error.message;
        reject(new Error(`Cannot listen on ${host}:${port}: ${reason}`, { cause: error }));
      });
      server.listen({ host, port, backlog: BACKLOG }, resolve);
    });
    server.removeAllListeners("error");
    server.on("error", (error) => {
      this.#runtime.logger.error("A listening port failed", { host, port: this.#port, error });
    });
    const bound = server.address() as net.AddressInfo;
    this.#address = bound.address;
    this.#port = bound.port;
  }

  setTls(settings: TlsServerSettings | null, expects: PortExpectation = this.#expects): void {
    if (settings === null && expects !== "plain") {
      throw new Error(`Cannot expect ${expects} connections: no certificate is given`);
    }
    const handshakeTimeoutMs = this.#options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS;
    const { clock } = this.#runtime;
    this.#tls =
      settings === null
        ? null
        : new ServerTls(
            settings,
            { clock, handshakeTimeoutMs },
            {
              onSecured: (socket, name) => this.#secured(socket, name),
              onFailed: (socket, error) => this.#handshakeFailed(socket, error),
            },
          );
    this.#expects = expects;
  }

  close(graceMs: number): Promise<void> {
    const timer = this.#runtime.clock.after(graceMs, () => {
      for (const socket of this.#sockets) socket.destroy();
    });
    this.#ended ??= this.#end();
    return this.#ended.then(() => timer.cancel());
  }

  async #end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    // The server counts a socket as gone a moment before the socket says so.
    if (this.#sockets.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onLastClosed = resolve;
      });
    }
  }

  #accept(accepted: net.Socket): void {
    const kept = keepBuffer(accepted, this.#runtime);
    const socket = kept === null ? accepted : kept.socket;
    this.#sockets.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) setImmediate(this.#onLastClosed);
    });
    // A connection can fail before anybody has taken it over.
    socket.on("error", ignore);
    if (this.#expects === "plain") {
      this.#servePlain({ socket, kept }, this.#options.acceptor, 0);
      return;
    }
    const timeoutMs = this.#options.firstByteTimeoutMs ?? FIRST_BYTE_TIMEOUT_MS;
    const acceptedAtMs = this.#runtime.clock.monotonicMs();
    sniffFirstBytes({ socket, kept }, this.#runtime, timeoutMs, (isTls, hello, length) => {
      if (isTls && this.#tls !== null) this.#secure({ socket, hello, acceptedAtMs });
      else this.#sniffedPlain({ socket, kept }, length);
    });
  }

  #secure(handshake: Handshake): void {
    const { socket, hello } = handshake;
    const key = peerKey(socket);
    this.#handshaking.set(key, handshake);
    socket.once("close", () => this.#handshaking.delete(key));
    this.#tls?.secure(socket, hello);
  }

  #sniffedPlain(connection: SniffedConnection, length: number): void {
    const { onPlain, acceptor } = this.#options;
    const isExpected = this.#expects !== "tls";
    if (onPlain !== null) this.#servePlain(connection, onPlain, length);
    else if (isExpected) this.#servePlain(connection, acceptor, length);
    else connection.socket.destroy();
  }

  #secured(secured: tls.TLSSocket, certificateName: string): void {
    const key = peerKey(secured);
    const handshake = this.#handshaking.get(key);
    this.#handshaking.delete(key);
    if (handshake === undefined) {
      secured.destroy();
      return;
    }
    const { socket, acceptedAtMs } = handshake;
    const stream = this.#streamOf({ socket, kept: null }, false);
    stream.certificateName = certificateName;
    stream.handshakeMs = this.#runtime.clock.monotonicMs() - acceptedAtMs;
    this.#inTurn(socket, () => {
      stream.opened(secured);
      this.#options.acceptor.accept(stream);
    });
  }

  #handshakeFailed(secured: tls.TLSSocket, error: Error): void {
    const handshake = this.#handshaking.get(peerKey(secured));
    if (handshake === undefined) {
      secured.destroy();
      return;
    }
    const { socket, hello } = handshake;
    const { info } = this.#streamOf({ socket, kept: null }, false);
    secured.destroy();
    socket.destroy();
    const reason = failure("client-tls-failed", error.message, {
      code: String((error as NodeJS.ErrnoException).code ?? ""),
      serverName: hello?.serverName ?? "",
      alpnOffered: hello?.alpnProtocols ?? [],
    });
    this.#options.onTlsFailed?.(info, reason);
  }

  #streamOf(connection: SniffedConnection, open: boolean): SocketStream {
    return new SocketStream(this.#runtime, connection.socket, {
      open,
      keptBuffer: connection.kept !== null,
      identity: null,
      accepted: true,
    });
  }

  /** `length` bytes were read already, into the kept buffer. */
  #servePlain(connection: SniffedConnection, acceptor: StreamAcceptor, length: number): void {
    const { kept, socket } = connection;
    const { readBuffer } = this.#runtime;
    const stream = this.#streamOf(connection, true);
    if (kept !== null) kept.onBytes = (count) => stream.receive(readBuffer, count);
    this.#inTurn(socket, () => {
      acceptor.accept(stream);
      if (length > 0) stream.receive(readBuffer, length);
    });
  }

  #inTurn(socket: net.Socket, action: () => void): void {
    const { flush, logger } = this.#runtime;
    flush.enter();
    try {
      action();
    } catch (error) {
      logger.error("A connection could not be accepted", { error });
      socket.destroy();
    }
    flush.leave();
  }
}

/** A connection whose handshake is going on. */
interface Handshake {
  readonly socket: net.Socket;
  /** Null when the client's first message could not be read. */
  readonly hello: ClientHello | null;
  readonly acceptedAtMs: number;
}

const BIND_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EADDRNOTAVAIL: "this machine does not have the address",
  EACCES: "not allowed",
  ENOTFOUND: "the host name is unknown",
};

function ignore(): void {}

function peerKey(socket: net.Socket): string {
  return `${socket.remoteAddress ?? ""} ${socket.remotePort ?? 0}`;
}
