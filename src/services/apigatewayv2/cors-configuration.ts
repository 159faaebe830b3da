// The CORS configuration of an HTTP API: what AWS accepts, and the form in which it is kept.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
import type { Cors } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "./api-errors.ts";

const MAX_AGE_SECONDS_MIN = -1;
const MAX_AGE_SECONDS_MAX = 86_400;
const LIST_ITEMS_MAX = 100;

const METHODS = new Set(["*", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
// No path, query or user: an Origin field never has them (RFC 6454 section 7).
const ORIGIN = /^https?:\/\/[^/?#@\s]+$/i;
// RFC 9110 section 5.6.2
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The configuration as it is kept; throws BadRequestException for what AWS refuses. */
export function corsConfiguration(cors: Cors): Cors {
  const kept: Cors = {};
  if (cors.AllowOrigins !== undefined) kept.AllowOrigins = origins(cors.AllowOrigins);
  if (cors.AllowMethods !== undefined) kept.AllowMethods = methods(cors.AllowMethods);
  if (cors.AllowHeaders !== undefined) {
    kept.AllowHeaders = fieldNames("allowHeaders", cors.AllowHeaders);
  }
  if (cors.ExposeHeaders !== undefined) {
    kept.ExposeHeaders = fieldNames("exposeHeaders", cors.ExposeHeaders);
  }
  if (cors.MaxAge !== undefined) kept.MaxAge = maxAge(cors.MaxAge);
  if (cors.AllowCredentials !== undefined) kept.AllowCredentials = cors.AllowCredentials;
  if (kept.AllowCredentials === true && kept.AllowOrigins?.includes("*") === true) {
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
  }
  return kept;
}

function origins(values: readonly string[]): string[] {
  checkCount("allowOrigins", values);
  for (const origin of values) {
    if (origin !== "*" && !ORIGIN.test(origin)) {
      throw badRequest(`Invalid format for origin ${origin}`);
    }
  }
  return [...values];
}

function methods(values: readonly string[]): string[] {
  checkCount("allowMethods", values);
  return values.map((value) => {
    const method = value.toUpperCase();
    // [I] wording
    if (!METHODS.has(method)) throw badRequest(`Invalid HTTP method ${value} in allowMethods`);
    return method;
  });
}

/** Field names are kept in lower case, as AWS hands them out [I]. */
function fieldNames(member: string, values: readonly string[]): string[] {
  checkCount(member, values);
  return values.map((value) => {
    // [I] wording
    if (!TOKEN.test(value)) throw badRequest(`Invalid header name ${value} in ${member}`);
    return value.toLowerCase();
  });
}

function maxAge(seconds: number): number {
  if (
    !Number.isInteger(seconds) ||
    seconds < MAX_AGE_SECONDS_MIN ||
    seconds > MAX_AGE_SECONDS_MAX
  ) {
    // [I] wording
    throw badRequest(
      `maxAge should be between ${MAX_AGE_SECONDS_MIN} and ${MAX_AGE_SECONDS_MAX} seconds`,
    );
  }
  return seconds;
}

// AWS documents no number; a list has to end somewhere [I].
function checkCount(member: string, values: readonly string[]): void {
  if (values.length > LIST_ITEMS_MAX) {
    throw badRequest(`${member} can have at most ${LIST_ITEMS_MAX} items`);
  }
}
