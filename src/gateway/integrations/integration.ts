// What every kind of integration is: settings compiled once per stage, and a way to find, for one request, where
// it goes and what its request line and Host say there.
import type { Failure } from "../../base/failure.ts";
import type { IntegrationSnapshot, Snapshots } from "../../store/snapshots.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import type { ListenerLookup } from "../private-hop.ts";
import type { UpstreamCache } from "../upstream-cache.ts";

/** What integrations share. */
export interface IntegrationServices {
  readonly snapshots: Snapshots;
  readonly listeners: ListenerLookup;
  readonly upstreams: UpstreamCache;
  readonly runtime: WireRuntime;
  /** PEM certificates that TLS to backends trusts beside the public roots. */
  readonly trustedCas: readonly string[];
  /** How long a connection that nobody answers is waited for; an integration's own timeout if that is shorter. */
  readonly connectTimeoutMs: number;
  /** Whether a plain HTTP listener in this process is reached in memory. */
  readonly fusedHops: boolean;
}

/** The request as an integration sees it, and where it writes what it decided. */
export interface IntegrationRequest {
  /** Path and query as AWS sees them: with the stage's name unless it is $default. */
  readonly target: string;
  /** Where the path of `target` ends. */
  readonly pathEnd: number;
  /** Without the stage. */
  readonly routePath: string;
  readonly query: string;
  readonly isDefaultRoute: boolean;
  readonly clientHost: string;
  /** The gateway's address that the client's request came to. */
  readonly gatewayAddress: string;
  pathParameter(name: string): string | undefined;

  upstream: Upstream | null;
  backendTarget: string;
  backendHost: string;
  /** Named in Forwarded; "" for a private integration. */
  forwardedBy: string;
}

export interface Integration {
  readonly snapshot: IntegrationSnapshot;
  /** Finds the upstream and writes the fields above; a failure when there is nowhere to go. */
  resolve(request: IntegrationRequest): Failure | null;
}

/** AWS accepts 50 to 30,000; what is outside comes from no API call and is brought inside. */
export function timeoutMsOf(snapshot: IntegrationSnapshot): number {
  return Math.min(30_000, Math.max(50, snapshot.timeoutMs));
}
