// What a live list shows: rows that were asked for and rows that came, the newest first, each once. Pure.

/** More are not kept: a list is looked through by a person. */
export const LIVE_ROWS_MAX = 2_000;

export interface RowOrder<T> {
  readonly idOf: (row: T) => string;
  /** Wall time. */
  readonly startOf: (row: T) => number;
}

/** The rows of both, the newest first; of two with one id that of `come`. */
export function mergeRows<T>(
  rows: readonly T[],
  come: readonly T[],
  { idOf, startOf }: RowOrder<T>,
): readonly T[] {
  if (come.length === 0) return rows;
  const byId = new Map<string, T>();
  for (const row of rows) byId.set(idOf(row), row);
  for (const row of come) byId.set(idOf(row), row);
  return [...byId.values()].sort((a, b) => startOf(b) - startOf(a)).slice(0, LIVE_ROWS_MAX);
}
