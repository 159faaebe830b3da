// The store of one process: an image of all records in memory, and a journal that makes each commit durable
// before the image changes. With no journal it is the store of --ephemeral; with SQLite's it is the data
// directory's. Transactions run one after the other; reads run on the image of their start.
import { frozenCopy } from "./frozen-copy.ts";
import { bucketKey, type RecordImage, type RecordWrite } from "./record-image.ts";
import {
  MACHINE_KINDS,
  MACHINE_SCOPE,
  type RecordBodies,
  type RecordChange,
  type RecordKind,
  type Scope,
  type StoredRecord,
} from "./records.ts";
import type { AllRecords, ScopedRecords, Store } from "./store.ts";

/** Makes writes durable, all or none, before it returns. Throws when it could not. */
export interface Journal {
  commit(writes: readonly RecordWrite[]): void;
  close(): void;
}

export class EmbeddedStore implements Store {
  #image: RecordImage;
  readonly #journal: Journal | null;
  readonly #listeners: ((changes: readonly RecordChange[]) => Promise<void> | void)[] = [];
  #lastTransaction: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(image: RecordImage, journal: Journal | null) {
    this.#image = image;
    this.#journal = journal;
  }

  transaction<T>(work: (records: AllRecords) => Promise<T>): Promise<T> {
    if (this.#closed) {
      return Promise.reject(new Error("Cannot begin a transaction: the store is closed"));
    }
    const result = this.#lastTransaction.then(() => this.#run(work));
    this.#lastTransaction = result.catch(() => {});
    return result.then(async ({ value, live }) => {
      await live;
      return value;
    });
  }

  read<T>(work: (records: AllRecords) => Promise<T>): Promise<T> {
    return work(new Transaction(this.#image, false));
  }

  subscribe(listener: (changes: readonly RecordChange[]) => Promise<void> | void): void {
    this.#listeners.push(listener);
  }

  /** Waits for what is under way; later transactions are refused. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#lastTransaction;
    this.#journal?.close();
  }

  async #run<T>(
    work: (records: AllRecords) => Promise<T>,
  ): Promise<{ value: T; live: Promise<unknown> }> {
    const transaction = new Transaction(this.#image, true);
    const value = await work(transaction);
    transaction.end();
    const writes = [...transaction.writes.values()];
    if (writes.length === 0) return { value, live: Promise.resolve() };
    this.#journal?.commit(writes);
    const changes = writes
      .map((write) => this.#changeOf(write))
      .filter((change) => change !== null);
    this.#image = this.#image.with(writes);
    return { value, live: this.#tell(changes) };
  }

  async #tell(changes: readonly RecordChange[]): Promise<void> {
    await Promise.all(this.#listeners.map(async (listener) => listener(changes)));
  }

  #changeOf(write: RecordWrite): RecordChange | null {
    const before = this.#image.get(write.kind, write, write.id) ?? null;
    const after = write.body === null ? null : ({ ...write, body: write.body } as StoredRecord);
    return before === null && after === null ? null : { before, after };
  }
}

/** One transaction's view: the image of its start with its own writes laid over it. */
class Transaction implements AllRecords {
  readonly writes = new Map<string, RecordWrite>();
  readonly #image: RecordImage;
  readonly #writable: boolean;
  #ended = false;

  constructor(image: RecordImage, writable: boolean) {
    this.#image = image;
    this.#writable = writable;
  }

  in(scope: Scope): ScopedRecords {
    return {
      scope,
      get: (kind, id) => this.#get(kind, scopeOf(kind, scope), id),
      list: (kind, idPrefix = "") => this.#list(kind, scopeOf(kind, scope), idPrefix),
      put: (kind, id, body) =>
        this.#write({ kind, ...scopeOf(kind, scope), id, body: frozenCopy(body) }),
      delete: (kind, id) => this.#write({ kind, ...scopeOf(kind, scope), id, body: null }),
    };
  }

  async all<K extends RecordKind>(kind: K): Promise<StoredRecord<K>[]> {
    const stored = this.#image.all(kind);
    return this.#overlay(stored, (write) => write.kind === kind) as StoredRecord<K>[];
  }

  async scopes(): Promise<Scope[]> {
    const found = new Map(this.#image.scopes().map((scope) => [scopeKey(scope), scope]));
    for (const { account, region, body } of this.writes.values()) {
      if (body !== null && account !== MACHINE_SCOPE.account) {
        found.set(scopeKey({ account, region }), { account, region });
      }
    }
    return [...found.values()];
  }

  end(): void {
    this.#ended = true;
  }

  async #get<K extends RecordKind>(
    kind: K,
    scope: Scope,
    id: string,
  ): Promise<RecordBodies[K] | undefined> {
    const write = this.writes.get(writeKey(kind, scope, id));
    if (write !== undefined) return (write.body ?? undefined) as RecordBodies[K] | undefined;
    return this.#image.get(kind, scope, id)?.body as RecordBodies[K] | undefined;
  }

  async #list<K extends RecordKind>(
    kind: K,
    scope: Scope,
    idPrefix: string,
  ): Promise<StoredRecord<K>[]> {
    const bucket = bucketKey(kind, scope);
    return this.#overlay(
      this.#image.list(kind, scope, idPrefix),
      (write) => bucketKey(write.kind, write) === bucket && write.id.startsWith(idPrefix),
    ) as StoredRecord<K>[];
  }

  #overlay(stored: StoredRecord[], concerns: (write: RecordWrite) => boolean): StoredRecord[] {
    if (this.writes.size === 0) return stored;
    const found = new Map(
      stored.map((record) => [writeKey(record.kind, record, record.id), record]),
    );
    let changed = false;
    for (const [key, write] of this.writes) {
      if (!concerns(write)) continue;
      changed = true;
      if (write.body === null) found.delete(key);
      else found.set(key, { ...write, body: write.body } as StoredRecord);
    }
    if (!changed) return stored;
    return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  #write(write: RecordWrite): void {
    if (!this.#writable) throw new Error("Cannot write: this is a read, a transaction is needed");
    if (this.#ended) throw new Error("Cannot write: the transaction is over");
    this.writes.set(writeKey(write.kind, write, write.id), write);
  }
}

/** The account and region that a record of the kind is kept under. */
function scopeOf(kind: RecordKind, scope: Scope): Scope {
  if (MACHINE_KINDS.has(kind)) return MACHINE_SCOPE;
  return { account: scope.account, region: scope.region };
}

function scopeKey(scope: Scope): string {
  return `${scope.account}\n${scope.region}`;
}

function writeKey(kind: RecordKind, scope: Scope, id: string): string {
  return `${bucketKey(kind, scope)}\n${id}`;
}
