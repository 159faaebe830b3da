// The store of a data directory: SQLite in WAL mode with synchronous FULL, so that what was acknowledged survives
// kill -9 and power loss. The database is opened exclusively: a second Postern on the same directory is refused
// by the operating system's file lock, which no crash leaves behind.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { EmbeddedStore, type Journal } from "./embedded-store.ts";
import { frozenCopy } from "./frozen-copy.ts";
import { RecordImage, type RecordWrite } from "./record-image.ts";
import { decodeRecord, encodeRecord } from "./record-text.ts";
import type { RecordBodies, RecordKind } from "./records.ts";
import type { Store } from "./store.ts";

/** Kept in SQLite's user_version. A migration brings version n (its index) to n + 1. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE record (
     kind TEXT NOT NULL,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     id TEXT NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (kind, account, region, id)
   ) WITHOUT ROWID`,
];

/** The data directory cannot be used; the message says why and is meant for the person who started Postern. */
export class DataDirectoryError extends Error {}

/** Opens (or makes) the store in `directory`. Throws DataDirectoryError. */
export function openSqliteStore(directory: string): Store {
  const database = openDatabase(directory);
  try {
    migrate(database, directory);
    return new EmbeddedStore(
      new RecordImage().with(readAll(database)),
      new SqliteJournal(database),
    );
  } catch (cause) {
    database.close();
    if (cause instanceof DataDirectoryError) throw cause;
    throw directoryError(directory, cause);
  }
}

function openDatabase(directory: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    database = new DatabaseSync(join(directory, "postern.sqlite"));
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    // Takes the lock now rather than at the first write.
    database.exec("BEGIN IMMEDIATE; COMMIT");
    return database;
  } catch (cause) {
    database?.close();
    throw directoryError(directory, cause);
  }
}

function directoryError(directory: string, cause: unknown): DataDirectoryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const explained = /locked|busy/i.test(reason)
    ? "another Postern is using it"
    : reason.replace(/\.$/, "");
  return new DataDirectoryError(`Cannot use the data directory ${directory}: ${explained}`, {
    cause,
  });
}

function migrate(database: DatabaseSync, directory: string): void {
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  const version = row.user_version;
  if (version > MIGRATIONS.length) {
    throw new DataDirectoryError(
      `Cannot use the data directory ${directory}: its format is version ${version}, ` +
        `this Postern knows versions up to ${MIGRATIONS.length}`,
    );
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${migration}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}

function* readAll(database: DatabaseSync): Iterable<RecordWrite> {
  const rows = database.prepare("SELECT kind, account, region, id, body FROM record").iterate();
  for (const row of rows) {
    const { kind, account, region, id, body } = row as Record<string, string>;
    yield {
      kind: kind as RecordKind,
      account: account as string,
      region: region as string,
      id: id as string,
      body: frozenCopy(decodeRecord(body as string)) as RecordBodies[RecordKind],
    };
  }
}

class SqliteJournal implements Journal {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = database.prepare(
      "INSERT OR REPLACE INTO record (kind, account, region, id, body) VALUES (?, ?, ?, ?, ?)",
    );
    this.#delete = database.prepare(
      "DELETE FROM record WHERE kind = ? AND account = ? AND region = ? AND id = ?",
    );
  }

  commit(writes: readonly RecordWrite[]): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const { kind, account, region, id, body } of writes) {
        if (body === null) this.#delete.run(kind, account, region, id);
        else this.#put.run(kind, account, region, id, encodeRecord(body));
      }
      this.#database.exec("COMMIT");
    } catch (cause) {
      // A full disk rolls back by itself; anything else must be rolled back here.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Cannot commit to the data directory: ${reason}`, { cause });
    }
  }

  close(): void {
    this.#database.close();
  }
}
