// What an HTTP API makes of a failure: the one table from which status, body, $context variables and metric come.
// HTTP APIs know few answers: what the client did wrong has its status, a backend that could not be asked in time
// is 503, anything misconfigured or broken is 500; a 504 is always the load balancer's own page.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html
import type { Failure, FailureKind } from "../../base/failure.ts";

/** One row: all that a failure becomes. */
export interface FailureRow {
  /** 0: there is nobody left to answer. */
  readonly status: number;
  /** The answer's message, which is also $context.error.message. */
  readonly message: string;
  /** $context.error.responseType. INTEGRATION_NETWORK_FAILURE is seen on AWS, the others are [I]. */
  readonly responseType: string;
  /** $context.integrationErrorMessage; all texts are [I]. "" when no integration was involved. */
  readonly integrationError: string;
  /** The CloudWatch metric that counts it, beside Count; "" for none. */
  readonly metric: "4xx" | "5xx" | "";
}

function clientError(status: number, message: string, responseType: string): FailureRow {
  return { status, message, responseType, integrationError: "", metric: "4xx" };
}

/** The backend could not be reached or did not answer in time. */
function unavailable(responseType: string, integrationError: string): FailureRow {
  const message = "Service Unavailable";
  return { status: 503, message, responseType, integrationError, metric: "5xx" };
}

/** The integration cannot work as it is configured, or what it answered is not HTTP. */
function broken(responseType: string, integrationError: string): FailureRow {
  const message = "Internal Server Error";
  return { status: 500, message, responseType, integrationError, metric: "5xx" };
}

const NETWORK = "INTEGRATION_NETWORK_FAILURE";
const INTEGRATION = "INTEGRATION_FAILURE";
const CONFIGURATION = "API_CONFIGURATION_ERROR";
const BAD_REQUEST = clientError(400, "Bad Request", "BAD_REQUEST");
const HEAD_TOO_LARGE = clientError(431, "Request Header Fields Too Large", "REQUEST_TOO_LARGE");
const GONE: FailureRow = {
  status: 0,
  message: "",
  responseType: "",
  integrationError: "",
  metric: "",
};
const INTERNAL = broken("DEFAULT_5XX", "");

const ROWS: Readonly<Record<FailureKind, FailureRow>> = {
  "malformed-request": BAD_REQUEST,
  "unsupported-version": BAD_REQUEST,
  "request-line-too-long": HEAD_TOO_LARGE,
  "request-field-too-large": HEAD_TOO_LARGE,
  "request-head-too-large": HEAD_TOO_LARGE,
  "too-many-fields": HEAD_TOO_LARGE,
  "malformed-body": BAD_REQUEST,
  "body-too-large": clientError(413, "Request Entity Too Large", "REQUEST_TOO_LARGE"),
  "client-closed": GONE,
  "client-reset": GONE,
  "client-idle-timeout": GONE,
  "request-head-timeout": clientError(408, "Request Timeout", "BAD_REQUEST"),
  "request-body-timeout": clientError(408, "Request Timeout", "BAD_REQUEST"),
  "plain-http-on-tls": BAD_REQUEST,
  "client-tls-failed": GONE,

  "name-not-resolved": unavailable(NETWORK, "The endpoint's name could not be resolved"),
  "connect-refused": unavailable(NETWORK, "The connection to the endpoint was refused"),
  "connect-timeout": unavailable(NETWORK, "The connection to the endpoint timed out"),
  "connect-failed": unavailable(NETWORK, "The connection to the endpoint failed"),
  "connect-reset": unavailable(NETWORK, "The connection to the endpoint was reset"),
  // A wrong name is known to give 500; the others fail the same handshake [I].
  "tls-handshake-failed": broken(INTEGRATION, "The TLS handshake with the endpoint failed"),
  "tls-handshake-timeout": unavailable(NETWORK, "The TLS handshake with the endpoint timed out"),
  "tls-name-mismatch": broken(
    INTEGRATION,
    "The endpoint's certificate does not match the server name",
  ),
  "tls-untrusted": broken(INTEGRATION, "The endpoint's certificate is not trusted"),
  "tls-expired": broken(INTEGRATION, "The endpoint's certificate has expired"),

  "closed-before-response": unavailable(NETWORK, "The endpoint closed the connection"),
  "reset-before-response": unavailable(NETWORK, "The endpoint reset the connection"),
  "closed-mid-response": unavailable(NETWORK, "The endpoint closed the connection"),
  "reset-mid-response": unavailable(NETWORK, "The endpoint reset the connection"),
  "response-timeout": unavailable(
    "INTEGRATION_TIMEOUT",
    "The endpoint did not answer within the integration's timeout",
  ),
  // [I] As a Lambda function's malformed answer, which is known to give 500.
  "malformed-response": broken(INTEGRATION, "The endpoint's answer is not valid"),
  "response-head-too-large": broken(INTEGRATION, "The head of the endpoint's answer is too large"),

  "not-found": clientError(404, "Not Found", "NOT_FOUND"),
  throttled: clientError(429, "Too Many Requests", "THROTTLED"),
  unauthorized: clientError(401, "Unauthorized", "UNAUTHORIZED"),
  forbidden: clientError(403, "Forbidden", "ACCESS_DENIED"),
  // Decisions of load balancers: their pages pass through, so no HTTP API makes these itself.
  "desync-blocked": BAD_REQUEST,
  "method-not-allowed": BAD_REQUEST,
  "unsupported-transfer-encoding": BAD_REQUEST,
  "too-many-forwarded-addresses": BAD_REQUEST,
  "protocol-version-mismatch": BAD_REQUEST,
  "redirect-too-long": INTERNAL,
  "no-target": unavailable(NETWORK, "The endpoint has no target"),
  "deregistration-elapsed": unavailable(NETWORK, "The endpoint's target is gone"),

  "security-group-blocked": unavailable(NETWORK, "The connection to the endpoint timed out"),
  // [I] A deleted link is a configuration error, one without network interfaces a network failure.
  "vpc-link-not-found": broken(CONFIGURATION, "The VPC link does not exist"),
  "vpc-link-not-available": unavailable(NETWORK, "The VPC link is not available"),
  "listener-not-found": unavailable(NETWORK, "The listener does not exist"),
  "integration-not-found": broken(CONFIGURATION, ""),
  "integration-misconfigured": broken(CONFIGURATION, "The integration's URI is not valid"),
  "not-supported": broken(CONFIGURATION, ""),
  "out-of-resources": unavailable("DEFAULT_5XX", ""),
  internal: INTERNAL,
};

/** The row of a failure. */
export function failureRow(failure: Failure): FailureRow {
  return ROWS[failure.kind];
}

/** Kinds that the table has a row for; for the test that proves it complete. */
export const FAILURE_ROWS: readonly FailureKind[] = Object.keys(ROWS) as FailureKind[];

/** The body of an answer made by the gateway: no blank after the colon, unlike a REST API's. */
export function failureBody(row: FailureRow): string {
  return `{"message":"${row.message}"}`;
}
