// The health check of one target, made from the settings of its group, and made anew only when they change: a probe
// keeps what it needs to connect.
import type { TargetGroupSnapshot, TargetSnapshot } from "../../store/snapshots.ts";
import { HttpProbe } from "./health-check-http.ts";
import { TcpProbe } from "./health-check-tcp.ts";
import type { HealthProbe } from "./health-check.ts";
import { StatusMatcher } from "./status-matcher.ts";
import type { TargetWire } from "./target-wire.ts";
import type { Target } from "./target.ts";

/** Makes the probes of one target. */
export class TargetProbes {
  readonly #target: Target;
  readonly #wire: TargetWire;
  #settings = "";

  constructor(target: Target, wire: TargetWire) {
    this.#target = target;
    this.#wire = wire;
  }

  /** A probe when there is none yet or the settings changed since; null to go on with the one there is. */
  renew(group: TargetGroupSnapshot, target: TargetSnapshot): HealthProbe | null {
    const host = hostField(group, target);
    const settings = JSON.stringify([group.healthCheck, host]);
    if (settings === this.#settings) return null;
    this.close();
    this.#settings = settings;
    const { healthCheck } = group;
    const port = healthCheck.port ?? target.port;
    if (healthCheck.protocol === "TCP") return new TcpProbe(this.#target.dialer(port, false));
    const upstream = this.#wire.upstream(
      this.#target.dialer(port, healthCheck.protocol === "HTTPS"),
    );
    // A pool that is closed gives every request a connection of its own and keeps none.
    upstream.close();
    return new HttpProbe({
      upstream,
      path: healthCheck.path,
      host,
      timeoutMs: healthCheck.timeoutMs,
      matcher: new StatusMatcher(healthCheck.matcher),
    });
  }

  /** Forgets the settings, so that the next call of `renew` makes a probe. */
  close(): void {
    this.#settings = "";
  }
}

/**
 * A Network Load Balancer names its own node and listener, an Application Load Balancer the target, with the port
 * unless it is the protocol's own.
 */
function hostField(group: TargetGroupSnapshot, target: TargetSnapshot): string {
  if (group.protocol === "TCP" || group.protocol === "TLS") return group.healthCheckHost;
  const { protocol } = group.healthCheck;
  const port = group.healthCheck.port ?? target.port;
  const address = target.address ?? target.id;
  const host = address.includes(":") ? `[${address}]` : address;
  const defaultPort = protocol === "HTTPS" ? 443 : 80;
  return port === defaultPort ? host : `${host}:${port}`;
}
