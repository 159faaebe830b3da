// Search expressions: the first argument of SEARCH, `{Namespace,Dimension} terms`, read and matched with metrics.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
import type { MetricIdentity } from "../metric-store.ts";
import { MetricMathError } from "./metric-math-error.ts";
import { exactlyMatches, partlyMatches } from "./search-tokens.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html#search-expression-limits */
const SEARCH_LENGTH_MAX = 1024;
const DEPTH_MAX = 32;

type Matches = (metric: MetricIdentity) => boolean;

export interface MetricSearchExpression {
  /** Of the schema; null when there is none. */
  readonly namespace: string | null;
  /** Of the schema: the metric has these dimensions and no others. Empty: any. */
  readonly dimensionNames: readonly string[];
  readonly matches: Matches;
}

const SCHEMA = /^\s*\{((?:[^{}"]|"[^"]*")*)\}/;
const SCHEMA_PART = /"([^"]*)"|([^,"]+)/g;
const TOKEN = /\s*(?:([()])|((?:[^\s()="]+|"[^"]*")=)?("(?:\\.|[^"\\])*"|[^\s()",]+)|,)/y;

/** Throws MetricMathError. */
export function parseMetricSearch(text: string): MetricSearchExpression {
  if (text.length > SEARCH_LENGTH_MAX) {
    throw new MetricMathError(`The search is longer than ${SEARCH_LENGTH_MAX} characters`);
  }
  const schema = SCHEMA.exec(text);
  const [namespace = null, ...dimensionNames] = schema === null ? [] : schemaParts(schema[1] ?? "");
  const terms = new TermParser(text.slice(schema?.[0].length ?? 0)).whole();
  if (namespace === null && terms === null) throw new MetricMathError("The search is empty");
  const wanted = new Set(dimensionNames);
  return {
    namespace,
    dimensionNames,
    matches: (metric) =>
      (namespace === null || metric.namespace === namespace) &&
      (wanted.size === 0 ||
        (metric.dimensions.length === wanted.size &&
          metric.dimensions.every(({ name }) => wanted.has(name)))) &&
      (terms === null || terms(metric)),
  };
}

function schemaParts(text: string): string[] {
  return [...text.matchAll(SCHEMA_PART)]
    .map((match) => match[1] ?? (match[2] ?? "").trim())
    .filter((part) => part !== "");
}

/** Terms with AND (also where nothing stands between them), OR, NOT and parentheses. */
class TermParser {
  readonly #tokens: string[] = [];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (match === null) {
        throw new MetricMathError(`The search cannot be read from '${text.slice(at).trim()}'`);
      }
      const token = match[1] ?? (match[3] === undefined ? "" : (match[2] ?? "") + match[3]);
      if (token !== "") this.#tokens.push(token);
    }
  }

  whole(): Matches | null {
    if (this.#tokens.length === 0) return null;
    const matches = this.#anyOf();
    if (this.#next < this.#tokens.length) {
      throw new MetricMathError(`Unexpected '${this.#tokens[this.#next]}' in the search`);
    }
    return matches;
  }

  #anyOf(): Matches {
    if (++this.#depth > DEPTH_MAX) throw new MetricMathError("The search is nested too deeply");
    const choices = [this.#allOf()];
    while (this.#tokens[this.#next] === "OR") {
      this.#next++;
      choices.push(this.#allOf());
    }
    this.#depth--;
    return (metric) => choices.some((matches) => matches(metric));
  }

  #allOf(): Matches {
    const parts = [this.#part()];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined || token === "OR" || token === ")") break;
      if (token === "AND") this.#next++;
      parts.push(this.#part());
    }
    return (metric) => parts.every((matches) => matches(metric));
  }

  #part(): Matches {
    const token = this.#tokens[this.#next++];
    if (token === undefined || token === ")" || token === "OR" || token === "AND") {
      throw new MetricMathError(`Unexpected ${token ?? "end"} in the search`);
    }
    if (token === "NOT") {
      const matches = this.#part();
      return (metric) => !matches(metric);
    }
    if (token === "(") {
      const matches = this.#anyOf();
      if (this.#tokens[this.#next++] !== ")") {
        throw new MetricMathError("A parenthesis of the search is not closed");
      }
      return matches;
    }
    return term(token);
  }
}

const TERM = /^(?:((?:[^\s()="]+|"[^"]*"))=)?(.+)$/s;

/** `CPU`, `"CPUUtilization"`, `MetricName=CPU`, `InstanceId="i-1"`. */
function term(token: string): Matches {
  const match = TERM.exec(token);
  const property = match?.[1]?.replaceAll('"', "");
  const value = match?.[2] ?? "";
  const isExact = value.startsWith('"');
  const text = isExact ? value.slice(1, -1).replaceAll(/\\(.)/gs, "$1") : value;
  const matchesText = isExact ? exactlyMatches : partlyMatches;
  return (metric) => searched(metric, property).some((candidate) => matchesText(text, candidate));
}

/** The texts of a metric that a term is looked for in. */
function searched(metric: MetricIdentity, property: string | undefined): string[] {
  if (property === "MetricName") return [metric.metricName];
  if (property === "Namespace") return [metric.namespace];
  if (property !== undefined) {
    return metric.dimensions.filter(({ name }) => name === property).map(({ value }) => value);
  }
  const ofDimensions = metric.dimensions.flatMap(({ name, value }) => [name, value]);
  return [metric.namespace, metric.metricName, ...ofDimensions];
}
