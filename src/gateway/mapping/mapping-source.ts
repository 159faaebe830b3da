// What parameter mappings, $context variables and access logs can read of a request. Implemented by each API
// type's per-request object; nothing here is computed before somebody asks.

/** The request, and the backend's answer once there is one. */
export interface MappingSource {
  /** By lower-case name; several values joined by commas. */
  requestHeader(lowerCaseName: string): string | undefined;
  /** By case-sensitive name, decoded; several values joined by commas. */
  requestQuery(name: string): string | undefined;
  /** Without the stage. */
  requestPath(): string;
  pathParameter(name: string): string | undefined;
  /** The whole body; empty when there is none. Only asked for when `needsRequestBody` of a mapping said so. */
  requestBody(): Buffer;
  responseHeader(lowerCaseName: string): string | undefined;
  responseBody(): Buffer;
  /** "requestId", "identity.sourceIp" … without "$context."; undefined when it has no value. */
  contextVariable(name: string): string | undefined;
  stageVariable(name: string): string | undefined;
}
