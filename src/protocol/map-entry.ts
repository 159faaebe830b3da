// Maps whose keys come from outside, as plain objects.

/** Sets a key of the client's choosing; `__proto__` is a key like any other. */
export function setMapEntry(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(map, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else map[key] = value;
}
