// Which decision of an Application Load Balancer a failure belongs to, and the sentence that says what it means, much
// as AWS's troubleshooting page does. What was seen besides is the failure's own detail and evidence.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
import type { FailureKind } from "../../base/failure.ts";

/** The steps of an Application Load Balancer that can fail, in their order. */
export type AlbDecision =
  | "listener"
  | "tls"
  | "security-groups"
  | "request"
  | "desync"
  | "rule"
  | "action"
  | "target"
  | "connection"
  | "target-tls"
  | "answer"
  | "client";

export interface FailureExplanation {
  readonly decision: AlbDecision;
  readonly sentence: string;
}

function at(decision: AlbDecision, sentence: string): FailureExplanation {
  return { decision, sentence };
}

const HEAD_TOO_LARGE = "The request's header is larger than a load balancer takes";
const NO_GATEWAY = "A decision that no Application Load Balancer makes";

/** Every kind of failure. */
export const FAILURE_EXPLANATIONS: Readonly<Record<FailureKind, FailureExplanation>> = {
  "malformed-request": at("request", "The client sent a request that does not follow HTTP"),
  "unsupported-version": at("request", "The client speaks a version of HTTP that is not supported"),
  "request-line-too-long": at("request", "The request line is longer than 16 KB"),
  "request-field-too-large": at("request", "A field of the request is larger than 16 KB"),
  "request-head-too-large": at("request", HEAD_TOO_LARGE),
  "too-many-fields": at("request", HEAD_TOO_LARGE),
  "malformed-body": at("client", "The client sent a body that cannot be read"),
  "body-too-large": at("client", "The client sent a body larger than the limit"),
  "client-closed": at("client", "The client closed the connection before it had its answer"),
  "client-reset": at("client", "The client reset the connection before it had its answer"),
  "client-idle-timeout": at("client", "Nothing was said until the idle timeout had passed"),
  "request-head-timeout": at(
    "request",
    "The client did not send a whole request before the idle timeout expired",
  ),
  "request-body-timeout": at(
    "client",
    "The client did not send data before the idle timeout expired",
  ),
  "plain-http-on-tls": at("listener", "The client sent a plain HTTP request to an HTTPS listener"),
  "client-tls-failed": at("tls", "The client's TLS handshake failed"),

  "name-not-resolved": at("connection", "The target's name or address is not known"),
  "connect-refused": at(
    "connection",
    "The target refused the connection: nothing listens on that address and port",
  ),
  "connect-timeout": at(
    "connection",
    "No connection to the target was established before the connection timeout expired (10 seconds)",
  ),
  "connect-failed": at("connection", "No connection to the target could be made"),
  "connect-reset": at(
    "connection",
    "The target reset the connection when it was being established",
  ),
  "tls-handshake-failed": at(
    "target-tls",
    "The TLS handshake with the target failed: it may not speak TLS on that port, or share no version or cipher",
  ),
  "tls-handshake-timeout": at(
    "target-tls",
    "The TLS handshake with the target timed out (10 seconds)",
  ),
  "tls-name-mismatch": at("target-tls", "The target's certificate is for another name"),
  "tls-untrusted": at("target-tls", "The target's certificate is not trusted"),
  "tls-expired": at("target-tls", "The target's certificate is not valid at this time"),

  "closed-before-response": at(
    "answer",
    "The target closed the connection while a request was outstanding; its keep-alive may be shorter than the load balancer's idle timeout",
  ),
  "reset-before-response": at(
    "answer",
    "The target reset the connection while a request was outstanding",
  ),
  "closed-mid-response": at("answer", "The target closed the connection within its answer"),
  "reset-mid-response": at("answer", "The target reset the connection within its answer"),
  "response-timeout": at(
    "answer",
    "The target did not answer before the idle timeout of the load balancer expired",
  ),
  "malformed-response": at("answer", "The target's answer is malformed or is not HTTP"),
  "response-head-too-large": at("answer", "The header of the target's answer is too large"),

  "not-found": at("rule", "No rule of the listener matches the request"),
  throttled: at("action", NO_GATEWAY),
  unauthorized: at("action", NO_GATEWAY),
  forbidden: at("action", NO_GATEWAY),
  "desync-blocked": at("desync", "The desync mitigation mode blocks the request"),
  "method-not-allowed": at("request", "The method TRACE is not allowed"),
  "unsupported-transfer-encoding": at(
    "request",
    "Transfer-Encoding names something other than chunked and identity",
  ),
  "too-many-forwarded-addresses": at(
    "request",
    "X-Forwarded-For has more than 30 addresses, which means a loop as a rule",
  ),
  "protocol-version-mismatch": at(
    "target",
    "The request's protocol does not fit the protocol version of the target group",
  ),
  "redirect-too-long": at("action", "The redirect URL is longer than 8 KB"),
  "no-target": at(
    "target",
    "The target group has no registered targets, or all of them are in an unused state",
  ),
  "deregistration-elapsed": at(
    "target",
    "The deregistration delay of the target elapsed while it worked on the request",
  ),
  "security-group-blocked": at(
    "security-groups",
    "A security group does not let the connection in",
  ),
  "vpc-link-not-found": at("listener", NO_GATEWAY),
  "vpc-link-not-available": at("listener", NO_GATEWAY),
  "listener-not-found": at("connection", "The target is a load balancer without such a listener"),
  "integration-not-found": at("action", NO_GATEWAY),
  "integration-misconfigured": at("action", NO_GATEWAY),
  "not-supported": at("action", "Postern does not carry this action out"),
  "out-of-resources": at("connection", "All connections to the target are in use"),
  internal: at("answer", "Something within Postern failed"),
};
