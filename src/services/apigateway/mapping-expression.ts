// The two sides of a parameter mapping and the names of a method's parameters: which texts are expressions at all.
// What they give at run time is the data plane's business.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
import { badRequest } from "./rest-errors.ts";

const NAME = "[a-zA-Z0-9._$-]+";
const METHOD_PARAMETER = new RegExp(`^method\\.request\\.(querystring|header|path)\\.(${NAME})$`);
const METHOD_RESPONSE_HEADER = new RegExp(`^method\\.response\\.header\\.${NAME}$`);
const INTEGRATION_TARGET = new RegExp(
  `^integration\\.request\\.(?:querystring|header|path)\\.${NAME}$`,
);
const REQUEST_PARAMETER_SOURCE = new RegExp(
  `^method\\.request\\.(querystring|header|path|multivaluequerystring|multivalueheader)\\.(${NAME})$`,
);
const REQUEST_SOURCE = /^method\.request\.body(?:[.[].*)?$/s;
const RESPONSE_SOURCE = new RegExp(
  `^integration\\.response\\.(?:(?:header|multivalueheader)\\.${NAME}|body(?:[.[].*)?)$`,
  "s",
);
const COMMON_SOURCE = new RegExp(`^(?:stageVariables\\.${NAME}|context\\.${NAME}|'.*')$`, "s");

/** `Invalid mapping expression specified: Validation Result: warnings : [], errors : […]` */
function invalidMapping(error: string): Error {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
}

function invalidExpression(expression: string): Error {
  return invalidMapping(`Invalid mapping expression specified: ${expression}`);
}

/** [I] for expressions whose parameter the method does not have: the text is widely quoted, not recorded. */
function undeclared(expression: string): Error {
  return invalidMapping(`Invalid mapping expression parameter specified: ${expression}`);
}

/** Throws unless all are names of method request parameters, and no name stands in two places. */
export function checkMethodParameters(parameters: readonly string[]): void {
  const places = new Map<string, string>();
  for (const parameter of parameters) {
    const [, place, name] = METHOD_PARAMETER.exec(parameter) ?? [];
    if (place === undefined || name === undefined) throw invalidExpression(parameter);
    if ((places.get(name) ?? place) !== place) {
      throw badRequest("Parameter names must be unique across querystring, header and path");
    }
    places.set(name, place);
  }
}

/** Throws unless all are names of method response headers. */
export function checkMethodResponseHeaders(headers: readonly string[]): void {
  for (const header of headers) {
    if (!METHOD_RESPONSE_HEADER.test(header)) throw invalidExpression(header);
  }
}

/** Throws unless each mapping goes from something a request has to a place in the integration request. */
export function checkRequestMappings(
  mappings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, boolean>>,
): void {
  for (const [target, source] of Object.entries(mappings)) {
    if (!INTEGRATION_TARGET.test(target)) throw invalidExpression(target);
    if (COMMON_SOURCE.test(source) || REQUEST_SOURCE.test(source)) continue;
    const [, place, name] = REQUEST_PARAMETER_SOURCE.exec(source) ?? [];
    if (place === undefined) throw invalidExpression(source);
    const parameter = `method.request.${place.replace("multivalue", "")}.${name}`;
    if (!Object.hasOwn(declared, parameter)) throw undeclared(source);
  }
}

/** Throws unless each mapping goes from something a response has to a header that the method response declares. */
export function checkResponseMappings(
  mappings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, boolean>>,
): void {
  for (const [target, source] of Object.entries(mappings)) {
    if (!METHOD_RESPONSE_HEADER.test(target)) throw invalidExpression(target);
    if (!Object.hasOwn(declared, target)) throw undeclared(target);
    if (!COMMON_SOURCE.test(source) && !RESPONSE_SOURCE.test(source)) {
      throw invalidExpression(source);
    }
  }
}
