// Sets attributes of a resource: each known, each value allowed, all or none. The three operations that modify
// attributes differ only in their definitions and in the errors for keys that are unknown or another type's.
import type { Logger } from "../../base/logger.ts";
import {
  checkAttributeValue,
  type Attribute,
  type AttributeDefinition,
} from "./attribute-definition.ts";
import { warnOfAttributeWithoutEffect } from "./attributes-without-effect.ts";
import { Constraints } from "../../protocol/constraints.ts";

/** AWS takes up to 20 attributes in one call. */
const ATTRIBUTES_PER_CALL_MAX = 20;

export interface AttributeChange {
  readonly resourceArn: string;
  readonly present: Readonly<Record<string, string>>;
  readonly requested: readonly Attribute[];
  readonly definitions: readonly AttributeDefinition[];
  /** The error for a key that is in none of the definitions. */
  readonly unknownKey: (key: string) => Error;
}

/** The attributes after the change. */
export function modifiedAttributes(
  change: AttributeChange,
  logger: Logger,
): Record<string, string> {
  const keys = change.requested.map(({ Key }) => Key ?? "");
  new Constraints().length("attributes", keys, { max: ATTRIBUTES_PER_CALL_MAX }).throwIfViolated();
  const attributes: Record<string, string> = { ...change.present };
  for (const { Key = "", Value = "" } of change.requested) {
    const definition = change.definitions.find(({ key }) => key === Key);
    if (definition === undefined) throw change.unknownKey(Key);
    checkAttributeValue(definition, Value);
    warnOfAttributeWithoutEffect(logger, definition, {
      resourceArn: change.resourceArn,
      value: Value,
    });
    attributes[Key] = Value;
  }
  return attributes;
}
