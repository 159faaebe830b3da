// Binds the edge port. It speaks plain HTTP at once and TLS, on the same port, as soon as it has a certificate.
import type { ExchangeHandler } from "../wire/http1/exchange.ts";
import { GATEWAY_HEAD_LIMITS } from "../wire/http1/head-limits.ts";
import { HttpAcceptor } from "../wire/http1/http-acceptor.ts";
import { listenOnPort } from "../wire/port-listener.ts";
import type { WireRuntime } from "../wire/runtime.ts";

/** API Gateway closes client connections that are idle for 350 seconds, as a Network Load Balancer does. [I] */
const IDLE_TIMEOUT_MS = 350_000;
const REQUEST_HEAD_TIMEOUT_MS = 30_000;
const BODY_IDLE_TIMEOUT_MS = 30_000;

export interface EdgeCertificate {
  readonly chainPem: string;
  readonly keyPem: string;
}

export interface Edge {
  readonly address: string;
  readonly port: number;
  serveTls(certificate: EdgeCertificate): void;
  /** Stops accepting, finishes what is in flight, breaks off what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface EdgePlace {
  readonly host: string;
  readonly port: number;
}

/** What the edge port serves; `shutdown` is told when the edge stops, before anything is waited for. */
export interface EdgeExchangeHandler extends ExchangeHandler {
  shutdown(): void;
}

/** Rejects with a message for people when the port cannot be had. */
export async function startEdge(
  place: EdgePlace,
  handler: EdgeExchangeHandler,
  runtime: WireRuntime,
): Promise<Edge> {
  const acceptor = new HttpAcceptor(
    handler,
    {
      policy: "strict",
      headLimits: GATEWAY_HEAD_LIMITS,
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      requestHeadTimeoutMs: REQUEST_HEAD_TIMEOUT_MS,
      bodyIdleTimeoutMs: BODY_IDLE_TIMEOUT_MS,
      keepAliveMaxMs: Infinity,
      answersAfterEndMs: Infinity,
    },
    runtime,
  );
  const listener = await listenOnPort(
    { ...place, expects: "plain", tls: null, acceptor, onPlain: null, onTlsFailed: null },
    runtime,
  );
  return {
    address: listener.address,
    port: listener.port,
    serveTls: ({ chainPem, keyPem }) =>
      listener.setTls(
        {
          certificates: [{ name: "edge", chainPem, keyPem, isDefault: true }],
          minVersion: "TLSv1.2",
          maxVersion: "TLSv1.3",
          ciphers: "",
          alpnProtocols: ["http/1.1"],
        },
        "either",
      ),
    async close(graceMs) {
      acceptor.shutdown();
      handler.shutdown();
      await listener.close(graceMs);
    },
  };
}
