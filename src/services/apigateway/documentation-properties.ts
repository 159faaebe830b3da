// What a documentation part says: a JSON object, given as text.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-content-representation.html
import { badRequest } from "./rest-errors.ts";

/** Throws BadRequestException when the text is no JSON object. Wording [I]. */
export function checkDocumentationProperties(properties: string | undefined): void {
  let value: unknown;
  try {
    value = JSON.parse(properties ?? "");
  } catch {
    // Refused below.
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw badRequest("Invalid documentation part properties specified. Must be a JSON object");
}
