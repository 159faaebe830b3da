// A TCP or TLS socket as a ByteStream, for both accepted and dialed connections. Collects what is written during a
// turn and sends it in one piece; reads come from `data` events or, on sockets made for it, from a kept buffer.
// Listening and dialing (and their limits) are port-listener's and socket-dialer's business.
import type net from "node:net";
import type tls from "node:tls";
import { type Failure, failure } from "../base/failure.ts";
import type {
  ByteStream,
  ByteStreamHandler,
  ConnectionInfo,
  HopIdentity,
  PeerCertificate,
  TlsInfo,
} from "./byte-stream.ts";
import type { Flushable } from "./flush-queue.ts";
import { OutgoingBytes } from "./outgoing-bytes.ts";
import { PendingInput } from "./pending-input.ts";
import type { WireRuntime } from "./runtime.ts";
import { socketFailure } from "./socket-failure.ts";

/** Collected bytes are sent without waiting for the end of the turn from here on. */
const SEND_NOW_BYTES = 65_536;

const OWNER = Symbol("SocketStream");
type OwnedSocket = net.Socket & { [OWNER]?: SocketStream };

export interface SocketStreamOptions {
  /** True once data may be sent: at once for accepted sockets, after connecting for dialed ones. */
  readonly open: boolean;
  /** Bytes come through `receive` instead of `data` events. */
  readonly keptBuffer: boolean;
  /** The identity this end dials with. */
  readonly identity: HopIdentity | null;
  /** Whether the peer may be a private hop of this process. */
  readonly accepted: boolean;
}

export class SocketStream implements ByteStream, Flushable {
  readonly #runtime: WireRuntime;
  readonly #options: SocketStreamOptions;
  readonly #outgoing: OutgoingBytes;
  #socket: net.Socket;
  #tls: tls.TLSSocket | null;
  /** The TCP socket itself, which alone can be reset. */
  readonly #raw: net.Socket;
  #handler: ByteStreamHandler | null;
  /** What was read before anybody was attached. */
  #early: PendingInput | null;
  #info: ConnectionInfo | null;
  #failure: Failure | null;
  #open: boolean;
  #listening: boolean;
  #queued: boolean;
  #paused: boolean;
  #wantsDrain: boolean;
  #ending: boolean;
  #destroyed: boolean;
  #peerEnded: boolean;
  #closed: boolean;
  #replaysState: boolean;
  /** Names the certificate that was presented, for `info.tls`. */
  certificateName: string;
  /** For `info.tls`; -1 when not measured. */
  handshakeMs: number;

  constructor(runtime: WireRuntime, raw: net.Socket, options: SocketStreamOptions) {
    this.#runtime = runtime;
    this.#options = options;
    this.#outgoing = new OutgoingBytes();
    this.#socket = raw;
    this.#tls = null;
    this.#raw = raw;
    this.#handler = null;
    this.#early = null;
    this.#info = null;
    this.#failure = null;
    this.#open = options.open;
    this.#listening = false;
    this.#queued = false;
    this.#paused = false;
    this.#wantsDrain = false;
    this.#ending = false;
    this.#destroyed = false;
    this.#peerEnded = false;
    this.#closed = false;
    this.#replaysState = false;
    this.certificateName = "";
    this.handshakeMs = -1;
  }

