// The TLS side of a listener: contexts for its certificates, made when first asked for, the choice among them by
// server name, and the handshake itself in the hands of a tls.Server that never listens, so that time limits,
// errors and resumption are exactly Node's. Settings never change: a listener swaps the whole object.
import type net from "node:net";
import tls from "node:tls";
import { X509Certificate } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { type CertificateFacts, chooseCertificates } from "./choose-certificate.ts";
import { readCertificateFacts } from "./certificate-facts.ts";

export interface ServerCertificate {
  /** The ARN, which logs and TlsInfo name. */
  readonly name: string;
  /** The certificate and its chain. */
  readonly chainPem: string;
  readonly keyPem: string;
  /** Presented when no name matches. */
  readonly isDefault: boolean;
}

export interface TlsServerSettings {
  /** At least one; the first is the default when none says so. */
  readonly certificates: readonly ServerCertificate[];
  readonly minVersion: tls.SecureVersion;
  readonly maxVersion: tls.SecureVersion;
  /** OpenSSL names in the server's order, separated by colons; "" for OpenSSL's default. */
  readonly ciphers: string;
  /** In the server's order of preference; empty for no ALPN. */
  readonly alpnProtocols: readonly string[];
}

export interface HandshakeEvents {
  onSecured(socket: tls.TLSSocket, certificateName: string): void;
  onFailed(socket: tls.TLSSocket, error: Error): void;
}

interface AlpnOffer {
  readonly protocols: readonly string[];
}

export class ServerTls {
  readonly #settings: TlsServerSettings;
  readonly #clock: Clock;
  readonly #facts: readonly CertificateFacts[];
  readonly #defaultIndex: number;
  readonly #contexts = new Map<string, tls.SecureContext>();
  readonly #nameOfFingerprint = new Map<string, string>();
  readonly #server: tls.Server;

  /** Throws when a certificate or key can't be read or the ciphers make no sense. */
  constructor(
    settings: TlsServerSettings,
    setting: { readonly clock: Clock; readonly handshakeTimeoutMs: number },
    events: HandshakeEvents,
  ) {
    this.#settings = settings;
    this.#clock = setting.clock;
    this.#facts = settings.certificates.map((entry) => readCertificateFacts(entry.chainPem));
    this.#defaultIndex = Math.max(
      0,
      settings.certificates.findIndex((entry) => entry.isDefault),
    );
    const { alpnProtocols } = settings;
    this.#server = tls.createServer({
      ...this.#contextOptions([this.#defaultIndex]),
      handshakeTimeout: setting.handshakeTimeoutMs,
      SNICallback: (serverName, done) => done(null, this.#contextFor(serverName)),
      ...(alpnProtocols.length === 0
        ? {}
        : { ALPNCallback: (offer: AlpnOffer) => this.#chooseAlpn(offer) }),
    });
    this.#server.on("secureConnection", (socket) => {
      events.onSecured(socket, this.#certificateNameOf(socket));
    });
    this.#server.on("tlsClientError", (error, socket) => events.onFailed(socket, error));
  }

  /** Begins the handshake on an accepted connection; what was read of it was put back. */
  secure(socket: net.Socket): void {
    this.#server.emit("connection", socket);
  }

  /** Without an overlap the connection goes on without ALPN; Node's own choice would end it. */
  #chooseAlpn(offer: AlpnOffer): string | undefined {
    return this.#settings.alpnProtocols.find((name) => offer.protocols.includes(name));
  }

  #chosenFor(serverName: string): number[] {
    const chosen = chooseCertificates(this.#facts, serverName, this.#clock.nowMs());
    return chosen.length === 0 ? [this.#defaultIndex] : chosen;
  }

  #contextFor(serverName: string): tls.SecureContext {
    const indices = this.#chosenFor(serverName);
    const key = indices.join();
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const context = tls.createSecureContext(this.#contextOptions(indices));
    this.#contexts.set(key, context);
    return context;
  }

  #contextOptions(indices: readonly number[]): tls.SecureContextOptions {
    const { certificates, minVersion, maxVersion, ciphers } = this.#settings;
    const chosen = certificates.filter((_entry, index) => indices.includes(index));
    // OpenSSL 3 refuses TLS 1.0 and 1.1 above security level 0.
    const isOld = minVersion === "TLSv1" || minVersion === "TLSv1.1";
    const level = isOld ? ":@SECLEVEL=0" : "";
    const list = ciphers === "" && isOld ? tls.DEFAULT_CIPHERS : ciphers;
    return {
      cert: chosen.map((entry) => entry.chainPem),
      key: chosen.map((entry) => entry.keyPem),
      minVersion,
      maxVersion,
      honorCipherOrder: true,
      ...(list === "" ? {} : { ciphers: `${list}${level}` }),
    };
  }

  #certificateNameOf(socket: tls.TLSSocket): string {
    const { certificates } = this.#settings;
    const { servername } = socket as { servername?: unknown };
    const indices = this.#chosenFor(typeof servername === "string" ? servername : "");
    if (indices.length === 1) return certificates[indices[0] ?? 0]?.name ?? "";
    const presented = socket.getCertificate();
    if (presented === null || !("fingerprint256" in presented)) return "";
    if (this.#nameOfFingerprint.size === 0) {
      for (const entry of certificates) {
        const { fingerprint256 } = new X509Certificate(entry.chainPem);
        this.#nameOfFingerprint.set(fingerprint256, entry.name);
      }
    }
    return this.#nameOfFingerprint.get(String(presented.fingerprint256)) ?? "";
  }
}
