// What of a request must not be shown to whoever reads journeys: credentials in header fields and in the query are
// replaced by their length, so that "was it there" and "was it cut" can still be told. Names are compared without
// case. Values that are long are cut. Pure.

/** A field, name and value, as it came. */
export type FieldPair = readonly [name: string, value: string];

/** Fields of a message that a journey shows; those after them are left out. */
export const FIELDS_SHOWN_MAX = 100;
/** Characters of a value that a journey shows. */
export const VALUE_CHARACTERS_MAX = 1024;

/** Fields whose names do not say it. */
const SECRET_FIELDS = new Set(["authentication", "x-amzn-oidc-data", "x-amzn-oidc-identity"]);

/**
 * Parameters of a query that let their holder in and whose names do not say so; presigned URLs and OAuth (RFC 6750
 * §2.3) have names that do.
 */
const SECRET_PARAMETERS = new Set(["code", "key", "jwt", "sig", "sid"]);

/** What names of one's own have in common: X-Session-Token, client_secret, api-key, AWSSecretKey, x-auth … */
const SECRET_NAME =
  /token|secret|passw|pwd|credential|signature|api[-_]?key|access[-_]?key|session|cookie|authoriz|\bauth\b/;

const USER_INFORMATION = /\b(https?:\/\/)([^/?#\s@]*)@/i;

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
  if (isSecretField(name)) return secretText(value);
  const lower = name.trim().toLowerCase();
  const mark = lower === "referer" || lower === "location" ? value.indexOf("?") : -1;
  return cutText(mark === -1 ? value : redactTarget(value));
}

function isSecretField(name: string): boolean {
  const lower = name.trim().toLowerCase();
  return SECRET_FIELDS.has(lower) || SECRET_NAME.test(lower);
}

/** Fields as they may be shown: bounded in number and size, secrets replaced. */
export function redactFields(fields: readonly FieldPair[]): FieldPair[] {
  return fields
    .slice(0, FIELDS_SHOWN_MAX)
    .map(([name, value]) => [cutText(name), redactValue(name, value)]);
}

/** A request target or URL whose secrets, of the query and of the user (RFC 3986 §3.2.1), are replaced. */
export function redactTarget(text: string): string {
  const target = text.replace(
    USER_INFORMATION,
    (_all, scheme: string, user: string) => `${scheme}${secretText(user)}@`,
  );
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

const FIELD_LINE = /^([^:?/\r\n]*[^:?/\s])\s*:[ \t]*([^\r\n]*)/;

/** A line of a head as it came, a request line or a field's, or as much of it as there is. */
export function redactLine(line: string): string {
  // The end of a value that began on the line before (RFC 9112 §5.2): there is no telling whose it is.
  if (/^[ \t]/.test(line)) return ` ${secretText(line.trim())}`;
  const [, name = "", value = ""] = FIELD_LINE.exec(line) ?? [];
  return isSecretField(name) ? `${name}: ${secretText(value)}` : redactTarget(line);
}

/** "access%5Ftoken" is the same parameter; what cannot be decoded is compared as it is. */
function isSecretParameter(name: string): boolean {
  let decoded = name;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    // Not percent-encoded properly: nobody will read it as anything else.
  }
  const lower = decoded.toLowerCase();
  return SECRET_PARAMETERS.has(lower) || SECRET_NAME.test(lower);
}
