// Values as text that is the same where they mean the same: members in order of name, and nothing of what is empty.
// API Gateway answers an empty template, map or list in one place and leaves it out in another.

type Plain = Record<string, unknown>;

/** The value without members that hold nothing; undefined when nothing is left. */
export function withoutEmpty(value: unknown): unknown {
  if (value === null || value === undefined || value === "") return undefined;
  if (typeof value !== "object" || value instanceof Date) return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  const kept: Plain = {};
  for (const [name, member] of Object.entries(value)) {
    const left = withoutEmpty(member);
    if (left !== undefined) kept[name] = left;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Equal texts for equal values. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(sorted(withoutEmpty(value))) ?? "";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Plain)[name])]));
}
