// Opens the port of a listener: what the listener's protocol and certificates mean for a socket that listens.
import type { ListenerSnapshot } from "../store/snapshots.ts";
import { listenOnPort } from "../wire/port-listener.ts";
import type { WireRuntime } from "../wire/runtime.ts";
import type { TlsServerSettings } from "../wire/tls/server-tls.ts";
import { isTls } from "./bound-listener.ts";
import type { ListenerPort, OpenListenerPort } from "./bound-listener.ts";

/** Opens ports of this machine. */
export function openListenerPorts(runtime: WireRuntime): OpenListenerPort {
  return async (place, snapshot, acceptor) => {
    const opened = await listenOnPort(
      {
        host: place.address,
        port: place.port,
        expects: expectationOf(snapshot),
        tls: tlsSettingsOf(snapshot),
        acceptor,
        onPlain: { accept: (stream) => acceptor.acceptPlainOnTls(stream) },
        onTlsFailed: (info, failure) => acceptor.onTlsFailed?.(info, failure),
      },
      runtime,
    );
    const port: ListenerPort = {
      address: opened.address,
      port: opened.port,
      update: (changed) => opened.setTls(tlsSettingsOf(changed), expectationOf(changed)),
      close: (graceMs) => opened.close(graceMs),
    };
    return port;
  };
}

function expectationOf(snapshot: ListenerSnapshot): "plain" | "tls" {
  return isTls(snapshot) ? "tls" : "plain";
}

/** Null for a plain listener, and for one whose certificates are all gone, which can't be opened then. */
function tlsSettingsOf(snapshot: ListenerSnapshot): TlsServerSettings | null {
  const { tlsPolicy, certificates } = snapshot;
  if (tlsPolicy === null || certificates.length === 0) return null;
  return {
    certificates: certificates.map((certificate) => ({
      name: certificate.certificateArn,
      chainPem: certificate.certificateChainPem,
      keyPem: certificate.privateKeyPem,
      isDefault: certificate.isDefault,
    })),
    minVersion: tlsPolicy.minVersion,
    maxVersion: tlsPolicy.maxVersion,
    ciphers: tlsPolicy.ciphers,
    alpnProtocols: snapshot.alpnProtocols,
  };
}
