// Secure contexts for dialing, one per distinct set of authorities, versions and ciphers: reading the public
// roots takes longer than a whole handshake. Owned by the runtime, bounded, oldest out first.
import tls from "node:tls";

/** How a TLS client behaves towards one destination. */
export interface ClientTlsSettings {
  /** The name sent and, with `verify`, looked for on the certificate; an address is checked but not sent. */
  readonly serverName: string;
  /** Whether chain and name must hold. Load balancers don't check their targets' certificates. */
  readonly verify: boolean;
  /** With `verify`: whoever issued the certificate will do; name and validity must hold all the same. */
  readonly skipIssuer?: boolean;
  /** Presented to a server that asks for one. */
  readonly clientCertificate?: {
    readonly certificatePem: string;
    readonly privateKeyPem: string;
  } | null;
  /** PEM certificates trusted in addition to the public roots. */
  readonly trustedCas: readonly string[];
  readonly minVersion: tls.SecureVersion;
  readonly maxVersion: tls.SecureVersion;
  /** OpenSSL cipher list, "" for the default. */
  readonly ciphers: string;
  /** Protocols offered by ALPN, in order of preference; none when empty. */
  readonly alpnProtocols: readonly string[];
}

const CONTEXTS_MAX = 64;

export class ClientContextCache {
  readonly #contexts = new Map<string, tls.SecureContext>();

  get(settings: ClientTlsSettings): tls.SecureContext {
    const cas = settings.verify ? settings.trustedCas : [];
    const own = settings.clientCertificate ?? null;
    const ownPem = own?.certificatePem ?? "";
    const key = [settings.minVersion, settings.maxVersion, settings.ciphers, ownPem, ...cas].join(
      "\n",
    );
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const context = tls.createSecureContext({
      minVersion: settings.minVersion,
      maxVersion: settings.maxVersion,
      ...(settings.ciphers === "" ? {} : { ciphers: settings.ciphers }),
      ...(own === null ? {} : { cert: own.certificatePem, key: own.privateKeyPem }),
      ...(cas.length === 0 ? {} : { ca: [...tls.rootCertificates, ...cas] }),
    });
    const oldest = this.#contexts.keys().next();
    if (this.#contexts.size >= CONTEXTS_MAX && !oldest.done) this.#contexts.delete(oldest.value);
    this.#contexts.set(key, context);
    return context;
  }
}
