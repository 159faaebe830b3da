// How an attribute of a load balancer, listener or target group is described: its key, what it may be set to, what it
// is when nobody set it, and whether the data plane acts on it. The lists themselves stand in
// load-balancer-attributes.ts, listener-attributes.ts and target-group-attributes.ts.
import { validationError } from "../../protocol/constraints.ts";

/** Says what values are allowed, or undefined when `value` is one of them. */
export type AttributeRule = (value: string) => string | undefined;

export interface AttributeDefinition {
  readonly key: string;
  readonly defaultValue: string;
  readonly rule: AttributeRule;
  /** False: the value is kept and shown, but nothing acts on it yet. */
  readonly hasEffect: boolean;
}

/** An attribute as AWS lists it. */
export interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** "true" or "false". */
export function boolean(value: string): string | undefined {
  return value === "true" || value === "false" ? undefined : "must be 'true' or 'false'";
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): AttributeRule {
  return (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
      ? undefined
      : `must be between ${min} and ${max} inclusive`;
}

/** "off" or a whole number from `min` to `max`. */
export function integerOrOff(min: number, max: number): AttributeRule {
  const isInteger = integer(min, max);
  return (value) =>
    value === "off" || isInteger(value) === undefined
      ? undefined
      : `must be 'off' or between ${min} and ${max} inclusive`;
}

export function oneOf(...allowed: readonly string[]): AttributeRule {
  return (value) =>
    allowed.includes(value) ? undefined : `must be one of '${allowed.join(", ")}'`;
}

/** Text of up to `lengthMax` characters that `pattern` allows. */
export function text(lengthMax: number, pattern = /^[^\p{Cc}]*$/u): AttributeRule {
  return (value) => {
    if (value.length > lengthMax) return `must have at most ${lengthMax} characters`;
    return pattern.test(value) ? undefined : "contains a character that is not valid";
  };
}

/** Refuses a value that the attribute may not have. */
export function checkAttributeValue(definition: AttributeDefinition, value: string): void {
  const problem = definition.rule(value);
  // [I] AWS names the key and the allowed values; its exact words are not known.
  if (problem !== undefined) {
    throw validationError(`The value '${value}' of attribute '${definition.key}' ${problem}`);
  }
}

/** The attributes of a resource nobody has set any of. */
export function defaultAttributes(
  definitions: readonly AttributeDefinition[],
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { key, defaultValue } of definitions) attributes[key] = defaultValue;
  return attributes;
}

/** The attributes as AWS lists them. */
export function attributeList(
  attributes: Readonly<Record<string, string>>,
): { Key: string; Value: string }[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
