// One listener of a load balancer from its first snapshot to its removal: makes its acceptor, finds a place to bind,
// follows changes without dropping a connection, and goes on trying while no place can be had.
import type { Clock, Timer } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import type { StreamAcceptor } from "../wire/byte-stream.ts";
import type { AcceptorFactory, ListenerAcceptor } from "./listener-acceptor.ts";
import type { ListenerPlace } from "./listener-addresses.ts";

/** A port that is open. */
export interface ListenerPort {
  readonly address: string;
  readonly port: number;
  /** TLS or not, certificates, policy and ALPN of connections to come. Throws, and changes nothing, when unusable. */
  update(snapshot: ListenerSnapshot): void;
  /** Accepts no more from now on; fulfils when all connections are gone, those left after `graceMs` by force. */
  close(graceMs: number): Promise<void>;
}

/** Opens a port whose connections go to `acceptor`; rejects with the system's error when it can't be had. */
export type OpenListenerPort = (
  place: ListenerPlace,
  snapshot: ListenerSnapshot,
  acceptor: ListenerAcceptor,
) => Promise<ListenerPort>;

export interface BoundListenerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createAcceptor: AcceptorFactory;
  readonly openPort: OpenListenerPort;
  /** Places to try for this listener, best first. */
  readonly placesFor: (snapshot: ListenerSnapshot) => readonly ListenerPlace[];
  /** Called whenever the listener was bound. */
  readonly onBound: (snapshot: ListenerSnapshot, place: ListenerPlace) => void;
}

/** How long a removed listener's connections have for what is in flight; then they are broken off. */
export const LISTENER_GRACE_MS = 30_000;
/** A listener that could not be bound is tried again this often. */
const BIND_RETRY_MS = 5000;

/** A listener with its place on this machine. */
export class BoundListener {
  readonly #options: BoundListenerOptions;
  #acceptor: ListenerAcceptor | null = null;
  #snapshot: ListenerSnapshot;
  #port: ListenerPort | null = null;
  #closingPort: ListenerPort | null = null;
  #bindError = "";
  #retry: Timer | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(snapshot: ListenerSnapshot, options: BoundListenerOptions) {
    this.#snapshot = snapshot;
    this.#options = options;
  }

  get listenerArn(): string {
    return this.#snapshot.listenerArn;
  }

  get snapshot(): ListenerSnapshot {
    return this.#snapshot;
  }

  /** "" while it isn't bound. */
  get address(): string {
    return this.#port?.address ?? "";
  }

  /** The local port; 0 while it isn't bound. */
  get port(): number {
    return this.#port?.port ?? 0;
  }

  /** Why it could not be bound; "" when it is. */
  get bindError(): string {
    return this.#bindError;
  }

  /** For hops inside this process: only where there is no handshake to be gone through. */
  get acceptor(): StreamAcceptor | null {
    return this.#snapshot.protocol === "HTTP" ? this.#acceptor : null;
  }

  /** Fulfils when no connection is left, after `close`. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Binds; fulfils when that is done or has failed (it is then tried again by itself). */
  open(): Promise<void> {
    return this.#enqueue(async () => {
      this.#acceptor = await this.#options.createAcceptor(this.#snapshot);
      await this.#bind(this.#acceptor);
    });
  }

  /** Takes effect for what begins from now on; fulfils when the listener is bound as the snapshot wants it. */
  update(snapshot: ListenerSnapshot): Promise<void> {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    return this.#enqueue(async () => {
      if (this.#closed) return;
      // It can only be missing where making it failed before.
      const acceptor = this.#acceptor ?? (await this.#options.createAcceptor(snapshot));
      this.#acceptor = acceptor;
      await acceptor.update(snapshot);
      if (this.#port === null || before.port !== snapshot.port) await this.#bind(acceptor);
      else this.#port.update(snapshot);
    });
  }

  /**
   * Fulfils when nothing is accepted any more; what is in flight has `graceMs` (see `ended`). A further call with a
   * shorter grace hurries the end.
   */
  close(graceMs: number): Promise<void> {
    return this.#enqueue(async () => {
      this.#closed = true;
      this.#retry?.cancel();
      const acceptor = this.#acceptor;
      this.#closingPort ??= this.#port;
      this.#port = null;
      // The listener's own end comes before the port's force: it knows how to break off. And connections inside the
      // process have no port that would count them.
      const timer = this.#options.clock.after(graceMs, () => acceptor?.destroy());
      const portEnded = this.#closingPort?.close(graceMs);
      this.#ended = Promise.all([portEnded, acceptor?.close()]).then(() => {
        timer.cancel();
        acceptor?.destroy();
      });
    });
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#options.logger.error("Cannot change a listener", {
        listener: this.listenerArn,
        error,
      });
    });
    return this.#work;
  }

  /** The new port is open before the old one closes, where both can be had at once. */
  async #bind(acceptor: ListenerAcceptor): Promise<void> {
    if (this.#closed) return;
    this.#retry?.cancel();
    this.#retry = null;
    const old = this.#port;
    for (const place of this.#options.placesFor(this.#snapshot)) {
      if (old !== null && isAt(old, place)) {
        old.update(this.#snapshot);
        return;
      }
      if (await this.#tryPlace(place, acceptor)) {
        void old?.close(LISTENER_GRACE_MS);
        return;
      }
    }
    // The old place serves on with the new rules: better than none.
    if (old !== null) old.update(this.#snapshot);
    this.#options.logger.error("Cannot bind a listener: trying again", {
      listener: this.listenerArn,
      error: this.#bindError,
      retryMs: BIND_RETRY_MS,
    });
    this.#retry = this.#options.clock.after(BIND_RETRY_MS, () => {
      void this.#enqueue(() => this.#bind(acceptor));
    });
  }

  async #tryPlace(place: ListenerPlace, acceptor: ListenerAcceptor): Promise<boolean> {
    try {
      this.#port = await this.#options.openPort(place, this.#snapshot, acceptor);
    } catch (error) {
      this.#bindError = `${place.address}:${place.port}: ${String(error)}`;
      this.#options.logger.debug("Cannot bind a listener here", { error: this.#bindError });
      return false;
    }
    this.#bindError = "";
    const { address, port } = this.#port;
    this.#options.onBound(this.#snapshot, { address, port });
    return true;
  }
}

function isAt(port: ListenerPort, place: ListenerPlace): boolean {
  return port.address === place.address && (place.port === 0 || port.port === place.port);
}

/** Whether the listener's clients have to speak TLS. */
export function isTls(snapshot: ListenerSnapshot): boolean {
  return snapshot.protocol === "HTTPS" || snapshot.protocol === "TLS";
}
