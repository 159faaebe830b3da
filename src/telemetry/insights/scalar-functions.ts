// The functions of Insights on single values. Those that take a period (bin, datefloor, dateceil) are read by the
// parser; the ones that look at many events are in aggregate.ts.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
import { isValidIp, isValidIpV4, isValidIpV6, isInSubnet } from "./address-functions.ts";
import type { InsightsValue, ScalarFunction } from "./insights-plan.ts";
import { isTrue, numberOf, textOf } from "./insights-value.ts";

export interface FunctionDefinition {
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  readonly apply: ScalarFunction;
}

/** Arguments of concat(), greatest() … at most. */
const ARGUMENTS_MAX = 100;
/** Texts that functions make are cut there. */
const TEXT_LENGTH_MAX = 256 * 1024;

type Texts = readonly string[];

function withArguments(min: number, max: number, apply: ScalarFunction): FunctionDefinition {
  return { argumentsMin: min, argumentsMax: max, apply };
}

/** Of one number; null where it is none. */
function ofNumber(compute: (value: number) => number): FunctionDefinition {
  return withArguments(1, 1, ([value = null]) => {
    const number = numberOf(value);
    return number === null ? null : finite(compute(number));
  });
}

function ofNumbers(choose: (...values: number[]) => number): FunctionDefinition {
  return withArguments(1, ARGUMENTS_MAX, (values) => {
    const numbers = values.map(numberOf).filter((number) => number !== null);
    return numbers.length === 0 ? null : choose(...numbers);
  });
}

/** Of texts; null where the first is not there. */
function ofTexts(
  min: number,
  max: number,
  compute: (texts: Texts) => InsightsValue,
): FunctionDefinition {
  return withArguments(min, max, (values) =>
    values[0] === null ? null : bounded(compute(values.map(textOf))),
  );
}

function bounded(value: InsightsValue): InsightsValue {
  return typeof value === "string" ? value.slice(0, TEXT_LENGTH_MAX) : value;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Without characters: white space. */
function trimmedStart(text: string, characters: string | undefined): string {
  if (characters === undefined) return text.trimStart();
  let at = 0;
  while (at < text.length && characters.includes(text.charAt(at))) at++;
  return text.slice(at);
}

function trimmedEnd(text: string, characters: string | undefined): string {
  if (characters === undefined) return text.trimEnd();
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** From an index, counted from 0, so many characters; without a number, to the end. */
function substring([text = "", start = "", length]: Texts): string {
  const from = Math.max(0, Math.trunc(Number(start)) || 0);
  if (length === undefined) return text.slice(from);
  return text.slice(from, from + Math.max(0, Math.trunc(Number(length)) || 0));
}

function replaced([text = "", search = "", replacement = ""]: Texts): string {
  if (search === "") return text;
  // Made longer part by part only as far as it is kept.
  let made = "";
  let at = 0;
  while (made.length < TEXT_LENGTH_MAX) {
    const found = text.indexOf(search, at);
    if (found === -1) return made + text.slice(at);
    made += text.slice(at, found) + replacement;
    at = found + search.length;
  }
  return made;
}

/** By their names in lower case. */
export const SCALAR_FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map([
  ["abs", ofNumber(Math.abs)],
  ["ceil", ofNumber(Math.ceil)],
  ["floor", ofNumber(Math.floor)],
  ["log", ofNumber(Math.log)],
  ["sqrt", ofNumber(Math.sqrt)],
  ["greatest", ofNumbers(Math.max)],
  ["least", ofNumbers(Math.min)],
  ["now", withArguments(0, 0, (_, { nowMs }) => Math.floor(nowMs / 1000))],
  [
    "frommillis",
    withArguments(1, 1, ([value = null]) => {
      const timeMs = numberOf(value);
      return timeMs === null ? null : { timeMs };
    }),
  ],
  ["tomillis", ofNumber((value) => value)],
  ["ispresent", withArguments(1, 1, ([value = null]) => value !== null)],
  [
    "coalesce",
    withArguments(1, ARGUMENTS_MAX, (values) => values.find((value) => value !== null) ?? null),
  ],
  [
    "if",
    withArguments(3, 3, ([condition = null, yes = null, no = null]) =>
      isTrue(condition) ? yes : no,
    ),
  ],
  ["isempty", withArguments(1, 1, ([value = null]) => textOf(value) === "")],
  ["isblank", withArguments(1, 1, ([value = null]) => textOf(value).trim() === "")],
  ["concat", withArguments(1, ARGUMENTS_MAX, (values) => bounded(values.map(textOf).join("")))],
  ["strlen", ofTexts(1, 1, ([text = ""]) => text.length)],
  ["toupper", ofTexts(1, 1, ([text = ""]) => text.toUpperCase())],
  ["tolower", ofTexts(1, 1, ([text = ""]) => text.toLowerCase())],
  ["ltrim", ofTexts(1, 2, ([text = "", characters]) => trimmedStart(text, characters))],
  ["rtrim", ofTexts(1, 2, ([text = "", characters]) => trimmedEnd(text, characters))],
  [
    "trim",
    ofTexts(1, 2, ([text = "", characters]) =>
      trimmedEnd(trimmedStart(text, characters), characters),
    ),
  ],
  ["substr", ofTexts(2, 3, substring)],
  ["replace", ofTexts(3, 3, replaced)],
  ["strcontains", ofTexts(2, 2, ([text = "", part = ""]) => text.includes(part))],
  ["isvalidip", ofTexts(1, 1, ([text = ""]) => isValidIp(text))],
  ["isvalidipv4", ofTexts(1, 1, ([text = ""]) => isValidIpV4(text))],
  ["isvalidipv6", ofTexts(1, 1, ([text = ""]) => isValidIpV6(text))],
  ["isipinsubnet", ofTexts(2, 2, ([text = "", subnet = ""]) => isInSubnet(text, subnet, null))],
  ["isipv4insubnet", ofTexts(2, 2, ([text = "", subnet = ""]) => isInSubnet(text, subnet, "ipv4"))],
  ["isipv6insubnet", ofTexts(2, 2, ([text = "", subnet = ""]) => isInSubnet(text, subnet, "ipv6"))],
]);
