// Two ends of a connection that never leaves the process: what one writes, the other gets, with the back-pressure,
// half-close and reset of a socket, but no kernel between. Delivery waits for the end of the turn, so neither end
// is ever called from inside its own call; what was written in one turn arrives in one piece.
import { type Failure, failure } from "../base/failure.ts";
import type {
  ByteStream,
  ByteStreamHandler,
  ConnectionInfo,
  Dialer,
  DialHandler,
  HopIdentity,
  StreamAcceptor,
} from "./byte-stream.ts";
import type { Flushable } from "./flush-queue.ts";
import { OutgoingBytes } from "./outgoing-bytes.ts";
import type { WireRuntime } from "./runtime.ts";

/** Bytes waiting for the other end from which on `write` asks to wait, as a socket's default. */
const PENDING_BYTES_HIGH = 65_536;

/** Makes both ends; `write` on one reaches the handler of the other. */
export function createMemoryPair(
  runtime: WireRuntime,
  first: ConnectionInfo,
  second: ConnectionInfo,
): [ByteStream, ByteStream] {
  const a = new MemoryStream(runtime, first, null);
  const b = new MemoryStream(runtime, second, null);
  a.join(b);
  b.join(a);
  return [a, b];
}

export interface MemoryDialerOptions {
  /** For logs: "listener arn:… in this process". */
  readonly description: string;
  /** Where the listener would be reached: the accepting end's local address. */
  readonly host: string;
  readonly port: number;
  readonly identity: HopIdentity | null;
}

/** Dials by handing one end of a new pair to the acceptor. */
export function createMemoryDialer(
  acceptor: StreamAcceptor,
  options: MemoryDialerOptions,
  runtime: WireRuntime,
): Dialer {
  return new MemoryDialer(acceptor, options, runtime);
}

class MemoryDialer implements Dialer {
  readonly description: string;
  readonly #acceptor: StreamAcceptor;
  readonly #options: MemoryDialerOptions;
  readonly #runtime: WireRuntime;

  constructor(acceptor: StreamAcceptor, options: MemoryDialerOptions, runtime: WireRuntime) {
    this.description = options.description;
    this.#acceptor = acceptor;
    this.#options = options;
    this.#runtime = runtime;
  }

  dial(handler: DialHandler): ByteStream {
    const { host, port, identity } = this.#options;
    const ownAddress = identity?.sourceAddress ?? "127.0.0.1";
    const ownPort = this.#runtime.memoryPorts.take();
    const dialed = new MemoryStream(
      this.#runtime,
      { ...addresses(host, port, ownAddress, ownPort), tls: null, identity },
      { acceptor: this.#acceptor, handler },
    );
    dialed.ownPort = ownPort;
    const accepted = new MemoryStream(
      this.#runtime,
      { ...addresses(ownAddress, ownPort, host, port), tls: null, identity },
      null,
    );
    dialed.join(accepted);
    accepted.join(dialed);
    dialed.attach(handler);
    dialed.open();
    return dialed;
  }
}

function addresses(
  remoteAddress: string,
  remotePort: number,
  localAddress: string,
  localPort: number,
): Pick<ConnectionInfo, "remoteAddress" | "remotePort" | "localAddress" | "localPort"> {
  return { remoteAddress, remotePort, localAddress, localPort };
}

interface Opening {
  readonly acceptor: StreamAcceptor;
  readonly handler: DialHandler;
}

class MemoryStream implements ByteStream, Flushable {
  readonly info: ConnectionInfo;
  readonly #runtime: WireRuntime;
  /** What this end has written and the peer has not been given. */
  readonly #outgoing: OutgoingBytes;
  #peer: MemoryStream | null;
  #opening: Opening | null;
  #handler: ByteStreamHandler | null;
  #queued: boolean;
  #paused: boolean;
  #wantsDrain: boolean;
  #ending: boolean;
  #peerEndSeen: boolean;
  #replaysEnd: boolean;
  /** This end is given up: it hears nothing any more but onClose. */
  #destroyed: boolean;
  #closing: boolean;
  #closeGiven: boolean;
  #failure: Failure | null;
  /** Taken for this connection and given back with it; 0 for none. */
  ownPort: number;

  constructor(runtime: WireRuntime, info: ConnectionInfo, opening: Opening | null) {
    this.info = info;
    this.#runtime = runtime;
    this.#outgoing = new OutgoingBytes();
    this.#peer = null;
    this.#opening = opening;
    this.#handler = null;
    this.#queued = false;
    this.#paused = false;
    this.#wantsDrain = false;
    this.#ending = false;
    this.#peerEndSeen = false;
    this.#replaysEnd = false;
    this.#destroyed = false;
    this.#closing = false;
    this.#closeGiven = false;
    this.#failure = null;
    this.ownPort = 0;
  }

  get pendingBytes(): number {
    return this.#outgoing.byteLength;
  }

