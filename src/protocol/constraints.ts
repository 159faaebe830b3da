// The constraints that SDK schemas do not carry (enumerations, patterns, lengths, ranges), checked by operations and
// said in the words of AWS's own validation: all violations in one message, in the order they were checked.
//
//     new Constraints()
//       .enumeration("createApiInput.protocolType", input.ProtocolType, ["WEBSOCKET", "HTTP"])
//       .length("createApiInput.name", input.Name, { min: 1, max: 128 })
//       .throwIfViolated();
import { FrameworkError } from "./framework-error.ts";

/** `min` and `max` are both inclusive. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A validation error with a message of its own; `ValidationError` in query protocols, by itself. */
export function validationError(message: string): FrameworkError {
  return new FrameworkError("ValidationException", 400, message);
}

/** `2 validation errors detected: A; B`. */
export function violationsError(violations: readonly string[]): FrameworkError {
  const noun = violations.length === 1 ? "error" : "errors";
  return validationError(
    `${violations.length} validation ${noun} detected: ${violations.join("; ")}`,
  );
}

/** `Value null at 'createApiInput.name' failed to satisfy constraint: Member must not be null`. */
export function nullViolation(path: string): string {
  return `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
}

/** How AWS writes a value into a message: lists and maps in the manner of Java. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}=${formatValue(entry)}`);
    return `{${entries.join(", ")}}`;
  }
  return String(value);
}

/** Collects violations. Values that are undefined satisfy every constraint but `notNull`. */
export class Constraints {
  readonly #violations: string[] = [];

  get violations(): readonly string[] {
    return this.#violations;
  }

  notNull(path: string, value: unknown): this {
    if (value === undefined || value === null) this.#violations.push(nullViolation(path));
    return this;
  }

  enumeration(path: string, value: string | undefined, allowed: readonly string[]): this {
    if (value === undefined || allowed.includes(value)) return this;
    return this.violate(path, value, `Member must satisfy enum value set: [${allowed.join(", ")}]`);
  }

  /** Each element of a list; AWS names the list and nests the constraint. */
  enumerationList(
    path: string,
    values: readonly string[] | undefined,
    allowed: readonly string[],
  ): this {
    if (values === undefined || values.every((value) => allowed.includes(value))) return this;
    const inner = `Member must satisfy enum value set: [${allowed.join(", ")}]`;
    return this.violate(path, values, `Member must satisfy constraint: [${inner}]`);
  }

  /** The whole value must match; `pattern` is printed as it is written, without anchors unless it has them. */
  pattern(path: string, value: string | undefined, pattern: RegExp): this {
    if (value === undefined) return this;
    const match = pattern.exec(value);
    pattern.lastIndex = 0;
    if (match !== null && match[0].length === value.length) return this;
    return this.violate(
      path,
      value,
      `Member must satisfy regular expression pattern: ${pattern.source}`,
    );
  }

  /** Characters of a string, or elements of a list or map. */
  length(
    path: string,
    value: string | readonly unknown[] | object | undefined,
    bounds: Bounds,
  ): this {
    if (value === undefined) return this;
    const length = lengthOf(value);
    if (bounds.min !== undefined && length < bounds.min) {
      this.violate(path, value, `Member must have length greater than or equal to ${bounds.min}`);
    }
    if (bounds.max !== undefined && length > bounds.max) {
      this.violate(path, value, `Member must have length less than or equal to ${bounds.max}`);
    }
    return this;
  }

  range(path: string, value: number | undefined, bounds: Bounds): this {
    if (value === undefined) return this;
    // Written so that NaN violates both.
    if (bounds.min !== undefined && !(value >= bounds.min)) {
      this.violate(path, value, `Member must have value greater than or equal to ${bounds.min}`);
    }
    if (bounds.max !== undefined && !(value <= bounds.max)) {
      this.violate(path, value, `Member must have value less than or equal to ${bounds.max}`);
    }
    return this;
  }

  /** A constraint of another kind: `Value 'x' at 'path' failed to satisfy constraint: …`. */
  violate(path: string, value: unknown, constraint: string): this {
    this.#violations.push(
      `Value '${formatValue(value)}' at '${path}' failed to satisfy constraint: ${constraint}`,
    );
    return this;
  }

  throwIfViolated(): void {
    if (this.#violations.length > 0) throw violationsError(this.#violations);
  }
}

function lengthOf(value: string | readonly unknown[] | object): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return Object.keys(value).length;
}
