// The six fields that a rule's condition can be about: how each is read from a request, what it allows, and how it is
// shown. Wildcards are `*` and `?`; regular expressions (RegexValues) may stand in their place for three fields.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import ipaddr from "ipaddr.js";
import { validationError } from "../../protocol/constraints.ts";

const VALUE_LENGTH_MAX = 128;
const HEADER_NAME_LENGTH_MAX = 40;
const METHOD_LENGTH_MAX = 40;

/** What a condition of a request came to. */
export interface ConditionContent {
  readonly shown: RuleCondition;
  readonly valueCount: number;
  readonly wildcardCount: number;
}

export interface ConditionField {
  readonly name: string;
  /** Whether a rule may have several conditions on it. */
  readonly repeatable: boolean;
  readonly read: (condition: RuleCondition) => ConditionContent;
}

/** Values and expressions of a condition that may have either. */
interface Patterns {
  readonly values: string[] | undefined;
  readonly regexValues: string[] | undefined;
}

/** The fields, in the order in which AWS names them. */
export const CONDITION_FIELDS: readonly ConditionField[] = [
  { name: "path-pattern", repeatable: false, read: readPathPattern },
  { name: "host-header", repeatable: false, read: readHostHeader },
  { name: "http-header", repeatable: true, read: readHttpHeader },
  { name: "http-request-method", repeatable: false, read: readHttpRequestMethod },
  { name: "query-string", repeatable: true, read: readQueryString },
  { name: "source-ip", repeatable: false, read: readSourceIp },
];

export function conditionField(name: string): ConditionField | undefined {
  return CONDITION_FIELDS.find((field) => field.name === name);
}

