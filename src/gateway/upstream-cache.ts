// Connections of the gateway to backends, one pool per destination and way to reach it, shared by all stages and
// integrations that mean the same place. Integrations keep what they were given and ask again when it is closed.
import type { Dialer } from "../wire/byte-stream.ts";
import { ClientPool, type ClientPoolOptions } from "../wire/http1/client-pool.ts";
import type { Upstream } from "../wire/http1/exchange.ts";
import { GATEWAY_HEAD_LIMITS } from "../wire/http1/head-limits.ts";
import type { WireRuntime } from "../wire/runtime.ts";

/** Destinations that are kept at once; beyond that, those without connections go, oldest first. */
export const UPSTREAMS_MAX = 1000;

/** [I] AWS documents none of these for API Gateway; they bound what one destination can cost. */
const POOL_OPTIONS: ClientPoolOptions = {
  idleTimeoutMs: 30_000,
  connectionsMax: 10_000,
  requestsQueuedMax: 10_000,
  responseHeadLimits: GATEWAY_HEAD_LIMITS,
};

/** A pool that is looked up by key. */
export interface CachedUpstream {
  readonly upstream: Upstream;
  /** The listener or link whose end closes the pool; "" for a public destination. */
  readonly owners: readonly string[];
  closed: boolean;
}

/** How a pool is looked up and, when there is none, made. */
export interface UpstreamRecipe {
  /** Names the destination, the TLS setting and the identity. */
  readonly key: string;
  readonly owners: readonly string[];
  createDialer(): Dialer;
}

export class UpstreamCache {
  readonly #runtime: WireRuntime;
  readonly #entries = new Map<string, CachedUpstream>();
  readonly #numbers = new WeakMap<object, number>();
  #nextNumber = 1;

  constructor(runtime: WireRuntime) {
    this.#runtime = runtime;
  }

  /** A number that stands for the object in keys: the same for the same object. */
  numberOf(object: object): number {
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = this.#nextNumber++;
      this.#numbers.set(object, number);
    }
    return number;
  }

  get size(): number {
    return this.#entries.size;
  }

  acquire(recipe: UpstreamRecipe): CachedUpstream {
    const known = this.#entries.get(recipe.key);
    if (known !== undefined) return known;
    if (this.#entries.size >= UPSTREAMS_MAX) this.#makeRoom();
    const upstream = new ClientPool(recipe.createDialer(), POOL_OPTIONS, this.#runtime);
    const entry: CachedUpstream = { upstream, owners: recipe.owners, closed: false };
    this.#entries.set(recipe.key, entry);
    return entry;
  }

  /** Closes the pools that lead to or through the listener or link; requests under way are finished. */
  closeOwnedBy(owner: string): void {
    for (const [key, entry] of this.#entries) {
      if (entry.owners.includes(owner)) this.#close(key, entry);
    }
  }

  close(): void {
    for (const [key, entry] of this.#entries) this.#close(key, entry);
  }

  #makeRoom(): void {
    let oldest: string | undefined;
    for (const [key, entry] of this.#entries) {
      oldest ??= key;
      if (entry.upstream.openConnections === 0) {
        this.#close(key, entry);
        return;
      }
    }
    const entry = oldest === undefined ? undefined : this.#entries.get(oldest);
    if (oldest !== undefined && entry !== undefined) this.#close(oldest, entry);
  }

  #close(key: string, entry: CachedUpstream): void {
    entry.closed = true;
    this.#entries.delete(key);
    entry.upstream.close();
  }
}
