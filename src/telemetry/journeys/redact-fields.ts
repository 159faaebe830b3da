// What of a request must not be shown to whoever reads journeys: credentials in header fields and in the query are
// replaced by their length, so that "was it there" and "was it cut" can still be told. Names are compared without
// case. Values that are long are cut. Pure.

/** A field, name and value, as it came. */
export type FieldPair = readonly [name: string, value: string];

/** Fields of a message that a journey shows; those after them are left out. */
export const FIELDS_SHOWN_MAX = 100;
/** Characters of a value that a journey shows. */
export const VALUE_CHARACTERS_MAX = 1024;

const SECRET_FIELDS = new Set([
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "proxy-authorization",
  "x-amz-security-token",
  "x-auth-token",
  "x-csrf-token",
  "authentication",
  "x-amzn-oidc-data",
  "x-amzn-oidc-accesstoken",
  "x-amzn-oidc-identity",
]);

/** Parameters of a query that let their holder in, presigned URLs and OAuth (RFC 6750 §2.3) above all. */
const SECRET_PARAMETERS = new Set([
  "x-amz-signature",
  "x-amz-credential",
  "x-amz-security-token",
  "signature",
  "access_token",
  "id_token",
  "refresh_token",
  "token",
  "client_secret",
  "password",
  "api_key",
  "apikey",
  "code",
]);

/** What stands for a secret. */
export function secretText(value: string): string {
  return `(${value.length} characters)`;
}

/** A value, cut where it is too long to show. */
export function cutText(value: string): string {
  if (value.length <= VALUE_CHARACTERS_MAX) return value;
  return `${value.slice(0, VALUE_CHARACTERS_MAX)}… (${value.length} characters)`;
}

/** One value as it may be shown. */
export function redactValue(name: string, value: string): string {
  const lower = name.trim().toLowerCase();
  if (SECRET_FIELDS.has(lower)) return secretText(value);
  const mark = lower === "referer" || lower === "location" ? value.indexOf("?") : -1;
  return cutText(mark === -1 ? value : redactTarget(value));
}

/** Fields as they may be shown: bounded in number and size, secrets replaced. */
export function redactFields(fields: readonly FieldPair[]): FieldPair[] {
  return fields
    .slice(0, FIELDS_SHOWN_MAX)
    .map(([name, value]) => [cutText(name), redactValue(name, value)]);
}

/** A request target or URL whose query's secrets are replaced. */
export function redactTarget(target: string): string {
  const mark = target.indexOf("?");
  if (mark === -1) return cutText(target);
  const pairs = target
    .slice(mark + 1)
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=");
      if (equals === -1 || !isSecretParameter(pair.slice(0, equals))) return pair;
      return `${pair.slice(0, equals)}=${secretText(pair.slice(equals + 1))}`;
    });
  return cutText(`${target.slice(0, mark)}?${pairs.join("&")}`);
}

/** "access%5Ftoken" is the same parameter; what cannot be decoded is compared as it is. */
function isSecretParameter(name: string): boolean {
  let decoded = name;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    // Not percent-encoded properly: nobody will read it as anything else.
  }
  return SECRET_PARAMETERS.has(decoded.toLowerCase());
}
