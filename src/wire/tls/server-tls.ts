// The TLS side of a listener: chooses by the client's first message what to present, and leaves the handshake to a
// tls.Server that never listens, so that time limits, errors and resumption are exactly Node's. There is one such
// server per set of certificates that can be presented together (one ECDSA, one RSA), made when first needed,
// because Node's SNI callback can present only one. Settings never change: a listener swaps the whole object.
import type net from "node:net";
import tls from "node:tls";
import { X509Certificate } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { type CertificateFacts, chooseCertificates } from "./choose-certificate.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import type { ClientHello } from "./client-hello.ts";

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

interface ServerTlsSetting {
  readonly clock: Clock;
  readonly handshakeTimeoutMs: number;
}

const NOTHING_SAID: ClientHello = { serverName: "", alpnProtocols: [] };

export class ServerTls {
  readonly #settings: TlsServerSettings;
  readonly #setting: ServerTlsSetting;
  readonly #events: HandshakeEvents;
  readonly #facts: readonly CertificateFacts[];
  readonly #defaultIndex: number;
  readonly #servers = new Map<string, tls.Server>();
  readonly #nameOfFingerprint = new Map<string, string>();

  /** Throws when a certificate or key can't be read or the ciphers make no sense. */
  constructor(settings: TlsServerSettings, setting: ServerTlsSetting, events: HandshakeEvents) {
    this.#settings = settings;
    this.#setting = setting;
    this.#events = events;
    this.#facts = settings.certificates.map((entry) => readCertificateFacts(entry.chainPem));
    this.#defaultIndex = Math.max(
      0,
      settings.certificates.findIndex((entry) => entry.isDefault),
    );
    for (const index of settings.certificates.keys()) {
      tls.createSecureContext(this.#contextOptions([index]));
    }
  }

  /** Begins the handshake on an accepted connection; what was read of it was put back. */
  secure(socket: net.Socket, hello: ClientHello | null): void {
    const { serverName, alpnProtocols } = hello ?? NOTHING_SAID;
    const chosen = chooseCertificates(this.#facts, serverName, this.#setting.clock.nowMs());
    const indices = chosen.length === 0 ? [this.#defaultIndex] : chosen;
    // Without an overlap the connection goes on without ALPN; Node would end it.
    const hasAlpn = this.#settings.alpnProtocols.some((name) => alpnProtocols.includes(name));
    const key = `${indices.join()} ${hasAlpn}`;
    let server = this.#servers.get(key);
    if (server === undefined) {
      server = this.#createServer(indices, hasAlpn);
      this.#servers.set(key, server);
    }
    server.emit("connection", socket);
  }

  #createServer(indices: readonly number[], hasAlpn: boolean): tls.Server {
    const server = tls.createServer({
      ...this.#contextOptions(indices),
      handshakeTimeout: this.#setting.handshakeTimeoutMs,
      ...(hasAlpn ? { ALPNProtocols: [...this.#settings.alpnProtocols] } : {}),
    });
    server.on("secureConnection", (socket) => {
      this.#events.onSecured(socket, this.#presentedName(socket, indices));
    });
    server.on("tlsClientError", (error, socket) => this.#events.onFailed(socket, error));
    return server;
  }

  #contextOptions(indices: readonly number[]): tls.SecureContextOptions {
    const { certificates, minVersion, maxVersion, ciphers } = this.#settings;
    const chosen = certificates.filter((_entry, index) => indices.includes(index));
    // OpenSSL 3 refuses TLS 1.0 and 1.1 above security level 0.
    const isOld = minVersion === "TLSv1" || minVersion === "TLSv1.1";
    const list = ciphers === "" && isOld ? tls.DEFAULT_CIPHERS : ciphers;
    return {
      cert: chosen.map((entry) => entry.chainPem),
      key: chosen.map((entry) => entry.keyPem),
      minVersion,
      maxVersion,
      honorCipherOrder: true,
      ...(list === "" ? {} : { ciphers: isOld ? `${list}:@SECLEVEL=0` : list }),
    };
  }

  #presentedName(socket: tls.TLSSocket, indices: readonly number[]): string {
    const { certificates } = this.#settings;
    if (indices.length === 1) return certificates[indices[0] as number]?.name ?? "";
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
