// The part of JSONPath that parameter mappings may use on a body: names, indices and wildcards, neither ".." nor
// filters. Pure; a path that does not fit gives undefined.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html

/** A member name, an index, or every member or element. */
export type JsonPathStep = string | number | typeof WILDCARD;

export const WILDCARD = Symbol("*");

const STEP = /\.([^.[\]]+)|\[(\d+|\*)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;
const STEPS_MAX = 64;
/** Values that wildcards may fan out to. */
const VALUES_MAX = 10_000;

/** The steps of ".a.b[0]"; null when the text is no such path or leaves the permitted part. */
export function parseJsonPath(text: string): readonly JsonPathStep[] | null {
  const steps: JsonPathStep[] = [];
  let position = 0;
  while (position < text.length) {
    STEP.lastIndex = position;
    const match = STEP.exec(text);
    if (match === null || steps.length === STEPS_MAX) return null;
    position = STEP.lastIndex;
    const [, dotted, bracketed, single, double] = match;
    if (dotted === "*" || bracketed === "*") steps.push(WILDCARD);
    else if (bracketed !== undefined) steps.push(Number(bracketed));
    else steps.push(dotted ?? (single ?? double ?? "").replaceAll(/\\(.)/g, "$1"));
  }
  return steps;
}

/** The value at the path as mappings print it: strings as they are, anything else as JSON. */
export function evaluateJsonPath(
  document: unknown,
  steps: readonly JsonPathStep[],
): string | undefined {
  let values: unknown[] = [document];
  let fannedOut = false;
  for (const step of steps) {
    if (step === WILDCARD) fannedOut = true;
    const next: unknown[] = [];
    for (const value of values) {
      if (next.length >= VALUES_MAX) break;
      addStep(value, step, next);
    }
    values = next;
  }
  if (fannedOut) return JSON.stringify(values);
  const [value] = values;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function addStep(value: unknown, step: JsonPathStep, into: unknown[]): void {
  if (typeof value !== "object" || value === null) return;
  if (step === WILDCARD) {
    for (const member of Object.values(value)) into.push(member);
  } else if (Array.isArray(value)) {
    if (typeof step === "number" && step < value.length) into.push(value[step]);
  } else if (Object.hasOwn(value, step)) {
    into.push((value as Record<string | number, unknown>)[step]);
  }
}
