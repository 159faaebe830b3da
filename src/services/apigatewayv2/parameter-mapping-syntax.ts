// Parameter mappings of HTTP API integrations, as text: which keys and values AWS takes. Nothing is evaluated here.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import { badRequest } from "./api-errors.ts";

const REQUEST_KEY = /^(?:overwrite:path|(?:append|overwrite|remove):(header|querystring)\.(.+))$/;
const RESPONSE_KEY = /^(?:overwrite:statuscode|(?:append|overwrite|remove):(header)\.(.+))$/;

/** Fields that no mapping may touch; the last four stand for all that begin so. */
const RESERVED_FIELDS = new Set([
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-location",
  "forwarded",
  "keep-alive",
  "origin",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailers",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
]);
const RESERVED_PREFIXES = ["access-control-", "apigw-", "x-amz-", "x-amzn-"];

// RFC 9110 section 5.6.2
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const SHARED_VARIABLES = ["context\\.[A-Za-z0-9_.-]+", "stageVariables\\.\\w+"];
const REQUEST_VARIABLE = new RegExp(
  `^(?:${[
    "request\\.header\\.[^\\s.{}]+",
    "request\\.querystring\\.[^\\s{}]+",
    "request\\.path(?:\\.[A-Za-z0-9._:$-]+)?",
    "request\\.body(?:\\..+|\\[.+)?",
    ...SHARED_VARIABLES,
  ].join("|")})$`,
);
const RESPONSE_VARIABLE = new RegExp(
  `^(?:${[
    "response\\.header\\.[^\\s.{}]+",
    "response\\.body(?:\\..+|\\[.+)?",
    ...SHARED_VARIABLES,
  ].join("|")})$`,
);

const RESPONSE_STATUS_MIN = 200;
const RESPONSE_STATUS_MAX = 599;

/** Throws BadRequestException when a request parameter is none that AWS takes. */
export function checkRequestParameters(parameters: Readonly<Record<string, string>>): void {
  const problems: string[] = [];
  for (const [key, value] of Object.entries(parameters)) {
    const match = REQUEST_KEY.exec(key);
    if (match === null) {
      problems.push(`Invalid Request Actioned Parameter destination specified: ${key}`);
      continue;
    }
    collectFieldProblem(match, problems);
    collectValueProblem(key, value, REQUEST_VARIABLE, problems);
  }
  refuse(problems);
}

/** Throws BadRequestException when a response parameter or its status code is none that AWS takes. */
export function checkResponseParameters(
  parameters: Readonly<Record<string, Readonly<Record<string, string>>>>,
): void {
  const problems: string[] = [];
  for (const [statusCode, mappings] of Object.entries(parameters)) {
    if (!isStatusCode(statusCode)) throw badRequest(`Status Code ${statusCode} is not valid`);
    for (const [key, value] of Object.entries(mappings)) {
      const match = RESPONSE_KEY.exec(key);
      if (match === null) {
        problems.push(`Invalid Response Actioned Parameter destination specified: ${key}`);
        continue;
      }
      collectFieldProblem(match, problems);
      collectValueProblem(key, value, RESPONSE_VARIABLE, problems);
      if (key === "overwrite:statuscode" && /^\d+$/.test(value) && !isStatusCode(value)) {
        throw badRequest(`Status Code ${value} is not valid`);
      }
    }
  }
  refuse(problems);
}

function isStatusCode(text: string): boolean {
  const status = Number(text);
  return /^\d{3}$/.test(text) && status >= RESPONSE_STATUS_MIN && status <= RESPONSE_STATUS_MAX;
}

function collectFieldProblem(match: RegExpExecArray, problems: string[]): void {
  const [key, place, name = ""] = match;
  if (place !== "header") return;
  const field = name.toLowerCase();
  if (!TOKEN.test(name)) {
    problems.push(`Invalid mapping expression specified: ${key}`);
  } else if (
    RESERVED_FIELDS.has(field) ||
    RESERVED_PREFIXES.some((prefix) => field.startsWith(prefix))
  ) {
    problems.push(`Operations on header ${field} are restricted`);
  }
}

function collectValueProblem(
  key: string,
  value: string,
  variable: RegExp,
  problems: string[],
): void {
  // What is to be removed has no value; '' is what AWS's examples give.
  if (key.startsWith("remove:")) return;
  if (!isMappingValue(value, variable)) {
    problems.push(`Invalid mapping expression specified: ${value}`);
  }
}

/** A variable ($request.path), text with variables in braces (${request.path} x), or text without any. */
function isMappingValue(value: string, variable: RegExp): boolean {
  if (value === "") return false;
  if (value.includes("${"))
    return variablesInBraces(value).every((name) => isVariable(name, variable));
  return !value.startsWith("$") || isVariable(value.slice(1), variable);
}

function variablesInBraces(value: string): string[] {
  return value
    .split("${")
    .slice(1)
    .map((part) => {
      const end = part.indexOf("}");
      return end === -1 ? "" : part.slice(0, end);
    });
}

/** Recursive descent (..) and filters ([?(…)]) of JSONPath are not supported, AWS's guide says. */
function isVariable(name: string, variable: RegExp): boolean {
  return variable.test(name) && !name.includes("..") && !name.includes("?(");
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw badRequest(
    "Invalid mapping expression specified: Validation Result: warnings : [], " +
      `errors : [${problems.join(", ")}]`,
  );
}