  get info(): ConnectionInfo {
    if (this.#info !== null) return this.#info;
    const info = this.#readInfo();
    if (this.#open) this.#info = info;
    return info;
  }

  peerCertificate(): PeerCertificate | null {
    return this.#tls === null ? null : readPeerCertificate(this.#tls);
  }

  get pendingBytes(): number {
    return this.#outgoing.byteLength + this.#socket.writableLength;
  }

  /** Whether this end has given the connection up, or it is closed. */
  get isDestroyed(): boolean {
    return this.#destroyed;
  }

  attach(handler: ByteStreamHandler): void {
    const isHandover = this.#handler !== null;
    this.#handler = handler;
    if (!this.#listening && this.#open) this.#listen();
    if (this.#closed || (isHandover && this.#peerEnded)) {
      this.#replaysState = true;
      this.#queue();
    } else if (this.#early !== null) this.#queue();
  }

  write(data: string | Buffer): boolean {
    if (this.#ending || this.#destroyed) return true;
    this.#outgoing.add(data);
    if (this.#outgoing.byteLength >= SEND_NOW_BYTES && this.#open) this.#send();
    else if (!this.#queued) this.#queue();
    const hasRoom = this.#open
      ? this.#socket.writableLength === 0 || !this.#socket.writableNeedDrain
      : this.#outgoing.byteLength < SEND_NOW_BYTES;
    if (!hasRoom) this.#wantsDrain = true;
    return hasRoom;
  }

  end(): void {
    if (this.#ending || this.#destroyed) return;
    this.#ending = true;
    this.#queue();
  }

  destroy(reset = false): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#outgoing.clear();
    if (reset) this.#raw.resetAndDestroy();
    this.#socket.destroy();
  }

  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#listening) this.#socket.resume();
  }

  flush(): void {
    this.#queued = false;
    if (this.#early !== null && !this.#destroyed) this.#deliverEarly(this.#early);
    if (this.#replaysState) this.#replayState();
    if (this.#open && !this.#destroyed) this.#send();
  }

  flushFailed(error: unknown): void {
    this.#fail(error);
  }

  /** The socket is connected (or its TLS handshake done): sends what waits and starts reading. */
  opened(secured: tls.TLSSocket | null): void {
    this.#open = true;
    if (secured !== null) {
      this.#tls = secured;
      this.#socket = secured;
    }
    // What failed with this connection can still tell where it had gone.
    if (!this.#options.accepted) this.#info = this.#readInfo();
    if (this.#handler !== null && !this.#listening) this.#listen();
    if (this.#outgoing.byteLength > 0 || this.#ending) this.#queue();
    if (this.#wantsDrain) {
      this.#wantsDrain = false;
      this.#handler?.onDrain();
    }
  }

  /** The attempt to open it has failed, or was given up: `onClose` is all the handler hears. */
  closedUnopened(reason: Failure | null): void {
    this.#destroyed = true;
    this.#failure = reason;
    this.closed();
  }

  /** Bytes that arrived; called by the socket's owner when they come through a kept buffer. */
  receive(bytes: Buffer, length: number): void {
    if (this.#destroyed) return;
    if (this.#handler === null || this.#early !== null) {
      this.#early ??= new PendingInput();
      this.#early.append(bytes, 0, length);
      return;
    }
    const { flush } = this.#runtime;
    flush.enter();
    try {
      this.#handler?.onData(bytes, 0, length);
    } catch (error) {
      this.#fail(error);
    }
    flush.leave();
  }

  peerEnded(): void {
    if (this.#destroyed || this.#peerEnded) return;
    this.#peerEnded = true;
    const { flush } = this.#runtime;
    flush.enter();
    try {
      this.#handler?.onEnd();
    } catch (error) {
      this.#fail(error);
    }
    flush.leave();
  }

  drained(): void {
    if (!this.#wantsDrain || this.#destroyed) return;
    this.#wantsDrain = false;
    const { flush } = this.#runtime;
    flush.enter();
    try {
      this.#handler?.onDrain();
    } catch (error) {
      this.#fail(error);
    }
    flush.leave();
  }

  failed(error: Error): void {
    if (!this.#destroyed) this.#failure = socketFailure(error);
  }

  closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#destroyed = true;
    this.#outgoing.clear();
    if (this.#handler === null) return;
    const { flush } = this.#runtime;
    flush.enter();
    try {
      this.#handler.onClose(this.#failure);
    } catch (error) {
      this.#fail(error);
    }
    flush.leave();
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#runtime.flush.add(this);
  }

  #deliverEarly(early: PendingInput): void {
    this.#early = null;
    this.#handler?.onData(early.bytes, 0, early.length);
  }

  #replayState(): void {
    this.#replaysState = false;
    if (this.#closed) this.#handler?.onClose(this.#failure);
    else if (this.#peerEnded) this.#handler?.onEnd();
  }

  #send(): void {
    const outgoing = this.#outgoing;
    const socket = this.#socket;
    if (outgoing.parts.length > 0) {
      socket.cork();
      for (const part of outgoing.parts) {
        if (typeof part === "string") socket.write(part, "latin1");
        else socket.write(part);
      }
      if (outgoing.text !== "") socket.write(outgoing.text, "latin1");
      socket.uncork();
      outgoing.clear();
    } else if (outgoing.text !== "") {
      socket.write(outgoing.text, "latin1");
      outgoing.text = "";
      outgoing.byteLength = 0;
    }
    if (this.#ending) socket.end();
  }

  #listen(): void {
    this.#listening = true;
    const socket: OwnedSocket = this.#socket;
    socket[OWNER] = this;
    socket.on("end", onSocketEnd);
    socket.on("drain", onSocketDrain);
    socket.on("error", onSocketError);
    socket.on("close", onSocketClose);
    if (this.#tls !== null || !this.#options.keptBuffer) socket.on("data", onSocketData);
    // Accepted sockets, and those whose first byte was looked at, do not read yet.
    if (!this.#paused) socket.resume();
  }

  #fail(error: unknown): void {
    this.#runtime.logger.error("A connection was given up because of an internal error", { error });
    this.#failure = failure("internal", error instanceof Error ? error.message : String(error));
    this.#destroyed = true;
    this.#socket.destroy();
  }

  #readInfo(): ConnectionInfo {
    const raw = this.#raw;
    const peerAddress = withoutMapping(raw.remoteAddress ?? "");
    const remotePort = raw.remotePort ?? 0;
    const identity = this.#options.accepted
      ? this.#runtime.identities.get(peerAddress, remotePort)
      : this.#options.identity;
    return {
      remoteAddress:
        this.#options.accepted && identity !== null ? identity.sourceAddress : peerAddress,
      remotePort,
      localAddress: withoutMapping(raw.localAddress ?? ""),
      localPort: raw.localPort ?? 0,
      tls: this.#tls === null ? null : readTlsInfo(this.#tls, this),
      identity,
    };
  }
}

function readTlsInfo(
  socket: tls.TLSSocket,
  known: Pick<TlsInfo, "certificateName" | "handshakeMs">,
): TlsInfo {
  const { servername, alpnProtocol } = socket as { servername?: unknown; alpnProtocol?: unknown };
  return {
    protocol: socket.getProtocol() ?? "",
    cipher: socket.getCipher().name,
    serverName: typeof servername === "string" ? servername : "",
    alpn: typeof alpnProtocol === "string" ? alpnProtocol : "",
    certificateName: known.certificateName,
    handshakeMs: known.handshakeMs,
  };
}

/** An IPv4 address that a dual-stack socket reports as ::ffff:a.b.c.d, in its own form (RFC 4291 §2.5.5.2). */
function withoutMapping(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

// One set of listeners for all sockets; emitters call them with the socket as `this`.
function onSocketData(this: OwnedSocket, chunk: Buffer): void {
  this[OWNER]?.receive(chunk, chunk.length);
}
function onSocketEnd(this: OwnedSocket): void {
  this[OWNER]?.peerEnded();
}
function onSocketDrain(this: OwnedSocket): void {
  this[OWNER]?.drained();
}
function onSocketError(this: OwnedSocket, error: Error): void {
  this[OWNER]?.failed(error);
}
function onSocketClose(this: OwnedSocket): void {
  this[OWNER]?.closed();
}

/** null when the other end presented none. */
function readPeerCertificate(socket: tls.TLSSocket): PeerCertificate | null {
  // A socket that is closed has none either.
  const presented: tls.PeerCertificate | null = socket.getPeerCertificate();
  if (presented === null) return null;
  const { subject, issuer, subjectaltname, valid_from, valid_to } = presented;
  // An object without members stands for none.
  if ((subject as unknown) === undefined) return null;
  return {
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    names: subjectaltname === undefined ? [] : subjectaltname.split(", "),
    validFrom: valid_from,
    validTo: valid_to,
  };
}

function distinguishedName(name: tls.Certificate): string {
  return Object.entries(name)
    .map(([attribute, value]) => `${attribute}=${String(value)}`)
    .join(", ");
}
