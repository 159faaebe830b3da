// Reads the query of /_postern/…: every parameter is known, stands once and has a value that can be understood;
// otherwise the answer says which one does not.
import { isStatusClass } from "../telemetry/requests/status-class.ts";

/** A query that cannot be understood; the message is for people. */
export class QueryError extends Error {}

const VALUE_CHARACTERS_MAX = 2_048;

export class QueryParameters {
  readonly #values = new Map<string, string>();

  /** `known`: the names that may occur. */
  constructor(rawQuery: string, known: readonly string[]) {
    for (const [name, value] of new URLSearchParams(rawQuery)) {
      if (!known.includes(name)) {
        throw new QueryError(
          `There is no parameter "${name.slice(0, 64)}" here; there are ${known.join(", ")}`,
        );
      }
      if (this.#values.has(name)) throw new QueryError(`Parameter "${name}" is there twice`);
      if (value.length > VALUE_CHARACTERS_MAX) {
        throw new QueryError(
          `Parameter "${name}" is longer than ${VALUE_CHARACTERS_MAX} characters`,
        );
      }
      this.#values.set(name, value);
    }
  }

  /** Null when it is not there or empty. */
  text(name: string): string | null {
    const value = this.#values.get(name);
    return value === undefined || value === "" ? null : value;
  }

  method(): string | null {
    return this.text("method")?.toUpperCase() ?? null;
  }

  /** "404" or "4xx". */
  status(): string | null {
    const value = this.text("status")?.toLowerCase() ?? null;
    if (value === null || isStatusClass(value)) return value;
    throw new QueryError('Parameter "status" must be a status such as 404 or a class such as 4xx');
  }

  /** "?failed" alone says yes, too. */
  flag(name: string): boolean {
    const value = this.#values.get(name);
    if (value === undefined || value === "false" || value === "0") return false;
    if (value === "" || value === "true" || value === "1") return true;
    throw new QueryError(`Parameter "${name}" must be true or false`);
  }

  /** A count of 1 to `most`. */
  limit(usual: number, most: number): number {
    const value = this.text("limit");
    if (value === null) return usual;
    const limit = Number(value);
    if (/^\d{1,6}$/.test(value) && limit >= 1 && limit <= most) return limit;
    throw new QueryError(`Parameter "limit" must be a number from 1 to ${most}`);
  }

  /** Milliseconds since 1970, or a date and time as ISO 8601 has it. */
  time(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (/^\d{1,15}(?:\.\d{1,9})?$/.test(value)) return Number(value);
    const parsed = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(parsed)) return parsed;
    throw new QueryError(
      `Parameter "${name}" must be milliseconds since 1970 or a time such as 2026-01-31T12:00:00Z`,
    );
  }
}
