// Records are handed out as they are stored, so nobody may change one: a body is copied once on its way in and
// frozen all the way down. Dates cannot be frozen; nothing here changes one.

/** A deeply frozen copy of plain data; Date and Uint8Array are copied as such. Undefined members are left out. */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copy));
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    Object.defineProperty(result, name, {
      value: copy(member),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return Object.freeze(result);
}
