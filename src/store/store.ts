// The record store as everything else sees it. Asynchronous, so that a database on another machine can stand
// behind it; transactions are serial and all or nothing; what `transaction` has returned from survives a crash.
import type { RecordBodies, RecordChange, RecordKind, Scope, StoredRecord } from "./records.ts";

/** Reads and writes within one account and region. Reads see this transaction's own writes. */
export interface ScopedRecords {
  readonly scope: Scope;
  get<K extends RecordKind>(kind: K, id: string): Promise<RecordBodies[K] | undefined>;
  /** All records of the kind whose id begins with `idPrefix`, in order of id. */
  list<K extends RecordKind>(kind: K, idPrefix?: string): Promise<StoredRecord<K>[]>;
  /** The body is copied; it must be plain data (Date and Uint8Array included). */
  put<K extends RecordKind>(kind: K, id: string, body: RecordBodies[K]): void;
  delete(kind: RecordKind, id: string): void;
}

/** Records of every account and region. */
export interface AllRecords {
  in(scope: Scope): ScopedRecords;
  all<K extends RecordKind>(kind: K): Promise<StoredRecord<K>[]>;
  /** Every account and region that has a record. */
  scopes(): Promise<Scope[]>;
}

export interface Store {
  /** Runs `work` alone; commits when it fulfils, changes nothing when it rejects. */
  transaction<T>(work: (records: AllRecords) => Promise<T>): Promise<T>;
  /** Reads a consistent state, without waiting for writers. Writing in it throws. */
  read<T>(work: (records: AllRecords) => Promise<T>): Promise<T>;
  /**
   * Called once after each commit with its changes, in order of commits. A returned promise is waited for
   * before `transaction` fulfils, so that what was acknowledged is live.
   */
  subscribe(listener: (changes: readonly RecordChange[]) => Promise<void> | void): void;
  close(): Promise<void>;
}
