// The SQLite file of the telemetry store: opened, brought to this version's format, or moved aside when it cannot be
// read. Statements are prepared once each. It knows no table.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { TELEMETRY_MIGRATIONS } from "./telemetry-schema.ts";

const FILE_NAME = "telemetry.sqlite";
/** What is in the file, and what SQLite puts beside it. */
const FILE_ENDINGS = ["", "-wal", "-shm", "-journal"];
/** How long another connection (an earlier thread's, ending) is waited for. */
const BUSY_TIME_MS = 2_000;
/** The write-ahead log is cut back to this size after a checkpoint. */
const WAL_BYTES_MAX = 16 * 1024 * 1024;

/** SQLITE_CORRUPT, SQLITE_FORMAT and SQLITE_NOTADB (sqlite.org/rescode.html). */
const CORRUPT_CODES: readonly number[] = [11, 24, 26];
/** SQLITE_ERROR. */
const SQL_ERROR_CODE = 1;

export type Row = Record<string, string | number | null | Uint8Array>;

/** Whether SQLite says that the file is no database, or no longer one. */
export function saysCorrupt(cause: unknown): boolean {
  return CORRUPT_CODES.includes(primaryCodeOf(cause));
}

/** Whether SQLite says that the file cannot be used, for now or at all: anything but a mistake in a statement. */
export function saysUnusable(cause: unknown): boolean {
  const code = primaryCodeOf(cause);
  return code !== 0 && code !== SQL_ERROR_CODE;
}

/** An error's code of SQLite without what refines it; 0 for other errors. */
function primaryCodeOf(cause: unknown): number {
  const code = (cause as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code & 0xff : 0;
}

export class TelemetryFile {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Throws what SQLite or the file system says. `directory` null: in memory. */
  constructor(directory: string | null) {
    this.#path = directory === null ? ":memory:" : join(directory, FILE_NAME);
    if (directory !== null) mkdirSync(directory, { recursive: true });
    this.#database = new DatabaseSync(this.#path, { timeout: BUSY_TIME_MS });
    try {
      this.#prepare();
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  /** Moves the files of `directory` aside; answers their new name, "" where there were none. */
  static moveAside(directory: string, nowMs: number): string {
    const path = join(directory, FILE_NAME);
    if (!existsSync(path)) return "";
    const stamp = new Date(nowMs).toISOString().replace(/[^0-9TZ]/g, "");
    const aside = `${path}.corrupt-${stamp}`;
    for (const ending of FILE_ENDINGS) {
      if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
    }
    return aside;
  }

  static remove(directory: string): void {
    for (const ending of FILE_ENDINGS) rmSync(join(directory, FILE_NAME) + ending, { force: true });
  }

  get sizeBytes(): number {
    return (
      (this.#pragma("page_count") - this.#pragma("freelist_count")) * this.#pragma("page_size")
    );
  }

  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...values);
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** The first rows, as long as `isEnough` does not end it; the row that it is asked about is among them. */
  some(sql: string, values: SQLInputValue[], isEnough: (row: Row) => boolean): Row[] {
    const rows: Row[] = [];
    for (const row of this.#statement(sql).iterate(...values)) {
      rows.push(row as Row);
      if (isEnough(row as Row)) break;
    }
    return rows;
  }

  /** Row by row; none is kept, and no other statement of that text may run meanwhile. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values) as Iterable<Row>;
  }

  /** All of it or nothing. */
  transaction<T>(work: () => T): T {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (cause) {
      // A full disk rolls back by itself; anything else must be rolled back here.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw cause;
    }
  }

  /** Gives free pages back to the disk, some at a time. */
  shrink(pages: number): void {
    if (this.#pragma("freelist_count") > 0) {
      this.#database.exec(`PRAGMA incremental_vacuum(${pages})`);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(): void {
    const database = this.#database;
    database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    database.exec(`PRAGMA journal_size_limit = ${WAL_BYTES_MAX}`);
    const version = this.#pragma("user_version");
    if (version > TELEMETRY_MIGRATIONS.length) {
      throw new Error(
        `Cannot use ${this.#path}: its format is version ${version}, ` +
          `this Postern knows versions up to ${TELEMETRY_MIGRATIONS.length}`,
      );
    }
    for (const [index, migration] of TELEMETRY_MIGRATIONS.entries()) {
      if (index < version) continue;
      database.exec(`BEGIN IMMEDIATE; ${migration}; PRAGMA user_version = ${index + 1}; COMMIT`);
    }
    // Takes the lock now rather than at the first write.
    database.exec("BEGIN IMMEDIATE; COMMIT");
  }

  #pragma(name: string): number {
    const row = this.get(`PRAGMA ${name}`);
    return row === undefined ? 0 : Number(row[name]);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
