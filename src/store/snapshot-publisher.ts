// Turns commits into snapshots: asks each compiler which of its keys a change touches, compiles those and no
// others, and tells the data plane. Commits are published one after the other, so an older state never replaces
// a newer one; a compiler that throws costs its own snapshot's update and is logged, and traffic goes on.
import type { Logger } from "../base/logger.ts";
import { MACHINE_SCOPE, type RecordChange, type Scope } from "./records.ts";
import type { SnapshotKind, SnapshotListener, Snapshots, SnapshotTypes } from "./snapshots.ts";
import type { AllRecords, ScopedRecords, Store } from "./store.ts";

/** How snapshots of one kind are made from records. */
export interface SnapshotCompiler<K extends SnapshotKind = SnapshotKind> {
  readonly kind: K;
  /** Null when there is nothing to serve under that key (any more). */
  compile(records: ScopedRecords, key: string): Promise<SnapshotTypes[K] | null>;
  /** Keys whose snapshot may differ after the change. */
  affectedBy(change: RecordChange, records: ScopedRecords): Promise<readonly string[]>;
  /** Every key there is, for the start. */
  allKeys(records: AllRecords): Promise<readonly { scope: Scope; key: string }[]>;
}

interface Channel {
  readonly current: Map<string, SnapshotTypes[SnapshotKind]>;
  readonly listeners: SnapshotListener<SnapshotKind>[];
}

export class SnapshotPublisher implements Snapshots {
  readonly #store: Store;
  readonly #logger: Logger;
  /** In the order in which a change takes effect: what others refer to comes first. */
  readonly #compilers: readonly SnapshotCompiler[];
  readonly #channels = new Map<SnapshotKind, Channel>();
  #lastPublication: Promise<void> = Promise.resolve();

  constructor(store: Store, compilers: readonly SnapshotCompiler[], logger: Logger) {
    this.#store = store;
    this.#compilers = compilers;
    this.#logger = logger;
    for (const { kind } of compilers)
      this.#channels.set(kind, { current: new Map(), listeners: [] });
  }

  /** Compiles everything stored and follows the store from then on. */
  async start(): Promise<void> {
    this.#store.subscribe((changes) => this.#enqueue(() => this.#publishChanges(changes)));
    await this.#enqueue(() => this.#publishAll());
  }

  get<K extends SnapshotKind>(kind: K, key: string): SnapshotTypes[K] | undefined {
    return this.#channel(kind).current.get(key) as SnapshotTypes[K] | undefined;
  }

  keys(kind: SnapshotKind): Iterable<string> {
    return this.#channel(kind).current.keys();
  }

  subscribe<K extends SnapshotKind>(kind: K, listener: SnapshotListener<K>): void {
    const channel = this.#channel(kind);
    const added = listener as unknown as SnapshotListener<SnapshotKind>;
    channel.listeners.push(added);
    for (const [key, snapshot] of channel.current) {
      void this.#enqueue(() => this.#tell(added, key, snapshot));
    }
  }

  /** Fulfils when every publication begun so far has reached the data plane. */
  settled(): Promise<void> {
    return this.#lastPublication;
  }

  #channel(kind: SnapshotKind): Channel {
    const channel = this.#channels.get(kind);
    if (channel === undefined)
      throw new Error(`Cannot find snapshots of kind ${kind}: no compiler`);
    return channel;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#lastPublication = this.#lastPublication.then(work).catch((cause: unknown) => {
      this.#logger.error("Cannot publish a change to the data plane", { cause });
    });
    return this.#lastPublication;
  }

  async #publishAll(): Promise<void> {
    await this.#store.read(async (records) => {
      for (const compiler of this.#compilers) {
        const all = await compiler.allKeys(records);
        for (const { scope, key } of all) await this.#publish(compiler, records.in(scope), key);
      }
    });
  }

  async #publishChanges(changes: readonly RecordChange[]): Promise<void> {
    await this.#store.read(async (records) => {
      for (const compiler of this.#compilers) {
        const affected = new Map<string, ScopedRecords>();
        for (const change of changes) {
          for (const scope of await scopesOf(change, records)) {
            const scoped = records.in(scope);
            for (const key of await compiler.affectedBy(change, scoped)) affected.set(key, scoped);
          }
        }
        await Promise.all(
          [...affected].map(([key, scoped]) => this.#publish(compiler, scoped, key)),
        );
      }
    });
  }

  async #publish(compiler: SnapshotCompiler, records: ScopedRecords, key: string): Promise<void> {
    const channel = this.#channel(compiler.kind);
    try {
      const snapshot = await compiler.compile(records, key);
      if (snapshot === null && !channel.current.has(key)) return;
      if (snapshot === null) channel.current.delete(key);
      else channel.current.set(key, snapshot);
      for (const listener of channel.listeners) await this.#tell(listener, key, snapshot);
    } catch (cause) {
      this.#logger.error("Cannot compile a snapshot", { kind: compiler.kind, key, cause });
    }
  }

  async #tell(
    listener: SnapshotListener<SnapshotKind>,
    key: string,
    snapshot: SnapshotTypes[SnapshotKind] | null,
  ): Promise<void> {
    try {
      await listener(key, snapshot);
    } catch (cause) {
      this.#logger.error("Cannot apply a snapshot", { key, cause });
    }
  }
}

/** The scopes whose snapshots a change may touch: its own, or all of them when it is about the machine. */
async function scopesOf(change: RecordChange, records: AllRecords): Promise<readonly Scope[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  if (record.account === MACHINE_SCOPE.account) return records.scopes();
  return [{ account: record.account, region: record.region }];
}
