// `__type` of an error in the JSON and CBOR protocols, where it is a whole shape id.
import type { ErrorAnswer } from "./wire-protocol.ts";

/** The namespaces of the framework that AWS's own services run on. [I] */
const FRAMEWORK_NAMESPACE = "com.amazon.coral.service#";
const VALIDATION_NAMESPACE = "com.amazon.coral.validate#";

/** `com.amazonaws.cloudwatch#LimitExceededFault`. */
export function wholeErrorType(error: ErrorAnswer): string {
  if (error.modelled !== undefined) return error.modelled.shape.shapeId;
  const isValidation = error.code === "ValidationException";
  return (isValidation ? VALIDATION_NAMESPACE : FRAMEWORK_NAMESPACE) + error.code;
}
