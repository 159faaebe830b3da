// How an update changes maps: what it names is set, what it does not name stays, and an empty value takes away.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html

/** The texts with `changes` laid over them; an empty text takes its key away. */
export function mergeTexts(
  before: Readonly<Record<string, string>> | undefined,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries({ ...before, ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

/** The maps by key with `changes` laid over them; an empty map takes its key away. */
export function mergeMaps(
  before: Readonly<Record<string, Record<string, string>>> | undefined,
  changes: Readonly<Record<string, Record<string, string>>>,
): Record<string, Record<string, string>> {
  const entries = Object.entries({ ...before, ...changes });
  return Object.fromEntries(entries.filter(([, map]) => Object.keys(map).length > 0));
}