  join(peer: MemoryStream): void {
    this.#peer = peer;
  }

  /** Announces the dialed end, and hands the other one over, at the end of the turn. */
  open(): void {
    this.#queue();
  }

  attach(handler: ByteStreamHandler): void {
    if (this.#handler !== null && this.#peerEndSeen) this.#replaysEnd = true;
    this.#closeGiven = false;
    this.#handler = handler;
    this.#queue();
  }

  write(data: string | Buffer): boolean {
    if (this.#ending || this.#destroyed) return true;
    const peer = this.#peer as MemoryStream;
    if (peer.#destroyed) {
      this.#close(failure("connect-reset", "The other end had closed the connection"));
      return true;
    }
    this.#outgoing.add(data);
    peer.#queue();
    if (this.#outgoing.byteLength < PENDING_BYTES_HIGH) return true;
    this.#wantsDrain = true;
    return false;
  }

  end(): void {
    if (this.#ending || this.#destroyed) return;
    this.#ending = true;
    (this.#peer as MemoryStream).#queue();
    this.#closeIfFinished();
  }

  destroy(reset = false): void {
    if (this.#destroyed) return;
    const peer = this.#peer as MemoryStream;
    // As in TCP: closing with data unread, or by request, resets the connection; else the peer sees an end.
    const isReset = reset || peer.#outgoing.byteLength > 0;
    peer.#outgoing.clear();
    if (isReset) {
      this.#outgoing.clear();
      peer.#close(failure("connect-reset", "The other end reset the connection"));
    } else {
      this.#ending = true;
      peer.#queue();
    }
    this.#close(null);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#queue();
  }

  flush(): void {
    this.#queued = false;
    const handler = this.#handler;
    if (handler === null) return;
    if (this.#opening !== null) this.#finishOpening(this.#opening);
    if (this.#replaysEnd) {
      this.#replaysEnd = false;
      if (!this.#destroyed) handler.onEnd();
    }
    const peer = this.#peer as MemoryStream;
    if (!this.#destroyed && !this.#paused) this.#receive(peer);
    if (this.#closing && !this.#closeGiven) {
      this.#closeGiven = true;
      this.#handler?.onClose(this.#failure);
    }
  }

  flushFailed(error: unknown): void {
    this.#runtime.logger.error("A connection was given up because of an internal error", { error });
    const detail = error instanceof Error ? error.message : String(error);
    (this.#peer as MemoryStream).#close(failure("connect-reset", "The other end failed"));
    this.#close(failure("internal", detail));
  }

  #finishOpening(opening: Opening): void {
    this.#opening = null;
    if (this.#destroyed) return;
    opening.acceptor.accept(this.#peer as MemoryStream);
    opening.handler.onOpen();
  }

  /** Takes everything the peer has written so far, then its end, if it has ended. */
  #receive(peer: MemoryStream): void {
    const incoming = peer.#outgoing;
    if (incoming.byteLength > 0) this.#deliver(incoming);
    if (incoming.byteLength > 0 || this.#destroyed || this.#paused) return;
    if (peer.#wantsDrain) {
      peer.#wantsDrain = false;
      if (!peer.#destroyed) peer.#handler?.onDrain();
    }
    if (!peer.#ending || this.#peerEndSeen) return;
    this.#peerEndSeen = true;
    this.#handler?.onEnd();
    this.#closeIfFinished();
  }

  /** Both directions have ended: an orderly close. What was written before still reaches the peer. */
  #closeIfFinished(): void {
    if (this.#ending && this.#peerEndSeen) this.#close(null);
  }

  #deliver(incoming: OutgoingBytes): void {
    while (incoming.parts.length > 0 && !this.#paused && !this.#destroyed) {
      const part = incoming.parts.shift() as string | Buffer;
      incoming.byteLength -= part.length;
      if (typeof part === "string") this.#deliverText(part);
      else this.#handler?.onData(part, 0, part.length);
    }
    if (incoming.parts.length > 0 || incoming.text === "") return;
    if (this.#paused || this.#destroyed) return;
    const text = incoming.text;
    incoming.text = "";
    incoming.byteLength -= text.length;
    this.#deliverText(text);
  }

  #deliverText(text: string): void {
    const buffer = this.#runtime.textBuffer;
    for (let offset = 0; offset < text.length; offset += buffer.length) {
      const piece =
        text.length <= buffer.length ? text : text.slice(offset, offset + buffer.length);
      const length = buffer.latin1Write(piece, 0);
      this.#handler?.onData(buffer, 0, length);
      if (this.#destroyed) return;
    }
  }

  #close(reason: Failure | null): void {
    if (this.#closing) return;
    this.#destroyed = true;
    this.#closing = true;
    this.#failure = reason;
    if (this.ownPort !== 0) this.#runtime.memoryPorts.give(this.ownPort);
    this.#queue();
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#runtime.flush.add(this);
  }
}
