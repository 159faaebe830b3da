// How the gateway speaks TLS to backends: it sends the name, and chain and name must hold.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
import type { ClientTlsSettings } from "../../wire/tls/client-context-cache.ts";

/** Settings for a backend of that name. */
export function backendTls(serverName: string, trustedCas: readonly string[]): ClientTlsSettings {
  return {
    serverName,
    verify: true,
    trustedCas,
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    ciphers: "",
    alpnProtocols: [],
  };
}
