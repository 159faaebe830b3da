// A request as mapping templates and parameter mappings see it, for their tests: everything has a value and every
// value can be given.
import { compileTemplate } from "./mapping-template.ts";
import type {
  MappingOverrides,
  RestContextFacts,
  RestMappingView,
} from "../rest-api/mapping-functions.ts";

const CONTEXT: RestContextFacts = {
  account: "123456789012",
  apiId: "abcdef1234",
  stageName: "prod",
  requestId: "11111111-2222-3333-4444-555555555555",
  extendedRequestId: "JKJaXmPLvHcESHA=",
  method: "GET",
  path: "/prod/pets/1",
  protocol: "HTTP/1.1",
  resourceId: "r1",
  resourcePath: "/pets/{id}",
  domainName: "abcdef1234.execute-api.eu-central-1.amazonaws.com",
  sourceAddress: "127.0.0.1",
  userAgent: "curl",
  apiKey: "",
  apiKeyId: "",
  beganAtMs: Date.UTC(2026, 10, 22, 12, 0, 0),
  isCanaryRequest: false,
  traceId: "Root=1-1-1",
  authorizer: { principalId: "me", "claims.cognito:username": "ann" },
  status: 0,
  responseLength: 0,
  integrationStatus: 0,
  integrationLatencyMs: 0,
  integrationRequestId: "",
  integrationErrorMessage: "",
  responseLatencyMs: 0,
  errorMessage: "",
  errorResponseType: "",
  validationErrorString: "",
};

/** What a test may say of its request. */
export interface ViewInput {
  readonly body?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly responseHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly responseBody?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly context?: Partial<RestContextFacts>;
}

export function emptyOverrides(): MappingOverrides {
  return {
    requestHeaders: new Map(),
    requestQuery: new Map(),
    requestPath: new Map(),
    requestWholePath: null,
    responseHeaders: new Map(),
    responseStatus: null,
  };
}

/** A view with that input; what is not given is empty. */
export function viewOf(input: ViewInput = {}): RestMappingView {
  const overrides = emptyOverrides();
  return {
    context: { ...CONTEXT, ...input.context },
    stageVariables: input.stageVariables ?? {},
    pathParameters: () => new Map(Object.entries(input.path ?? {})),
    queryParameters: () => new Map(Object.entries(input.query ?? {})),
    requestHeaders: () => new Map(Object.entries(input.headers ?? {})),
    requestBody: () => input.body ?? "",
    responseHeaders: () => new Map(Object.entries(input.responseHeaders ?? {})),
    responseBody: () => input.responseBody ?? "",
    inputBody: () => input.body ?? "",
    overrides,
  };
}

/** What a template gives; throws where it fails. */
export function rendered(template: string, input: ViewInput = {}): string {
  const result = compileTemplate(template).render(viewOf(input));
  if (typeof result !== "string") throw new Error(`Cannot render: ${result.message}`);
  return result;
}

/** Why a template fails. */
export function failureOf(template: string, input: ViewInput = {}): string {
  const result = compileTemplate(template).render(viewOf(input));
  return typeof result === "string" ? `no failure but: ${result.slice(0, 100)}` : result.message;
}
