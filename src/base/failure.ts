// A failure is a value that says what went wrong, whose fault it is and whether the request may be tried again.
// Every hop turns it into its own status, page, log field and metric by one table of its own; nothing on the
// request path throws. This file knows only the vocabulary: what can go wrong between two ends of a connection
// and inside a gateway or load balancer. It knows no status code.

/** Whose doing it was. `client` and `target` are the two ends of a hop; `gateway` is configuration of ours. */
export type FailureSource = "client" | "target" | "gateway" | "internal";

/** `reused-only`: may be sent again on another connection when the one that failed had served before. */
export type FailureRetry = "never" | "reused-only";

const KINDS = {
  // Reading a request
  "malformed-request": ["client", "never"],
  "unsupported-version": ["client", "never"],
  "request-line-too-long": ["client", "never"],
  "request-field-too-large": ["client", "never"],
  "request-head-too-large": ["client", "never"],
  "too-many-fields": ["client", "never"],
  "malformed-body": ["client", "never"],
  "body-too-large": ["client", "never"],
  "client-closed": ["client", "never"],
  "client-reset": ["client", "never"],
  "client-idle-timeout": ["client", "never"],
  "request-head-timeout": ["client", "never"],
  "request-body-timeout": ["client", "never"],
  "plain-http-on-tls": ["client", "never"],
  "client-tls-failed": ["client", "never"],
  // Reaching a target
  "name-not-resolved": ["target", "never"],
  "connect-refused": ["target", "never"],
  "connect-timeout": ["target", "never"],
  "connect-failed": ["target", "never"],
  "connect-reset": ["target", "never"],
  "tls-handshake-failed": ["target", "never"],
  "tls-handshake-timeout": ["target", "never"],
  "tls-name-mismatch": ["target", "never"],
  "tls-untrusted": ["target", "never"],
  "tls-expired": ["target", "never"],
  // Reading an answer
  "closed-before-response": ["target", "reused-only"],
  "reset-before-response": ["target", "reused-only"],
  "closed-mid-response": ["target", "never"],
  "reset-mid-response": ["target", "never"],
  "response-timeout": ["target", "never"],
  "malformed-response": ["target", "never"],
  "response-head-too-large": ["target", "never"],
  // Decided by a hop's configuration
  "not-found": ["gateway", "never"],
  throttled: ["gateway", "never"],
  unauthorized: ["gateway", "never"],
  forbidden: ["gateway", "never"],
  "desync-blocked": ["client", "never"],
  "method-not-allowed": ["client", "never"],
  "unsupported-transfer-encoding": ["client", "never"],
  "too-many-forwarded-addresses": ["client", "never"],
  "protocol-version-mismatch": ["client", "never"],
  "redirect-too-long": ["gateway", "never"],
  "no-target": ["gateway", "never"],
  "deregistration-elapsed": ["gateway", "never"],
  "security-group-blocked": ["gateway", "never"],
  "vpc-link-not-found": ["gateway", "never"],
  "vpc-link-not-available": ["gateway", "never"],
  "listener-not-found": ["gateway", "never"],
  "integration-not-found": ["gateway", "never"],
  "integration-misconfigured": ["gateway", "never"],
  "not-supported": ["gateway", "never"],
  "out-of-resources": ["internal", "never"],
  internal: ["internal", "never"],
} as const satisfies Record<string, readonly [FailureSource, FailureRetry]>;

export type FailureKind = keyof typeof KINDS;

/** All kinds, for the tests that prove every hop's table complete. */
export const FAILURE_KINDS = Object.keys(KINDS) as readonly FailureKind[];

export interface Failure {
  readonly kind: FailureKind;
  readonly source: FailureSource;
  readonly retry: FailureRetry;
  /** What was seen, for people and for the doctor; "" when the kind says it all. Never sent to a client. */
  readonly detail: string;
  /** What was compared with what: plain data, bounded in size, nothing secret. Left out when there is none. */
  readonly evidence?: FailureEvidence;
}

export type FailureEvidence = Readonly<Record<string, unknown>>;

const WITHOUT_DETAIL = new Map<FailureKind, Failure>(
  FAILURE_KINDS.map((kind) => {
    const [source, retry] = KINDS[kind];
    return [kind, Object.freeze({ kind, source, retry, detail: "" })];
  }),
);

/** The failure of that kind; the same object each time when there is no more to say, so that it costs nothing. */
export function failure(kind: FailureKind, detail = "", evidence?: FailureEvidence): Failure {
  const plain = WITHOUT_DETAIL.get(kind) as Failure;
  const { source, retry } = plain;
  if (evidence !== undefined) return { kind, source, retry, detail, evidence };
  return detail === "" ? plain : { kind, source, retry, detail };
}