function readPathPattern(condition: RuleCondition): ConditionContent {
  const patterns = readPatterns("path-pattern", condition, condition.PathPatternConfig);
  for (const value of patterns.values ?? []) {
    checkCharacters(value, /^[A-Za-z0-9_\-.$/~"'@:+&*? ]*$/);
  }
  return content(
    { Field: "path-pattern", ...shownPatterns("PathPatternConfig", patterns) },
    patterns,
  );
}

function readHostHeader(condition: RuleCondition): ConditionContent {
  const patterns = readPatterns("host-header", condition, condition.HostHeaderConfig);
  for (const value of patterns.values ?? []) {
    checkCharacters(value, /^[A-Za-z0-9\-.*?]*$/);
    // AWS's text asks for letters after the last dot; wildcards there ("app.*") are in common use and accepted. [I]
    if (!/\.[A-Za-z*?]+$/.test(value)) {
      throw validationError(`The 'host-header' value '${value}' is not a valid host name pattern`);
    }
  }
  return content(
    { Field: "host-header", ...shownPatterns("HostHeaderConfig", patterns) },
    patterns,
  );
}

function readHttpHeader(condition: RuleCondition): ConditionContent {
  const config = condition.HttpHeaderConfig;
  if (config === undefined) throw missingConfig("HttpHeaderConfig", "http-header");
  const name = config.HttpHeaderName ?? "";
  if (name === "") throw validationError("A header name must be specified with 'http-header'");
  checkLength("HttpHeaderName", name, HEADER_NAME_LENGTH_MAX);
  checkCharacters(name, /^[A-Za-z0-9!#$%&'*+\-.^_`|~]*$/);
  if (name.toLowerCase() === "host") {
    throw validationError("The 'host' header must be matched by a 'host-header' condition");
  }
  const patterns = checkedPatterns("http-header", config.Values, config.RegexValues);
  for (const value of patterns.values ?? []) checkCharacters(value, /^[\x20-\x7e]*$/);
  return content(
    { Field: "http-header", HttpHeaderConfig: { HttpHeaderName: name, ...ownPatterns(patterns) } },
    patterns,
  );
}

function readHttpRequestMethod(condition: RuleCondition): ConditionContent {
  const config = condition.HttpRequestMethodConfig;
  if (config === undefined) throw missingConfig("HttpRequestMethodConfig", "http-request-method");
  const values = requireValues(config.Values);
  for (const value of values) {
    checkLength("http-request-method", value, METHOD_LENGTH_MAX);
    if (!/^[A-Z_-]+$/.test(value)) {
      throw validationError(
        "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
      );
    }
  }
  return {
    shown: { Field: "http-request-method", HttpRequestMethodConfig: { Values: values } },
    valueCount: values.length,
    wildcardCount: 0,
  };
}

function readQueryString(condition: RuleCondition): ConditionContent {
  const config = condition.QueryStringConfig;
  if (config === undefined) throw missingConfig("QueryStringConfig", "query-string");
  const pairs = config.Values ?? [];
  if (pairs.length === 0) throw validationError("A condition value must be specified");
  let wildcardCount = 0;
  const values = pairs.map(({ Key, Value }) => {
    if (Value === undefined) {
      throw validationError("A 'Value' must be specified in 'QueryStringKeyValuePair'");
    }
    for (const part of [Key ?? "", Value]) {
      checkLength("query-string", part, VALUE_LENGTH_MAX);
      checkCharacters(part, /^[\x21-\x7e]*$/);
      // `\*` and `\?` are the characters themselves.
      wildcardCount += wildcardsIn(part.replaceAll(/\\[*?]/g, ""));
    }
    return { ...(Key !== undefined && { Key }), Value };
  });
  return {
    shown: { Field: "query-string", QueryStringConfig: { Values: values } },
    valueCount: values.length,
    wildcardCount,
  };
}

function readSourceIp(condition: RuleCondition): ConditionContent {
  const config = condition.SourceIpConfig;
  if (config === undefined) throw missingConfig("SourceIpConfig", "source-ip");
  const values = requireValues(config.Values);
  for (const value of values) {
    if (!ipaddr.isValidCIDR(value) || !/^[0-9a-fA-F.:]+\/\d+$/.test(value)) {
      throw validationError(`The 'source-ip' value '${value}' must be in CIDR format`);
    }
    if (value === "255.255.255.255/32") {
      throw validationError(`The 'source-ip' value '${value}' is not allowed`);
    }
  }
  return {
    shown: { Field: "source-ip", SourceIpConfig: { Values: values } },
    valueCount: values.length,
    wildcardCount: 0,
  };
}

/** Host and path conditions may be given in the older form, `Values` of the condition itself, or both alike. */
function readPatterns(
  name: string,
  condition: RuleCondition,
  config: { Values?: string[] | undefined; RegexValues?: string[] | undefined } | undefined,
): Patterns {
  const older = condition.Values ?? [];
  const newer = config?.Values ?? [];
  if (older.length > 0 && newer.length > 0 && older.join("\n") !== newer.join("\n")) {
    throw validationError(`The values of a '${name}' condition can be specified only once`);
  }
  const olderRegex = condition.RegexValues ?? [];
  return checkedPatterns(
    name,
    newer.length > 0 ? newer : older,
    (config?.RegexValues ?? []).length > 0 ? config?.RegexValues : olderRegex,
  );
}

function checkedPatterns(
  name: string,
  values: readonly string[] | undefined,
  regexValues: readonly string[] | undefined,
): Patterns {
  const hasValues = (values ?? []).length > 0;
  const hasRegexValues = (regexValues ?? []).length > 0;
  if (hasValues && hasRegexValues) {
    throw validationError(`You cannot specify both values and regex values for '${name}'`);
  }
  if (!hasRegexValues) {
    const required = requireValues(values);
    for (const value of required) checkLength(name, value, VALUE_LENGTH_MAX);
    return { values: required, regexValues: undefined };
  }
  for (const value of regexValues ?? []) {
    checkLength(name, value, VALUE_LENGTH_MAX);
    if (!isRegularExpression(value)) {
      throw validationError(`The '${name}' value '${value}' is not a valid regular expression`);
    }
  }
  return { values: undefined, regexValues: [...(regexValues ?? [])] };
}

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function ownPatterns({ values, regexValues }: Patterns): {
  Values?: string[];
  RegexValues?: string[];
} {
  return {
    ...(values !== undefined && { Values: values }),
    ...(regexValues !== undefined && { RegexValues: regexValues }),
  };
}

function shownPatterns(
  member: "PathPatternConfig" | "HostHeaderConfig",
  patterns: Patterns,
): RuleCondition {
  return { ...ownPatterns(patterns), [member]: ownPatterns(patterns) };
}

function content(shown: RuleCondition, { values, regexValues }: Patterns): ConditionContent {
  let wildcardCount = 0;
  for (const value of values ?? []) wildcardCount += wildcardsIn(value);
  return { shown, valueCount: (values ?? regexValues ?? []).length, wildcardCount };
}

function requireValues(values: readonly string[] | undefined): string[] {
  if (values === undefined || values.length === 0 || values.includes("")) {
    throw validationError("A condition value must be specified");
  }
  return [...values];
}

function checkLength(name: string, value: string, lengthMax: number): void {
  if (value.length > lengthMax) {
    throw validationError(`The '${name}' value is too long; the limit is '${lengthMax}'`);
  }
}

function checkCharacters(value: string, allowed: RegExp): void {
  if (!allowed.test(value)) {
    throw validationError(`Condition value '${value}' contains a character that is not valid`);
  }
}

function missingConfig(member: string, field: string): Error {
  return validationError(`A '${member}' must be specified with '${field}'`);
}

function wildcardsIn(value: string): number {
  return value.split(/[*?]/).length - 1;
}
