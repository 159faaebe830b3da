// What the chain asks of mapping, validation, payload conversion, usage plans and cache, as types alone: the chain
// compiles each of them once per stage, and calls it with one view of the request. Where each is implemented
// stands beside it. Nothing here throws for what a client, a backend or a template says.
import type {
  RestApiStageSnapshot,
  RestMethodSnapshot,
  Snapshots,
  ThrottleSnapshot,
} from "../../store/snapshots.ts";

/** Values by name, as they came (names are case-sensitive in REST APIs), in order of first appearance. */
export type MultiValues = ReadonlyMap<string, readonly string[]>;

/** What $context is made of; implemented by the per-request object, read when somebody asks. */
export interface RestContextFacts {
  readonly account: string;
  readonly apiId: string;
  readonly stageName: string;
  readonly requestId: string;
  /** x-amz-apigw-id */
  readonly extendedRequestId: string;
  readonly method: string;
  /** With the stage: "/prod/pets/1". */
  readonly path: string;
  readonly protocol: string;
  readonly resourceId: string;
  readonly resourcePath: string;
  /** The host the client used, and its first label. */
  readonly domainName: string;
  readonly sourceAddress: string;
  readonly userAgent: string;
  /** "" when the client sent none. */
  readonly apiKey: string;
  readonly apiKeyId: string;
  /** Wall time at which the request began. */
  readonly beganAtMs: number;
  readonly isCanaryRequest: boolean;
  /** "Root=1-…" */
  readonly traceId: string;
  /** $context.authorizer.*: flat. */
  readonly authorizer: Readonly<Record<string, string>>;
  /** 0 before the answer. */
  readonly status: number;
  readonly responseLength: number;
  readonly integrationStatus: number;
  readonly integrationLatencyMs: number;
  readonly integrationRequestId: string;
  readonly integrationErrorMessage: string;
  readonly responseLatencyMs: number;
  /** $context.error.*; "" where there is no error. */
  readonly errorMessage: string;
  readonly errorResponseType: string;
  readonly validationErrorString: string;
}

/** What templates and parameter mappings read of a request and, later, of the endpoint's answer. */
export interface RestMappingView {
  readonly context: RestContextFacts;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Of the resource's path, decoded. */
  pathParameters(): ReadonlyMap<string, string>;
  /** Decoded. */
  queryParameters(): MultiValues;
  requestHeaders(): MultiValues;
  /** The method request's body as text (base64 where it was converted); "" for none. */
  requestBody(): string;
  responseHeaders(): MultiValues;
  /** The integration response's body as text; "" before there is one. */
  responseBody(): string;
  /** What $input.body, .json and .path read: the request's body, or the answer's in a response template. */
  inputBody(): string;
  /** What templates set in $context.requestOverride and responseOverride; one per request. */
  readonly overrides: MappingOverrides;
}

/** What templates may override; "setting the same one twice is an error" is the template engine's to enforce. */
export interface MappingOverrides {
  readonly requestHeaders: Map<string, string>;
  readonly requestQuery: Map<string, string>;
  readonly requestPath: Map<string, string>;
  /** $context.requestOverride.path as a string: the whole path (private integrations of the second kind). */
  requestWholePath: string | null;
  readonly responseHeaders: Map<string, string>;
  responseStatus: number | null;
}

/** A template that could not be read or run. The text is for the execution log. */
export interface TemplateFailure {
  readonly message: string;
}

/** A template, read once. Implemented in gateway/mapping/mapping-template.ts: `compileTemplate`. */
export interface MappingTemplate {
  render(view: RestMappingView): string | TemplateFailure;
}

/** Where a request mapping writes. */
export interface MappedRequest {
  header(name: string, values: readonly string[]): void;
  query(name: string, values: readonly string[]): void;
  path(name: string, value: string): void;
}

/** Implemented in gateway/mapping/rest-parameter-mapping.ts: `compileRequestParameters`; null for an empty record. */
export interface RequestParameterMapping {
  readonly readsBody: boolean;
  apply(view: RestMappingView, into: MappedRequest): void;
}

/**
 * "method.response.header.X" or "gatewayresponse.header.X" → source. In the same file: `compileResponseParameters`;
 * null for an empty record.
 */
export interface ResponseParameterMapping {
  readonly readsBody: boolean;
  apply(view: RestMappingView, setHeader: (name: string, values: readonly string[]) => void): void;
}

/** A model. In gateway/mapping/model-validation.ts: `compileModel`. */
export interface BodyValidator {
  /** $context.error.validationErrorString, or null for a body that conforms. */
  validate(body: string): string | null;
}

/** A Java regular expression, bounded in time. In gateway/mapping/java-pattern.ts: `compileJavaPattern`. */
export interface JavaPattern {
  /** Whether the whole text matches. False also for a pattern that cannot be read or takes too long. */
  matches(text: string): boolean;
}

/** What decides how a payload is converted. */
export interface ContentFacts {
  readonly binaryMediaTypes: readonly string[];
  /** Of the request: its Content-Type. Of the answer: the first media type of the request's Accept. */
  readonly mediaType: string;
  /** Of the answer only: its own Content-Type. */
  readonly responseMediaType: string;
  readonly contentHandling: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | null;
}

/** What a usage plan says of a request. */
export interface UsageVerdict {
  readonly refusal: "" | "INVALID_API_KEY" | "THROTTLED" | "QUOTA_EXCEEDED";
  readonly apiKeyId: string;
  readonly usagePlanId: string;
}

/** API keys and usage plans at run time. In gateway/usage/usage-plans.ts: `class UsagePlans`. */
export interface UsageGate {
  /** `methodKey`: "/pets/GET". `keyValue`: "" when the client sent none. */
  admit(request: {
    readonly apiId: string;
    readonly stageName: string;
    readonly methodKey: string;
    readonly keyValue: string;
    readonly nowMs: number;
  }): UsageVerdict;
}
/** `new UsagePlans({ snapshots, counters, now? … })`. */
export interface UsageGateOptions {
  readonly snapshots: Snapshots;
  throttle(name: string, limits: ThrottleSnapshot): { take(nowMs: number): boolean };
}

/** An answer that was kept. */
export interface CachedAnswer {
  readonly status: number;
  /** In order, without framing and ids. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Stages' caches. In gateway/caching/response-cache.ts: `class ResponseCache`. */
export interface AnswerCache {
  /** The key of a request; null when the method is not cached. */
  keyOf(
    stage: RestApiStageSnapshot,
    method: RestMethodSnapshot,
    view: RestMappingView,
  ): string | null;
  get(key: string, nowMs: number): CachedAnswer | undefined;
  /** Keeps at most 1,048,576 bytes a piece, and as much together as the stage's cache is large. */
  put(key: string, answer: CachedAnswer, expiresAtMs: number): void;
  /** `Cache-Control: max-age=0`. */
  invalidate(key: string): void;
  /** FlushStageCache, and a stage that is gone. */
  flush(apiId: string, stageName: string): void;
}
