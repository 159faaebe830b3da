// The URI of a REST API's HTTP integration, read once, and the request target made of it for one request: path
// parameters in their places, then the query. Names in braces that no mapping gives a value make the URI invalid,
// as they do on AWS. Pure.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-request.html

const STAGE_VARIABLE = /\$\{stageVariables\.([\w.-]+)\}/g;

/** The URI with its stage variables filled in; null when one of them is not set. */
export function fillRestStageVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): string | null {
  if (!text.includes("${")) return text;
  let complete = true;
  const filled = text.replaceAll(STAGE_VARIABLE, (_whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) complete = false;
    return value ?? "";
  });
  return complete ? filled : null;
}

/** What is put in the place of a parameter: its characters where a path may hold them, the rest encoded. */
export function encodePathValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll(
    /%(?:2F|3A|40|24|26|2B|2C|3B|3D)/g,
    (code) => decodeURIComponent(code),
  );
}

/** The parts with their parameters filled in; null when one has no value. */
export function fillPath(
  parts: readonly string[],
  values: ReadonlyMap<string, string>,
): string | null {
  let text = parts[0] ?? "";
  for (let i = 1; i + 1 < parts.length; i += 2) {
    const value = values.get(parts[i] ?? "");
    if (value === undefined) return null;
    text += encodePathValue(value) + (parts[i + 1] ?? "");
  }
  return text;
}

/** Query strings joined; empty ones leave no trace. */
export function joinQueries(first: string, second: string): string {
  if (first === "") return second;
  return second === "" ? first : `${first}&${second}`;
}

/** Values by name as a query string. */
export function encodeQuery(values: ReadonlyMap<string, readonly string[]>): string {
  let query = "";
  for (const [name, list] of values) {
    for (const value of list) {
      const pair = `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;
      query = query === "" ? pair : `${query}&${pair}`;
    }
  }
  return query;
}
