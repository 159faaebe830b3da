// The query protocol's code of an error, for clients that once spoke that protocol to the same service.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#querycompatible-trait
import type { ErrorAnswer } from "./wire-protocol.ts";

/** Codes of errors that no model has, where the query protocol has another name for them. */
const FRAMEWORK_CODES: ReadonlyMap<string, string> = new Map([
  ["ValidationException", "ValidationError"],
]);

/** `x-amzn-query-error: InvalidParameterValue;Sender`. */
export function queryErrorHeader(error: ErrorAnswer): [string, string] {
  const code = error.modelled?.shape.queryCode ?? FRAMEWORK_CODES.get(error.code) ?? error.code;
  return ["x-amzn-query-error", `${code};${error.status < 500 ? "Sender" : "Receiver"}`];
}
