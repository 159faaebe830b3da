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
import { certificateEvidence, handshakeEvidence, verificationText } from "./tls/peer-evidence.ts";

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
  #handshakeStartedAtMs = 0;

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
      this.#failure ??= this.#secured === null ? socketFailure(error) : this.#refused(error);
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
      // Judged when the handshake is done and before anything is sent, so that what was presented can be told.
      rejectUnauthorized: false,
      host: settings.serverName,
      ...(isAddress || settings.serverName === "" ? {} : { servername: settings.serverName }),
      ...(settings.alpnProtocols.length === 0
        ? {}
        : { ALPNProtocols: [...settings.alpnProtocols] }),
    });
    this.#secured = secured;
    this.#handshakeStartedAtMs = runtime.clock.monotonicMs();
    runtime.timers.arm(this.#timer, options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS);
    secured.once("secureConnect", () => this.#handshakeDone(settings));
    secured.on("error", (error) => {
      if (!this.#isOpen) this.#failure ??= this.#refused(error);
    });
    secured.once("close", () => this.#rawClosed());
  }

  /**
   * Chain and name, explicitly. No session is ever resumed: a resumed one brings no certificate that could be looked
   * at, and connections are kept, so that handshakes are rare.
   */
  #handshakeDone(settings: ClientTlsSettings): void {
    const secured = this.#secured as tls.TLSSocket;
    const fault = settings.verify ? this.#faultOf(settings, secured) : null;
    if (fault !== null) {
      this.#giveUp(fault);
      return;
    }
    this.stream.handshakeMs = this.#dialer.runtime.clock.monotonicMs() - this.#handshakeStartedAtMs;
    this.#opened(secured);
  }

  /** What is wrong with the certificate, the chain before the name. */
  #faultOf(settings: ClientTlsSettings, secured: tls.TLSSocket): Failure | null {
    const { serverName } = settings;
    const certificate = secured.getPeerCertificate();
    const code = secured.authorized ? "" : codeOf(secured.authorizationError);
    const evidence = { serverName, code, ...certificateEvidence(certificate) };
    if (code !== "" && code !== NAME_MISMATCH_CODE) {
      const found = handshakeFailure({ code, message: verificationText(code) });
      if (settings.skipIssuer !== true || !UNKNOWN_ISSUER_CODES.has(code)) {
        return failure(found.kind, found.detail, evidence);
      }
      // An unknown issuer is reported in the place of an expiry, so that is looked at here.
      const { valid_from: from, valid_to: to } = certificate;
      const nowMs = this.#dialer.runtime.clock.nowMs();
      if (Date.parse(from) > nowMs || nowMs > Date.parse(to)) {
        return failure("tls-expired", `valid from ${from} to ${to}`, evidence);
      }
    }
    const mismatch = tls.checkServerIdentity(serverName, certificate);
    if (mismatch === undefined) return null;
    const { kind, detail } = handshakeFailure(mismatch);
    return failure(kind, detail, { ...evidence, code: NAME_MISMATCH_CODE });
  }

  /** The handshake did not come to a certificate. */
  #refused(error: Error & { code?: unknown; reason?: unknown }): Failure {
    const { kind, detail } = handshakeFailure(error);
    const serverName = this.#dialer.options.tls?.serverName ?? "";
    return failure(kind, detail, handshakeEvidence(serverName, error, this.#raw.bytesRead));
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
    if (this.#secured === null) return failure(kind, "The peer closed the connection");
    const serverName = this.#dialer.options.tls?.serverName ?? "";
    const evidence = handshakeEvidence(serverName, {}, this.#raw.bytesRead);
    return failure(kind, "The peer closed the connection", evidence);
  }
}

/** Node's own code for a name that is not on the certificate. */
const NAME_MISMATCH_CODE = "ERR_TLS_CERT_ALTNAME_INVALID";

/** OpenSSL's codes for a chain that leads to no authority that is known; a broken or revoked one has others. */
const UNKNOWN_ISSUER_CODES: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Node's types have an Error here, Node itself the code of one. */
function codeOf(error: Error | string | null): string {
  if (typeof error === "string") return error;
  return (error as { code?: string } | null)?.code ?? error?.message ?? "";
}
