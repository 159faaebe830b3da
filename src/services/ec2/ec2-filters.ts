// The Filters of Describe operations: filters are ANDed, values of one ORed; values may hold the wildcards * and ?
// (escaped by a backslash). https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
import type { Filter, Tag } from "@aws-sdk/client-ec2";
import { ec2Error } from "./ec2-errors.ts";

/** What a filter name stands for: the values of a resource that the filter's values are compared with. */
export type FilterFields<T> = Readonly<
  Record<string, (resource: T) => readonly (string | undefined)[]>
>;

/** EC2's limit of values for all filters of a request. */
const FILTER_VALUES_MAX = 200;

/** The resources that pass every filter. Throws InvalidParameterValue for a name that is not known. */
export function applyFilters<T extends { Tags?: Tag[] | undefined }>(
  resources: readonly T[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<T>,
): T[] {
  const tests = (filters ?? []).map((filter) => filterTest(filter, fields));
  const count = (filters ?? []).reduce((sum, { Values = [] }) => sum + Values.length, 0);
  if (count > FILTER_VALUES_MAX) {
    throw ec2Error(
      "FilterLimitExceeded",
      `The maximum number of filter values is ${FILTER_VALUES_MAX}`,
    );
  }
  return resources.filter((resource) => tests.every((test) => test(resource)));
}

function filterTest<T extends { Tags?: Tag[] | undefined }>(
  filter: Filter,
  fields: FilterFields<T>,
): (resource: T) => boolean {
  const name = filter.Name ?? "";
  const patterns = (filter.Values ?? []).map(wildcardTest);
  const matches = (values: readonly (string | undefined)[]) =>
    values.some((value) => value !== undefined && patterns.some((pattern) => pattern(value)));
  if (name.startsWith("tag:")) {
    const key = name.slice("tag:".length);
    return ({ Tags = [] }) =>
      matches(Tags.filter((tag) => tag.Key === key).map((tag) => tag.Value ?? ""));
  }
  if (name === "tag-key") return ({ Tags = [] }) => matches(Tags.map((tag) => tag.Key));
  const valuesOf = fields[name];
  if (valuesOf === undefined) {
    throw ec2Error("InvalidParameterValue", `The filter '${name}' is invalid`);
  }
  return (resource) => matches(valuesOf(resource));
}

/** A linear-time wildcard match: on a mismatch only the last * is tried again further on. */
function wildcardTest(pattern: string): (value: string) => boolean {
  const parts: (string | typeof ANY | typeof ONE)[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === "*") parts.push(ANY);
    else if (char === "?") parts.push(ONE);
    else if (char === "\\" && i + 1 < pattern.length) parts.push(pattern.charAt(++i));
    else parts.push(char);
  }
  return (value) => matchParts(parts, value);
}

const ANY = Symbol("*");
const ONE = Symbol("?");

function matchParts(parts: readonly (string | symbol)[], value: string): boolean {
  let part = 0;
  let at = 0;
  let starPart = -1;
  let starAt = 0;
  while (at < value.length) {
    const wanted = parts[part];
    if (wanted === ANY) {
      starPart = part++;
      starAt = at;
    } else if (part < parts.length && (wanted === ONE || wanted === value.charAt(at))) {
      part++;
      at++;
    } else if (starPart !== -1) {
      part = starPart + 1;
      at = ++starAt;
    } else return false;
  }
  while (parts[part] === ANY) part++;
  return part === parts.length;
}
