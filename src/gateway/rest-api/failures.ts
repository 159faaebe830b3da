// What a REST API makes of a failure or of a decision of its own: the one table from which the type of gateway
// response, status, message, x-amzn-ErrorType and the line of the execution log come. The status is what AWS
// answers unless the response is customised. Where a connection through a VPC link could not be made at all AWS
// says 500; where one was made and then lost, 504.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
import type { Failure, FailureKind } from "../../base/failure.ts";

/** One row: all that a failure becomes. */
export interface RefusalRow {
  /** The gateway response that speaks for it; "" for one that cannot be customised. */
  readonly responseType: string;
  /** 0: there is nobody left to answer. */
  readonly status: number;
  /** $context.error.message; null is printed as null. */
  readonly message: string | null;
  /** x-amzn-ErrorType */
  readonly errorType: string;
  /** What the execution log says; "" for no line. Details follow where the text ends with a colon and a blank. */
  readonly logLine: string;
  /** $context.integrationErrorMessage is [I]; "" where no integration was involved. */
  readonly integrationError: string;
}

function row(
  responseType: string,
  status: number,
  message: string | null,
  errorType: string,
): RefusalRow {
  return { responseType, status, message, errorType, logLine: "", integrationError: "" };
}

function logged(made: RefusalRow, logLine: string): RefusalRow {
  return { ...made, logLine };
}

const CONFIGURATION_LINE = "Execution failed due to configuration error: ";
const NETWORK_LINE = "Execution failed due to a network error communicating with endpoint";
const INTERNAL_SERVER_ERROR = "InternalServerErrorException";

/** The integration cannot work as it is configured. */
function configuration(line: string, integrationError = "Internal server error"): RefusalRow {
  const logLine = CONFIGURATION_LINE + line;
  const base = row("API_CONFIGURATION_ERROR", 500, "Internal server error", INTERNAL_SERVER_ERROR);
  return { ...base, logLine, integrationError };
}

/** A connection was made and then lost. */
function network(detail: string): RefusalRow {
  const message = "Network error communicating with endpoint";
  const base = row("INTEGRATION_FAILURE", 504, message, INTERNAL_SERVER_ERROR);
  return { ...base, logLine: `${NETWORK_LINE}${detail}`, integrationError: message };
}

/** No connection could be made, which AWS reports without saying why. */
const UNREACHABLE = configuration("There was an internal error while executing your request");

/** Decisions of the chain itself. */
export const REFUSALS = {
  accessDenied: row(
    "ACCESS_DENIED",
    403,
    "User is not authorized to access this resource",
    "AccessDeniedException",
  ),
  apiConfiguration: configuration(""),
  authorizerConfiguration: row(
    "AUTHORIZER_CONFIGURATION_ERROR",
    500,
    null,
    "AuthorizerConfigurationException",
  ),
  authorizerFailure: row("AUTHORIZER_FAILURE", 500, null, "AuthorizerFailureException"),
  badBody: logged(
    row("BAD_REQUEST_BODY", 400, "Invalid request body", "BadRequestException"),
    "Request body does not match model schema for content type ",
  ),
  badParameters: logged(
    row(
      "BAD_REQUEST_PARAMETERS",
      400,
      "Missing required request parameters",
      "BadRequestException",
    ),
    "Request failed validation: ",
  ),
  forbidden: row("", 403, "Forbidden", "ForbiddenException"),
  invalidApiKey: logged(
    row("INVALID_API_KEY", 403, "Forbidden", "ForbiddenException"),
    "API Key  not authorized because method requires API Key but no valid API Key was given",
  ),
  missingToken: row(
    "MISSING_AUTHENTICATION_TOKEN",
    403,
    "Missing Authentication Token",
    "MissingAuthenticationTokenException",
  ),
  quotaExceeded: row("QUOTA_EXCEEDED", 429, "Limit Exceeded", "LimitExceededException"),
  throttled: row("THROTTLED", 429, "Too Many Requests", "TooManyRequestsException"),
  tooLarge: row("REQUEST_TOO_LARGE", 413, "Request Too Long", "RequestTooLargeException"),
  unauthorized: row("UNAUTHORIZED", 401, "Unauthorized", "UnauthorizedException"),
  uriTooLong: row("", 414, "Request URI too long", "RequestTooLargeException"),
  unsupportedMediaType: logged(
    row("UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type", "BadRequestException"),
    "Execution failed due to unsupported media type",
  ),
  /** [I] Lambda proxy output that is none. */
  malformedProxyResponse: {
    ...row("INTEGRATION_FAILURE", 502, "Internal server error", INTERNAL_SERVER_ERROR),
    logLine: `${CONFIGURATION_LINE}Malformed Lambda proxy response`,
    integrationError: "Malformed Lambda proxy response",
  },
} as const satisfies Record<string, RefusalRow>;

