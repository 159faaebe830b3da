// Mapping templates as configuration: under which content types they may stand, and how long they may be.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
import { badRequest } from "./rest-errors.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const TEMPLATE_BYTES_MAX = 300 * 1024;
const CONTENT_TYPE = /^[^\s/]+\/[^\s/]+$|^\$default$/;

/** Throws BadRequestException for a key that is no content type, or a template that is too long. */
export function checkTemplates(templates: Readonly<Record<string, string>> | undefined): void {
  for (const [contentType, template] of Object.entries(templates ?? {})) {
    if (!CONTENT_TYPE.test(contentType))
      throw invalidResult(`Invalid content type specified: ${contentType}`);
    if (Buffer.byteLength(template) > TEMPLATE_BYTES_MAX) {
      // [I]
      throw invalidResult(`Mapping template is longer than ${TEMPLATE_BYTES_MAX} bytes`);
    }
  }
}

function invalidResult(error: string): Error {
  return badRequest(`Validation Result: warnings : [], errors : [${error}]`);
}
