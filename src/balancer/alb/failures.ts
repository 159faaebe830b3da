// The one table of what a failure comes to at an Application Load Balancer: the status and page the client gets,
// whether its connection goes on, the access log's error reason and the CloudWatch metrics. A status of 0 means that
// nothing is sent: nobody is there to read it, or there never was a connection.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
import type { Failure, FailureKind } from "../../base/failure.ts";
import { LARGE_HEAD_PAGE, PAGES, PLAIN_HTTP_PAGE } from "./generated-page.ts";
import type { GeneratedPage } from "./generated-page.ts";

export interface FailureAnswer {
  /** What access logs and metrics say; it differs from the page's where nobody reads the page. */
  readonly status: number;
  readonly page: GeneratedPage | null;
  readonly close: boolean;
  /** error_reason of the access log, "-" where AWS logs none. */
  readonly errorReason: string;
  readonly metrics: readonly string[];
}

const ELB_4XX = "HTTPCode_ELB_4XX_Count";
const ELB_5XX = "HTTPCode_ELB_5XX_Count";
const TARGET_CONNECTION = "TargetConnectionErrorCount";
const TARGET_TLS = "TargetTLSNegotiationErrorCount";
const REJECTED = "RejectedConnectionCount";

/** Connections that go on after the page; all other pages close theirs [I]. */
const KEEP_ALIVE = new Set<number>([405, 463, 464, 502, 503, 504, 505, 507]);

function answer(page: GeneratedPage, ...more: readonly string[]): FailureAnswer {
  const { status } = page;
  const metrics =
    status < 500
      ? [ELB_4XX, ...more]
      : status === 500 || (status >= 502 && status <= 504)
        ? [ELB_5XX, `HTTPCode_ELB_${status}_Count`, ...more]
        : [ELB_5XX, ...more];
  return { status, page, close: !KEEP_ALIVE.has(status), errorReason: "-", metrics };
}

function unanswered(status: number, metric: string): FailureAnswer {
  return { status, page: null, close: true, errorReason: "-", metrics: [metric] };
}

const BAD_REQUEST = answer(PAGES[400]);
const LARGE_HEAD = answer(LARGE_HEAD_PAGE);
const BAD_GATEWAY = answer(PAGES[502]);
const NO_CONNECTION = answer(PAGES[502], TARGET_CONNECTION);
const GATEWAY_TIMEOUT = answer(PAGES[504]);
const CONNECT_TIMEOUT = answer(PAGES[504], TARGET_CONNECTION);
const TLS_FAILED = answer(PAGES[502], TARGET_TLS);
const OUR_FAULT = answer(PAGES[500]);
const CLIENT_GONE = unanswered(460, ELB_4XX);

/** Every kind of failure, and what it comes to. */
export const FAILURES: Readonly<Record<FailureKind, FailureAnswer>> = {
  "malformed-request": BAD_REQUEST,
  "unsupported-version": answer(PAGES[505]),
  "request-line-too-long": answer(PAGES[414]),
  "request-field-too-large": LARGE_HEAD,
  "request-head-too-large": LARGE_HEAD,
  "too-many-fields": LARGE_HEAD,
  "malformed-body": BAD_REQUEST,
  "body-too-large": answer(PAGES[413]),
  "client-closed": CLIENT_GONE,
  "client-reset": CLIENT_GONE,
  "client-idle-timeout": unanswered(0, ELB_4XX),
  "request-head-timeout": answer(PAGES[408]),
  "request-body-timeout": answer(PAGES[408]),
  "plain-http-on-tls": answer(PLAIN_HTTP_PAGE),
  "client-tls-failed": unanswered(0, "ClientTLSNegotiationErrorCount"),

  "name-not-resolved": NO_CONNECTION,
  "connect-refused": NO_CONNECTION,
  "connect-timeout": CONNECT_TIMEOUT,
  "connect-failed": NO_CONNECTION,
  "connect-reset": NO_CONNECTION,
  // The certificate of a target is not looked at, so the three after these two cannot come from one of ours.
  "tls-handshake-failed": TLS_FAILED,
  "tls-handshake-timeout": answer(PAGES[504], TARGET_TLS),
  "tls-name-mismatch": TLS_FAILED,
  "tls-untrusted": TLS_FAILED,
  "tls-expired": TLS_FAILED,

  "closed-before-response": BAD_GATEWAY,
  "reset-before-response": BAD_GATEWAY,
  "closed-mid-response": BAD_GATEWAY,
  "reset-mid-response": BAD_GATEWAY,
  "response-timeout": GATEWAY_TIMEOUT,
  "malformed-response": BAD_GATEWAY,
  "response-head-too-large": BAD_GATEWAY,

  "not-found": OUR_FAULT,
  throttled: OUR_FAULT,
  unauthorized: OUR_FAULT,
  forbidden: OUR_FAULT,
  "desync-blocked": answer(PAGES[400], "DesyncMitigationMode_NonCompliant_Request_Count"),
  "method-not-allowed": answer(PAGES[405]),
  "unsupported-transfer-encoding": answer(PAGES[501]),
  "too-many-forwarded-addresses": answer(PAGES[463]),
  "protocol-version-mismatch": answer(PAGES[464]),
  "redirect-too-long": answer(PAGES[507], "HTTP_Redirect_Url_Limit_Exceeded_Count"),
  "no-target": answer(PAGES[503]),
  "deregistration-elapsed": BAD_GATEWAY,
  "security-group-blocked": unanswered(0, REJECTED),
  "vpc-link-not-found": OUR_FAULT,
  "vpc-link-not-available": OUR_FAULT,
  "listener-not-found": OUR_FAULT,
  "integration-not-found": OUR_FAULT,
  "integration-misconfigured": OUR_FAULT,
  // An action of the listener's that Postern has not got: said so rather than passed over.
  "not-supported": answer(PAGES[501]),
  "out-of-resources": answer(PAGES[503], REJECTED),
  internal: OUR_FAULT,
};

/** What stands under error_reason in the access log; "" for nothing. */
export function errorReasonOf(failure: Failure | null): string {
  if (failure === null) return "";
  const { errorReason } = FAILURES[failure.kind];
  return errorReason === "-" ? "" : errorReason;
}
