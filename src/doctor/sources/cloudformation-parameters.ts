// The value of a template's parameter: what was given, its default, or the only value it allows.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
import { listOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import { isUnresolved, unresolved } from "../unresolved.ts";

/** `given`: undefined when nobody gave a value. */
export function parameterValue(name: string, parameter: JsonObject, given: unknown): unknown {
  const type = textOf(parameter["Type"]) ?? "String";
  const isList = type.startsWith("List<") || type === "CommaDelimitedList";
  const value = given ?? undefined;
  // What is given to a parameter of the Parameter Store's is the name of the value, not the value.
  if (type.startsWith("AWS::SSM::Parameter::Value<")) {
    return unresolved(`Ref to parameter ${name} in the Parameter Store`);
  }
  if (Array.isArray(value)) {
    const list = value.map((entry) => textOf(entry) ?? "");
    return isList ? list : list.join(",");
  }
  const allowed = listOf(parameter["AllowedValues"]);
  const text =
    textOf(value) ??
    textOf(parameter["Default"]) ??
    (allowed.length === 1 ? textOf(allowed[0]) : undefined);
  if (text === undefined) return unresolved(`Ref to parameter ${name}`);
  if (!isList || isUnresolved(text)) return text;
  return text === "" ? [] : text.split(",").map((entry) => entry.trim());
}
