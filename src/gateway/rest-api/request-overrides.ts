// What templates set in $context.requestOverride and $context.responseOverride; it has the last word over mappings.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
import type { MappingOverrides } from "./mapping-functions.ts";

export class RequestOverrides implements MappingOverrides {
  readonly requestHeaders = new Map<string, string>();
  readonly requestQuery = new Map<string, string>();
  readonly requestPath = new Map<string, string>();
  requestWholePath: string | null = null;
  readonly responseHeaders = new Map<string, string>();
  responseStatus: number | null = null;
}
