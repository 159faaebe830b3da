// CloudFormation's intrinsic functions, as far as their values can be known before deployment. Each is given its
// argument as written; what cannot be known is an unresolved value, what is malformed too.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import { isObject, listOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import { unresolved } from "../unresolved.ts";
import { cidrBlocks } from "./cloudformation-cidr.ts";
import { isUnknown, type Evaluator, type Truth } from "./cloudformation-evaluator.ts";

type IntrinsicFunction = (argument: unknown, evaluator: Evaluator) => unknown;

/** Longer texts are not put together. */
export const TEXT_LENGTH_MAX = 256 * 1024;
export const LIST_LENGTH_MAX = 10_000;

/** By the key of an object that has no other. */
export const intrinsicFunctions: ReadonlyMap<string, IntrinsicFunction> = new Map<
  string,
  IntrinsicFunction
>([
  ["Ref", (name, evaluator) => evaluator.ref(textOf(name) ?? "")],
  ["Fn::GetAtt", getAttribute],
  ["Fn::Sub", substitute],
  ["Fn::Join", join],
  ["Fn::If", choose],
  ["Fn::FindInMap", findInMap],
  ["Fn::Select", select],
  ["Fn::Split", split],
  ["Fn::ImportValue", importValue],
  ["Fn::Base64", (value, evaluator) => base64(evaluator.evaluate(value))],
  ["Fn::Cidr", cidr],
  ["Fn::GetAZs", availabilityZones],
  ["Fn::Length", length],
  ["Fn::ToJsonString", toJson],
  ["Fn::Transform", transform],
  ["Fn::Equals", truthFunction],
  ["Fn::And", truthFunction],
  ["Fn::Or", truthFunction],
  ["Fn::Not", truthFunction],
]);

function getAttribute(argument: unknown, evaluator: Evaluator): unknown {
  const text = textOf(argument);
  const dot = text?.indexOf(".") ?? -1;
  const parts = text === undefined ? listOf(argument) : [text.slice(0, dot), text.slice(dot + 1)];
  const attribute = evaluator.evaluate(
    parts.slice(1).length > 1 ? parts.slice(1).join(".") : parts[1],
  );
  return evaluator.attribute(textOf(parts[0]) ?? "", textOf(attribute) ?? "");
}

function substitute(argument: unknown, evaluator: Evaluator): unknown {
  const parts = listOf(argument);
  const text = textOf(argument) ?? textOf(evaluator.evaluate(parts[0]));
  if (text === undefined) return unresolved("Fn::Sub without text");
  const variables = objectOf(parts[1]);
  let result = "";
  let from = 0;
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const name = (match[1] ?? "").trim();
    result += text.slice(from, match.index);
    result += name.startsWith("!") ? `\${${name.slice(1)}}` : variable(name, variables, evaluator);
    from = match.index + match[0].length;
    if (result.length > TEXT_LENGTH_MAX) return unresolved("a text that is too long");
  }
  return result + text.slice(from);
}

function variable(
  name: string,
  variables: Readonly<Record<string, unknown>>,
  evaluator: Evaluator,
): string {
  if (Object.hasOwn(variables, name)) return asText(evaluator.evaluate(variables[name]));
  const dot = name.indexOf(".");
  const value =
    dot === -1 ? evaluator.ref(name) : evaluator.attribute(name.slice(0, dot), name.slice(dot + 1));
  return asText(value);
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => textOf(entry) ?? "").join(",");
  return textOf(value) ?? (value === undefined ? "" : unresolved("a value that is no text"));
}

function join(argument: unknown, evaluator: Evaluator): unknown {
  const [delimiter, values] = listOf(argument);
  const list = evaluator.evaluate(values);
  if (isUnknown(list)) return list;
  const text = listOf(list)
    .map(asText)
    .join(textOf(evaluator.evaluate(delimiter)) ?? "");
  return text.length > TEXT_LENGTH_MAX ? unresolved("a text that is too long") : text;
}

function choose(argument: unknown, evaluator: Evaluator): unknown {
  const [name, whenTrue, whenFalse] = listOf(argument);
  const condition = textOf(name) ?? "";
  const truth = evaluator.condition(condition);
  if (truth === true) return evaluator.evaluate(whenTrue);
  if (truth === false) return evaluator.evaluate(whenFalse);
  const either = evaluator.evaluate(whenTrue);
  const same = JSON.stringify(either) === JSON.stringify(evaluator.evaluate(whenFalse));
  return same ? either : unresolved(`condition ${condition}: ${truth}`);
}

function findInMap(argument: unknown, evaluator: Evaluator): unknown {
  const parts = listOf(argument);
  const [map, first, second] = parts.slice(0, 3).map((part) => evaluator.evaluate(part));
  for (const part of [map, first, second]) if (isUnknown(part)) return part;
  const found = evaluator.mapping(textOf(map) ?? "", textOf(first) ?? "", textOf(second) ?? "");
  if (found !== undefined) return found;
  const options = objectOf(parts[3]);
  if (Object.hasOwn(options, "DefaultValue")) return evaluator.evaluate(options["DefaultValue"]);
  return unresolved(`mapping ${textOf(map)} has no ${textOf(first)}/${textOf(second)}`);
}

