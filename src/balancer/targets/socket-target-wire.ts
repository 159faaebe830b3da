// Targets over real sockets: how long load balancers wait for a connection, how many they keep, and that they do not
// look at targets' certificates
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues).
import { ALB_RESPONSE_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { ClientPool } from "../../wire/http1/client-pool.ts";
import type { Dialer } from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import { createSocketDialer } from "../../wire/socket-dialer.ts";
import type { TargetPlace, TargetWire } from "./target-wire.ts";

/** "The load balancer failed to establish a connection to the target before the connection timeout expired (10 seconds)". */
const CONNECT_TIMEOUT_MS = 10_000;
/** Idle connections to targets are kept this long, the load balancer's default idle timeout [I]. */
const IDLE_TIMEOUT_MS = 60_000;
/** Per target; AWS names no limit, but everything has one. */
const CONNECTIONS_PER_TARGET_MAX = 10_000;
const REQUESTS_QUEUED_PER_TARGET_MAX = 10_000;

/** Connects with the process's own sockets. */
export class SocketTargetWire implements TargetWire {
  readonly #runtime: WireRuntime;

  constructor(runtime: WireRuntime) {
    this.#runtime = runtime;
  }

  dialer(place: TargetPlace): Dialer {
    return createSocketDialer(
      {
        host: place.host,
        port: place.port,
        connectTimeoutMs: CONNECT_TIMEOUT_MS,
        identity: place.identity,
        tls: place.tls
          ? {
              serverName: "",
              verify: false,
              trustedCas: [],
              minVersion: "TLSv1",
              maxVersion: "TLSv1.3",
              ciphers: "",
              alpnProtocols: [],
            }
          : null,
      },
      this.#runtime,
    );
  }

  upstream(dialer: Dialer): Upstream {
    return new ClientPool(
      dialer,
      {
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        connectionsMax: CONNECTIONS_PER_TARGET_MAX,
        requestsQueuedMax: REQUESTS_QUEUED_PER_TARGET_MAX,
        responseHeadLimits: ALB_RESPONSE_HEAD_LIMITS,
      },
      this.#runtime,
    );
  }
}
