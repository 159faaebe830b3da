// Record bodies as JSON text, readable with any SQLite tool. Date and bytes are objects with one "$" member; a
// name of the data's own that begins with "$" gets a second one.

/** Plain data to JSON. */
export function encodeRecord(body: unknown): string {
  return JSON.stringify(tag(body));
}

/** The inverse of encodeRecord. */
export function decodeRecord(text: string): unknown {
  return untag(JSON.parse(text));
}

function tag(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(tag);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [name.startsWith("$") ? `$${name}` : name, tag(member)] as const);
  return Object.fromEntries(entries);
}

function untag(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(untag);
  const members = value as Record<string, unknown>;
  if (typeof members["$date"] === "string") return new Date(members["$date"]);
  if (typeof members["$bytes"] === "string") {
    return Uint8Array.from(Buffer.from(members["$bytes"], "base64"));
  }
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name.startsWith("$") ? name.slice(1) : name,
      untag(member),
    ]),
  );
}