function select(argument: unknown, evaluator: Evaluator): unknown {
  const parts = listOf(argument);
  const index = evaluator.evaluate(parts[0]);
  const list = evaluator.evaluate(parts[1]);
  if (isUnknown(index)) return index;
  // Of an unknown list two different entries are two different unknown values.
  if (isUnknown(list)) return `${list} [${textOf(index)}]`;
  return listOf(list)[Number(index)] ?? unresolved(`entry ${textOf(index)} of a shorter list`);
}

function split(argument: unknown, evaluator: Evaluator): unknown {
  const parts = listOf(argument);
  const delimiter = textOf(evaluator.evaluate(parts[0])) ?? "";
  const text = evaluator.evaluate(parts[1]);
  if (isUnknown(text)) return text;
  if (delimiter === "") return unresolved("Fn::Split without delimiter");
  return (textOf(text) ?? "").split(delimiter, LIST_LENGTH_MAX);
}

function importValue(argument: unknown, evaluator: Evaluator): unknown {
  const name = evaluator.evaluate(argument);
  return isUnknown(name) ? name : evaluator.importedValue(textOf(name) ?? "");
}

function base64(value: unknown): unknown {
  if (isUnknown(value)) return value;
  return Buffer.from(textOf(value) ?? "", "utf8").toString("base64");
}

function cidr(argument: unknown, evaluator: Evaluator): unknown {
  const [block, count, bits] = listOf(argument).map((part) => evaluator.evaluate(part));
  if (isUnknown(block)) return block;
  const blocks = cidrBlocks(textOf(block) ?? "", Number(count), Number(bits ?? 8));
  return blocks ?? unresolved(`Fn::Cidr of ${textOf(block)}`);
}

function availabilityZones(argument: unknown, evaluator: Evaluator): unknown {
  const asked = evaluator.evaluate(argument);
  if (isUnknown(asked)) return asked;
  const region = asked === "" || asked === undefined ? evaluator.region : textOf(asked);
  if (region === undefined) return unresolved("the region's zones");
  return ["a", "b", "c"].map((zone) => `${region}${zone}`);
}

function length(argument: unknown, evaluator: Evaluator): unknown {
  const list = evaluator.evaluate(argument);
  return isUnknown(list) ? list : listOf(list).length;
}

function toJson(argument: unknown, evaluator: Evaluator): unknown {
  const text = JSON.stringify(evaluator.evaluate(argument)) ?? "";
  return text.length > TEXT_LENGTH_MAX ? unresolved("a text that is too long") : text;
}

/** Of the macros only AWS::Include can be looked into: where its file lies beside the template. */
function transform(argument: unknown, evaluator: Evaluator): unknown {
  const { Name, Parameters } = objectOf(argument);
  const location = textOf(evaluator.evaluate(objectOf(Parameters)["Location"])) ?? "";
  const included = Name === "AWS::Include" ? evaluator.include(location) : undefined;
  return included === undefined
    ? unresolved(`macro ${textOf(Name) ?? ""} ${location}`.trimEnd())
    : evaluator.evaluate(included);
}

function truthFunction(_argument: unknown, _evaluator: Evaluator): unknown {
  return unresolved("a condition where a value was expected");
}

/** Whether a condition holds. */
export function truthOf(value: unknown, evaluator: Evaluator): Truth {
  if (!isObject(value)) return value === true || value === "true";
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  switch (name) {
    case "Condition":
      return evaluator.condition(textOf(argument) ?? "");
    case "Fn::Equals":
      return equal(listOf(argument).map((part) => evaluator.evaluate(part)));
    case "Fn::Not":
      return negated(truthOf(listOf(argument)[0], evaluator));
    case "Fn::And":
      return all(
        listOf(argument).map((part) => truthOf(part, evaluator)),
        true,
      );
    case "Fn::Or":
      return all(
        listOf(argument).map((part) => truthOf(part, evaluator)),
        false,
      );
    default: {
      const result = evaluator.evaluate(value);
      return isUnknown(result) ? "it cannot be known" : result === true || result === "true";
    }
  }
}

function equal([left, right]: readonly unknown[]): Truth {
  if (isUnknown(left) || isUnknown(right)) {
    return "it compares what is not known";
  }
  return (textOf(left) ?? JSON.stringify(left)) === (textOf(right) ?? JSON.stringify(right));
}

function negated(truth: Truth): Truth {
  return typeof truth === "string" ? truth : !truth;
}

/** "And" is true when none is false; "Or", its mirror image, false when none is true. */
function all(truths: readonly Truth[], neutral: boolean): Truth {
  if (truths.includes(!neutral)) return !neutral;
  return truths.find((truth) => typeof truth === "string") ?? neutral;
}
