// Dials TCP and TLS connections to one place, under separate time limits for connecting and for the handshake. A
// dialed connection is announced by onOpen only when certificate chain and name were checked (where they are to
// be). A private hop's identity is entered for the listener before the connection can possibly be accepted.
import net from "node:net";
import tls from "node:tls";
import { type Failure, failure } from "../base/failure.ts";
import type { ByteStream, Dialer, DialHandler, HopIdentity } from "./byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "./coarse-timers.ts";
import type { WireRuntime } from "./runtime.ts";
import { handshakeFailure, socketFailure } from "./socket-failure.ts";
import { SocketStream } from "./socket-stream.ts";
import type { ClientTlsSettings } from "./tls/client-context-cache.ts";

/** Time a TLS handshake may take; load balancers give a target 10 seconds. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

export interface SocketDialerOptions {
  /** An address, or a name that is looked up for every connection. */
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly tls: ClientTlsSettings | null;
  /** Who a private hop is, for a listener of this process. */
  readonly identity: HopIdentity | null;
  /** Replaces the system's resolver. */
  readonly lookup?: net.LookupFunction;
  /** For tests; HANDSHAKE_TIMEOUT_MS otherwise. */
  readonly handshakeTimeoutMs?: number;
}

export function createSocketDialer(options: SocketDialerOptions, runtime: WireRuntime): Dialer {
  const secured = options.tls === null ? "" : " over TLS";
  return new SocketDialer(options, runtime, `${options.host}:${options.port}${secured}`);
}

class SocketDialer implements Dialer {
  readonly description: string;
  readonly options: SocketDialerOptions;
  readonly runtime: WireRuntime;

  constructor(options: SocketDialerOptions, runtime: WireRuntime, description: string) {
    this.description = description;
    this.options = options;
    this.runtime = runtime;
  }

  dial(handler: DialHandler): ByteStream {
    return new DialAttempt(this, handler).stream;
  }
}

/** One connection from its first packet until it is open or has failed. */
class DialAttempt implements TimerOwner {
  readonly stream: SocketStream;
  readonly #dialer: SocketDialer;
  readonly #handler: DialHandler;
  readonly #raw: net.Socket;
  readonly #timer: CoarseTimer;
  #secured: tls.TLSSocket | null = null;
  #failure: Failure | null = null;
  #isOpen = false;