const BAD_REQUEST = row("", 400, "Bad Request", "BadRequestException");
const GONE = row("", 0, "", "");
const INTERNAL = UNREACHABLE;
const TIMEOUT: RefusalRow = {
  ...row("INTEGRATION_TIMEOUT", 504, "Endpoint request timed out", INTERNAL_SERVER_ERROR),
  logLine: "Execution failed due to a timeout error",
  integrationError: "Endpoint request timed out",
};

const ROWS: Readonly<Record<FailureKind, RefusalRow>> = {
  "malformed-request": BAD_REQUEST,
  "unsupported-version": BAD_REQUEST,
  "request-line-too-long": REFUSALS.uriTooLong,
  // [I] AWS documents the limit of 10,240 bytes of headers, not its answer.
  "request-field-too-large": row("", 431, "Request Header Fields Too Large", "BadRequestException"),
  "request-head-too-large": row("", 431, "Request Header Fields Too Large", "BadRequestException"),
  "too-many-fields": row("", 431, "Request Header Fields Too Large", "BadRequestException"),
  "malformed-body": BAD_REQUEST,
  "body-too-large": REFUSALS.tooLarge,
  "client-closed": GONE,
  "client-reset": GONE,
  "client-idle-timeout": GONE,
  "request-head-timeout": row("", 408, "Request Timeout", "BadRequestException"),
  "request-body-timeout": row("", 408, "Request Timeout", "BadRequestException"),
  "plain-http-on-tls": BAD_REQUEST,
  "client-tls-failed": GONE,

  "name-not-resolved": configuration("Invalid endpoint address"),
  // [I] AWS counts "target is not listening" among the causes of 500.
  "connect-refused": UNREACHABLE,
  "connect-timeout": UNREACHABLE,
  "connect-failed": UNREACHABLE,
  "connect-reset": network(": Connection reset"),
  // [I] What Java's TLS says when the other side speaks something else.
  "tls-handshake-failed": configuration("Unrecognized SSL message, plaintext connection?"),
  "tls-handshake-timeout": TIMEOUT,
  "tls-name-mismatch": configuration(""),
  "tls-untrusted": configuration(
    "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
  ),
  "tls-expired": configuration(
    "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
  ),

  "closed-before-response": network(": Connection is closed"),
  "reset-before-response": network(": Connection reset"),
  "closed-mid-response": network(": Connection is closed"),
  "reset-mid-response": network(": Connection reset"),
  "response-timeout": TIMEOUT,
  // [I]
  "malformed-response": configuration("Malformed response from the endpoint"),
  "response-head-too-large": configuration("The head of the endpoint's answer is too large"),

  "not-found": REFUSALS.missingToken,
  throttled: REFUSALS.throttled,
  unauthorized: REFUSALS.unauthorized,
  forbidden: REFUSALS.forbidden,
  // Decisions of load balancers: their pages pass through, so no REST API makes these itself.
  "desync-blocked": BAD_REQUEST,
  "method-not-allowed": BAD_REQUEST,
  "unsupported-transfer-encoding": BAD_REQUEST,
  "too-many-forwarded-addresses": BAD_REQUEST,
  "protocol-version-mismatch": BAD_REQUEST,
  "redirect-too-long": INTERNAL,
  "no-target": UNREACHABLE,
  "deregistration-elapsed": UNREACHABLE,

  "security-group-blocked": UNREACHABLE,
  // [I] The text for a link that is not there.
  "vpc-link-not-found": configuration("Invalid Vpc Link"),
  "vpc-link-not-available": UNREACHABLE,
  "listener-not-found": UNREACHABLE,
  "integration-not-found": configuration("No integration defined for method"),
  "integration-misconfigured": configuration(""),
  "not-supported": configuration(""),
  "out-of-resources": INTERNAL,
  internal: INTERNAL,
};

/** The row of a failure. */
export function refusalRow(failure: Failure): RefusalRow {
  return ROWS[failure.kind];
}

/** Kinds that the table has a row for; for the test that proves it complete. */
export const REFUSAL_ROWS: readonly FailureKind[] = Object.keys(ROWS) as FailureKind[];

/** The line of the execution log for a failure: rows that end with a blank are completed by what was seen. */
export function refusalLogLine(refusal: RefusalRow, detail: string): string {
  return refusal.logLine.endsWith(" ") ? refusal.logLine + detail : refusal.logLine;
}
