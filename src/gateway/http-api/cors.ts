// CORS as an HTTP API's configuration wants it: which fields an answer gets for the Origin of its request, and what
// a preflight is answered. Compiled once per stage; pure.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
import type { CorsSnapshot } from "../../store/snapshots.ts";

/** Compiled CORS settings. */
export class CorsPolicy {
  readonly #anyOrigin: boolean;
  readonly #origins: ReadonlySet<string>;
  readonly #schemes: readonly string[];
  /** Fields after access-control-allow-origin, each ended by CRLF. */
  readonly #simpleFields: string;
  readonly #preflightFields: string;

  constructor(cors: CorsSnapshot) {
    this.#anyOrigin = cors.allowOrigins.includes("*");
    this.#origins = new Set(cors.allowOrigins.map((origin) => origin.toLowerCase()));
    // "https://*" and "http://*" allow every origin of the scheme.
    this.#schemes = cors.allowOrigins
      .filter((origin) => /^https?:\/\/\*$/i.test(origin))
      .map((origin) => origin.slice(0, -1).toLowerCase());
    const credentials = cors.allowCredentials
      ? field("access-control-allow-credentials", ["true"])
      : "";
    this.#simpleFields = credentials + field("access-control-expose-headers", cors.exposeHeaders);
    const maxAge = cors.maxAgeSeconds === null ? [] : [String(cors.maxAgeSeconds)];
    this.#preflightFields =
      field("access-control-allow-methods", cors.allowMethods) +
      field("access-control-allow-headers", cors.allowHeaders) +
      field("access-control-max-age", maxAge) +
      credentials;
  }

  /** Fields for an answer to a request with that Origin; "" when there is none or it is not allowed. */
  simpleFields(origin: string | undefined): string {
    const allowed = this.#allowedOrigin(origin);
    return allowed === "" ? "" : originFields(allowed) + this.#simpleFields;
  }

  /** Fields for the answer to a preflight. [I] A foreign origin gets 204 without them. */
  preflightFields(origin: string | undefined): string {
    const allowed = this.#allowedOrigin(origin);
    return allowed === "" ? "" : originFields(allowed) + this.#preflightFields;
  }

  #allowedOrigin(origin: string | undefined): string {
    if (origin === undefined || origin === "") return "";
    if (this.#anyOrigin) return "*";
    const lower = origin.toLowerCase();
    if (this.#origins.has(lower)) return origin;
    for (const scheme of this.#schemes) if (lower.startsWith(scheme)) return origin;
    return "";
  }
}

/** An answer that depends on the origin says so (RFC 9110 §12.5.5). */
function originFields(allowed: string): string {
  const allow = `access-control-allow-origin: ${allowed}\r\n`;
  return allowed === "*" ? allow : `${allow}vary: origin\r\n`;
}

function field(name: string, values: readonly string[]): string {
  return values.length === 0 ? "" : `${name}: ${values.join(",")}\r\n`;
}

const RESPONSE_FIELD_PREFIX = "access-control-";

/** Whether a backend's field is dropped because the configuration speaks for it. */
export function isCorsField(name: string): boolean {
  if (name.length <= RESPONSE_FIELD_PREFIX.length) return false;
  const first = name.charCodeAt(0);
  if (first !== 0x61 && first !== 0x41) return false;
  return name.slice(0, RESPONSE_FIELD_PREFIX.length).toLowerCase() === RESPONSE_FIELD_PREFIX;
}
