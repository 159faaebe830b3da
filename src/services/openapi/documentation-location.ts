// Where in an API a documentation part belongs. Two parts are never at the same place.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html
import type { DocumentationPartLocation } from "@aws-sdk/client-api-gateway";

/** Every type, in the order in which AWS's validation message lists them. */
export const DOCUMENTATION_PART_TYPES = [
  "RESPONSE_BODY",
  "RESPONSE",
  "METHOD",
  "MODEL",
  "AUTHORIZER",
  "RESPONSE_HEADER",
  "RESOURCE",
  "PATH_PARAMETER",
  "REQUEST_BODY",
  "QUERY_PARAMETER",
  "API",
  "REQUEST_HEADER",
] as const;

/** A text that is the same for the same place alone. */
export function locationKey(location: DocumentationPartLocation | undefined): string {
  const { type, path, method, statusCode, name } = location ?? {};
  return JSON.stringify([type, path ?? "/", method ?? "*", statusCode ?? "*", name ?? ""]);
}
