// All listeners of this process: follows the listener snapshots, keeps every one bound, and knows where each can be
// reached, for the gateway's private hops, for load balancers as targets, and for people.
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import type { StreamAcceptor } from "../wire/byte-stream.ts";
import { BoundListener, LISTENER_GRACE_MS } from "./bound-listener.ts";
import type { OpenListenerPort } from "./bound-listener.ts";
import { ownAddressOf, placesFor } from "./listener-addresses.ts";
import type { ListenerAddressSettings, ListenerPlace } from "./listener-addresses.ts";
import type { AcceptorFactory } from "./listener-acceptor.ts";

/** Where listeners were bound before, kept across restarts. */
export interface AddressBook {
  recall(listenerArn: string): ListenerPlace | undefined;
  /** `snapshot` names account and region that the listener belongs to. */
  remember(snapshot: ListenerSnapshot, place: ListenerPlace): Promise<void>;
  /** The listener is gone for good; a book that has no such function keeps what it knows. */
  forget?(snapshot: ListenerSnapshot): Promise<void>;
}

/** A listener and where it is on this machine. */
export interface ListenerEndpoint {
  readonly listenerArn: string;
  readonly snapshot: ListenerSnapshot;
  /** "" while it could not be bound. */
  readonly address: string;
  /** 0 while it could not be bound. */
  readonly port: number;
  /** Takes connections inside this process: plain HTTP listeners of Application Load Balancers only. */
  readonly acceptor: StreamAcceptor | null;
  /** Why it could not be bound; "" when it is. */
  readonly bindError: string;
}

export interface ListenerDirectoryOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly addressBook: AddressBook;
  readonly addresses: ListenerAddressSettings;
  readonly createAcceptor: AcceptorFactory;
  readonly openPort: OpenListenerPort;
}

/** The listeners that are there. */
export class ListenerDirectory {
  readonly #options: ListenerDirectoryOptions;
  readonly #listeners = new Map<string, BoundListener>();
  /** By load balancer's ARN or DNS name (lower case) and the listener's own port. */
  #byName: ReadonlyMap<string, BoundListener> = new Map();
  /** Load balancer's ARN → the loopback address of its own. */
  readonly #ownAddresses = new Map<string, string>();
  /** Removed, but not yet without connections. */
  readonly #closing = new Map<BoundListener, Promise<void>>();

  constructor(options: ListenerDirectoryOptions) {
    this.#options = options;
  }

  /** Makes, changes or (null) removes a listener; fulfils when it is bound, or accepts nothing any more. */
  async apply(listenerArn: string, snapshot: ListenerSnapshot | null): Promise<void> {
    const listener = this.#listeners.get(listenerArn);
    if (snapshot === null) {
      this.#listeners.delete(listenerArn);
      this.#nameAll();
      if (listener !== undefined) {
        this.#forgetOwnAddress(listener.snapshot.loadBalancerArn);
        const forgetting = this.#options.addressBook.forget?.(listener.snapshot);
        if (forgetting !== undefined) this.#write(listener.snapshot, forgetting);
        await this.#close(listener, LISTENER_GRACE_MS);
      }
    } else if (listener === undefined) {
      const made = this.#make(snapshot);
      this.#listeners.set(listenerArn, made);
      this.#nameAll();
      await made.open();
    } else {
      const updated = listener.update(snapshot);
      this.#nameAll();
      await updated;
    }
  }

  find(listenerArn: string): ListenerEndpoint | undefined {
    return this.#listeners.get(listenerArn);
  }

  /** By the listener's own port, not the one it is bound to here. */
  findByLoadBalancer(loadBalancerArn: string, port: number): ListenerEndpoint | undefined {
    return this.#byName.get(`${loadBalancerArn}:${port}`);
  }

  /** By a load balancer's DNS name and the listener's own port. */
  findByDnsName(name: string, port: number): ListenerEndpoint | undefined {
    return this.#byName.get(`${name.toLowerCase().replace(/\.$/, "")}:${port}`);
  }

  list(): readonly ListenerEndpoint[] {
    return [...this.#listeners.values()];
  }

  /** Closes every listener; fulfils when all connections are gone, those left after `graceMs` by force. */
  async close(graceMs: number): Promise<void> {
    for (const listener of this.#closing.keys()) void listener.close(graceMs);
    for (const listener of this.#listeners.values()) void this.#close(listener, graceMs);
    this.#listeners.clear();
    this.#nameAll();
    await Promise.all(this.#closing.values());
  }

  #nameAll(): void {
    const byName = new Map<string, BoundListener>();
    for (const listener of this.#listeners.values()) {
      const { loadBalancerArn, dnsName, port } = listener.snapshot;
      byName.set(`${loadBalancerArn}:${port}`, listener);
      byName.set(`${dnsName.toLowerCase()}:${port}`, listener);
    }
    this.#byName = byName;
  }

  #make(snapshot: ListenerSnapshot): BoundListener {
    const { clock, logger, createAcceptor, openPort, addressBook, addresses } = this.#options;
    return new BoundListener(snapshot, {
      clock,
      logger,
      createAcceptor,
      openPort,
      placesFor: (wanted) =>
        placesFor(
          wanted,
          addresses,
          addressBook.recall(wanted.listenerArn),
          addresses.ownAddresses ? this.#ownAddress(wanted.loadBalancerArn) : "",
        ),
      onBound: (bound, place) => this.#remember(bound, place),
    });
  }

  /**
   * Not waited for: what is remembered is a record, and the write that made this listener is not over before the
   * listener is bound.
   */
  #remember(snapshot: ListenerSnapshot, place: ListenerPlace): void {
    const { addressBook } = this.#options;
    const known = addressBook.recall(snapshot.listenerArn);
    if (known !== undefined && known.address === place.address && known.port === place.port) return;
    this.#write(snapshot, addressBook.remember(snapshot, place));
  }

  #write(snapshot: ListenerSnapshot, writing: Promise<void>): void {
    writing.catch((error: unknown) => {
      this.#options.logger.warn("Cannot write down where a listener is bound", {
        listener: snapshot.listenerArn,
        error,
      });
    });
  }

  /** Fulfils when nothing is accepted any more, which is not yet when everything in flight is done. */
  #close(listener: BoundListener, graceMs: number): Promise<void> {
    const stopped = listener.close(graceMs);
    const ended = stopped.then(() => listener.ended).finally(() => this.#closing.delete(listener));
    this.#closing.set(listener, ended);
    return stopped;
  }

  #ownAddress(loadBalancerArn: string): string {
    let address = this.#ownAddresses.get(loadBalancerArn);
    if (address === undefined) {
      address = ownAddressOf(loadBalancerArn, new Set(this.#ownAddresses.values()));
      this.#ownAddresses.set(loadBalancerArn, address);
    }
    return address;
  }

  #forgetOwnAddress(loadBalancerArn: string): void {
    for (const { snapshot } of this.#listeners.values()) {
      if (snapshot.loadBalancerArn === loadBalancerArn) return;
    }
    this.#ownAddresses.delete(loadBalancerArn);
  }
}
