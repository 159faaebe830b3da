// What two exports of an HTTP API have different, in words: what is configured now beside what a stage has deployed.
// Exports have everything that a deployment freezes and that decides about requests.

export interface Difference {
  /** "Route GET /pets", "CORS", "API". */
  readonly what: string;
  readonly kind: "added" | "removed" | "changed";
  /** Empty when the whole is added or removed. */
  readonly changes: readonly Change[];
}

export interface Change {
  /** "Secure server name" */
  readonly name: string;
  /** "" when it is not set. */
  readonly before: string;
  readonly now: string;
}

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

const INTEGRATION = "x-amazon-apigateway-integration";
const CORS = "x-amazon-apigateway-cors";
const ANY_METHOD = "x-amazon-apigateway-any-method";
const ENDPOINT = "x-amazon-apigateway-endpoint-configuration";

/** Words of the forms for members of exports. */
const NAMES: Readonly<Record<string, string>> = {
  "tlsConfig.serverNameToVerify": "Secure server name",
  uri: "Integration target",
  httpMethod: "HTTP method",
  connectionId: "VPC link",
  connectionType: "Connection type",
  timeoutInMillis: "Timeout (ms)",
  description: "Description",
  type: "Integration type",
  payloadFormatVersion: "Payload format version",
};

/** In order of what; empty when both say the same. */
export function differences(deployed: Json, now: Json): Difference[] {
  const before = partsOf(deployed);
  const after = partsOf(now);
  const found: Difference[] = [];
  for (const what of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(what);
    const current = after.get(what);
    if (old === undefined) found.push({ what, kind: "added", changes: [] });
    else if (current === undefined) found.push({ what, kind: "removed", changes: [] });
    else {
      const changes = changesOf(old, current);
      if (changes.length > 0) found.push({ what, kind: "changed", changes });
    }
  }
  return found.sort((a, b) => a.what.localeCompare(b.what));
}

/** Part → its settings by name. */
function partsOf(document: Json): Map<string, ReadonlyMap<string, string>> {
  const parts = new Map<string, ReadonlyMap<string, string>>();
  const { info, paths, [CORS]: cors, [ENDPOINT]: endpoint } = objectOf(document);
  const { title, description } = objectOf(info);
  parts.set("API", leavesOf({ Name: title, description, ...objectOf(endpoint) }));
  if (cors !== undefined) parts.set("CORS", leavesOf(cors));
  for (const [path, item] of Object.entries(objectOf(paths))) {
    for (const [method, operation] of Object.entries(objectOf(item))) {
      parts.set(`Route ${routeKey(path, method, operation)}`, settingsOf(operation));
    }
  }
  return parts;
}

function routeKey(path: string, method: string, operation: Json): string {
  if (objectOf(operation)["isDefaultRoute"] === true) return "$default";
  return `${method === ANY_METHOD ? "ANY" : method.toUpperCase()} ${path}`;
}

function settingsOf(operation: Json): ReadonlyMap<string, string> {
  const { [INTEGRATION]: integration, operationId } = objectOf(operation);
  const settings = leavesOf({ "Operation name": operationId });
  if (integration === undefined) return settings;
  return new Map([...settings, ["Integration", "attached"], ...leavesOf(integration)]);
}

function changesOf(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Change[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((name) => ({ name, before: before.get(name) ?? "", now: now.get(name) ?? "" }))
    .filter((change) => change.before !== change.now);
}

function leavesOf(value: Json, prefix = ""): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, member] of Object.entries(objectOf(value))) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (Array.isArray(member)) leaves.set(NAMES[name] ?? name, member.join(", "));
    else if (typeof member === "object" && member !== null) {
      for (const [inner, text] of leavesOf(member, name)) leaves.set(inner, text);
    } else if (member !== undefined) {
      leaves.set(NAMES[name] ?? name, typeof member === "string" ? member : JSON.stringify(member));
    }
  }
  return leaves;
}

function objectOf(value: Json): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
