// Lengths of texts, which the SDK's schemas do not know. AWS's model has them as StringWithLengthBetween1And128 and
// the like; how this service words the refusal is not documented, so the wording is that of the other services [I].
import { badRequest } from "./api-errors.ts";

/** Throws when `value` is there and its length is not between the two, both allowed. */
export function checkLength(
  member: string,
  value: string | undefined,
  lengthMin: number,
  lengthMax: number,
): void {
  if (value === undefined) return;
  let wanted: string;
  if (value.length < lengthMin) wanted = `greater than or equal to ${lengthMin}`;
  else if (value.length > lengthMax) wanted = `less than or equal to ${lengthMax}`;
  else return;
  throw badRequest(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must have length ${wanted}`,
  );
}