  constructor(dialer: SocketDialer, handler: DialHandler) {
    this.#dialer = dialer;
    this.#handler = handler;
    this.#timer = new CoarseTimer(this);
    const { options, runtime } = dialer;
    this.#raw = this.#connect();
    this.stream = new SocketStream(runtime, this.#raw, {
      open: false,
      keptBuffer: options.tls === null,
      identity: options.identity,
      accepted: false,
    });
    this.stream.attach(handler);
    runtime.timers.arm(this.#timer, options.connectTimeoutMs);
    this.#raw.once("connect", () => this.#connected());
    this.#raw.on("error", (error) => {
      if (this.#isOpen) return;
      this.#failure ??= this.#secured === null ? socketFailure(error) : handshakeFailure(error);
    });
    this.#raw.once("close", () => this.#rawClosed());
    if (options.identity !== null) this.#announce(options.identity);
  }

  onTimer(): void {
    const phase = this.#secured === null ? "connect-timeout" : "tls-handshake-timeout";
    this.#giveUp(failure(phase, this.#dialer.description));
  }

  #connect(): net.Socket {
    const { options, runtime } = this.#dialer;
    return net.connect({
      host: options.host,
      port: options.port,
      allowHalfOpen: true,
      noDelay: true,
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
      ...(options.tls === null
        ? {
            onread: {
              buffer: runtime.readBuffer,
              callback: (length: number) => {
                this.stream.receive(runtime.readBuffer, length);
                return true;
              },
            },
          }
        : {}),
    });
  }

  /** The local port is known as soon as connecting has begun, which is before any listener can accept. */
  #announce(identity: HopIdentity): void {
    const { identities } = this.#dialer.runtime;
    let address = "";
    let port = 0;
    const enter = () => {
      if (port !== 0 || this.#raw.localPort === undefined) return;
      address = this.#raw.localAddress ?? "";
      port = this.#raw.localPort;
      identities.set(address, port, identity);
    };
    this.#raw.once("connectionAttempt", () => process.nextTick(enter));
    this.#raw.once("connect", enter);
    this.#raw.once("close", () => identities.delete(address, port));
  }

  #connected(): void {
    const { options, runtime } = this.#dialer;
    if (options.tls === null) {
      this.#opened(null);
      return;
    }
    const settings = options.tls;
    const isAddress = net.isIP(settings.serverName) !== 0;
    const secured = tls.connect({
      socket: this.#raw,
      secureContext: runtime.clientContexts.get(settings),
      rejectUnauthorized: settings.verify && settings.skipIssuer !== true,
      host: settings.serverName,
      ...(isAddress || settings.serverName === "" ? {} : { servername: settings.serverName }),
      ...(settings.alpnProtocols.length === 0
        ? {}
        : { ALPNProtocols: [...settings.alpnProtocols] }),
    });
    this.#secured = secured;
    runtime.timers.arm(this.#timer, options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS);
    secured.once("secureConnect", () => this.#handshakeDone(settings));
    secured.on("error", (error) => {
      if (!this.#isOpen) this.#failure ??= handshakeFailure(error);
    });
    secured.once("close", () => this.#rawClosed());
  }

  /**
   * Chain and name, explicitly. No session is ever resumed: a resumed one brings no certificate that could be looked
   * at, and connections are kept, so that handshakes are rare.
   */
  #handshakeDone(settings: ClientTlsSettings): void {
    const secured = this.#secured as tls.TLSSocket;
    if (settings.verify) {
      const mismatch = tls.checkServerIdentity(settings.serverName, secured.getPeerCertificate());
      const untrusted = secured.authorized ? null : this.#untrusted(settings, secured);
      if (untrusted !== null) {
        this.#giveUp(untrusted);
        return;
      }
      if (mismatch !== undefined) {
        this.#giveUp(handshakeFailure(mismatch));
        return;
      }
    }
    this.#opened(secured);
  }

  /** What is wrong with the chain; null when its issuer alone is, and does not matter. */
  #untrusted(settings: ClientTlsSettings, secured: tls.TLSSocket): Failure | null {
    const found = handshakeFailure(asSocketError(secured.authorizationError));
    if (settings.skipIssuer !== true || !isUnknownIssuer(secured.authorizationError)) return found;
    // An unknown issuer is reported in the place of an expiry, so that is looked at here.
    const { valid_from: from, valid_to: to } = secured.getPeerCertificate();
    const nowMs = this.#dialer.runtime.clock.nowMs();
    const isValid = Date.parse(from) <= nowMs && nowMs <= Date.parse(to);
    return isValid ? null : failure("tls-expired", `valid from ${from} to ${to}`);
  }

  #opened(secured: tls.TLSSocket | null): void {
    const { runtime } = this.#dialer;
    this.#isOpen = true;
    runtime.timers.remove(this.#timer);
    runtime.flush.enter();
    try {
      this.stream.opened(secured);
      this.#handler.onOpen();
    } catch (error) {
      this.stream.flushFailed(error);
    }
    runtime.flush.leave();
  }

  #giveUp(reason: Failure): void {
    this.#failure = reason;
    this.#secured?.destroy();
    this.#raw.destroy();
  }

  #rawClosed(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#dialer.runtime.timers.remove(this.#timer);
    this.stream.closedUnopened(this.#failure ?? this.#unexplainedClose());
  }

  #unexplainedClose(): Failure | null {
    if (this.stream.isDestroyed) return null;
    const kind = this.#secured === null ? "connect-failed" : "tls-handshake-failed";
    return failure(kind, "The peer closed the connection");
  }
}

function asSocketError(error: Error | string): { code?: unknown; message?: unknown } {
  return typeof error === "string" ? { code: error, message: error } : error;
}

/** OpenSSL's codes for a chain that leads to no authority that is known; a broken or revoked one has others. */
const UNKNOWN_ISSUER_CODES: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

function isUnknownIssuer(error: Error | string | null): boolean {
  const code =
    typeof error === "string" ? error : ((error as { code?: string } | null)?.code ?? "");
  return UNKNOWN_ISSUER_CODES.has(code);
}
