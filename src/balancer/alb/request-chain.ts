// The life of a request at an Application Load Balancer, as a list. Before it, the wire has read the head within its
// limits and classified it; what was refused there never gets here (refused-request.ts answers it).
//
//     stage                      | leaves the list with
//     ---------------------------+----------------------------------------------------------
//     check-version              | 505 unsupported-version
//     check-target               | 400 malformed-request
//     check-transfer-encoding    | 501 unsupported-transfer-encoding, 400 malformed-request
//     check-host                 | 400 malformed-request
//     check-method               | 405 method-not-allowed, 400 malformed-request
//     check-forwarded-addresses  | 463 too-many-forwarded-addresses
//     apply-desync-mode          | 400 desync-blocked, connection closed
//     match-rule                 | 500 not-found
//     perform-action             | 503 no-target, 507 redirect-too-long, 501 not-supported
//
// A failure leaves the list at once and becomes an answer by the table in failures.ts. After perform-action the
// request belongs to its events (request.ts): body, target, answer.
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import { AMBIGUOUS } from "../../wire/http1/desync-tier.ts";
import { ACTION_FIXED_RESPONSE } from "./action-fixed-response.ts";
import { ACTION_FORWARD } from "./action-forward.ts";
import type { ForwardAction } from "./action-forward.ts";
import { ACTION_REDIRECT } from "./action-redirect.ts";
import type { RedirectAction } from "./action-redirect.ts";
import { ACTION_UNSUPPORTED } from "./actions.ts";
import { PAGES } from "./generated-page.ts";
import { DESYNC_BLOCKED_FROM } from "./request-desync-mode.ts";
import { FORWARDED_ADDRESSES_MAX, countAddresses } from "./request-forwarded-for.ts";
import type { AlbRequest } from "./request.ts";

export interface RequestStage {
  readonly name: string;
  /** Null: go on. */
  readonly run: (request: AlbRequest) => Failure | null;
}

/** In AWS's order. The checks before the desync mode hold in every mode. */
export const REQUEST_CHAIN: readonly RequestStage[] = [
  { name: "check-version", run: checkVersion },
  { name: "check-target", run: checkTarget },
  { name: "check-transfer-encoding", run: checkTransferEncoding },
  { name: "check-host", run: checkHost },
  { name: "check-method", run: checkMethod },
  { name: "check-forwarded-addresses", run: checkForwardedAddresses },
  { name: "apply-desync-mode", run: applyDesyncMode },
  { name: "match-rule", run: matchRule },
  { name: "perform-action", run: performAction },
];

/** Takes a new request through the list. */
export function runRequestChain(request: AlbRequest): void {
  for (const stage of REQUEST_CHAIN) {
    const failed = stage.run(request);
    if (failed === null) continue;
    request.fail(failed);
    return;
  }
}

/** HTTP/2 without ALPN, its connection preface above all. */
function checkVersion(request: AlbRequest): Failure | null {
  const { version } = request.received;
  if (version === "HTTP/1.1" || !/^HTTP\/[2-9]/.test(version)) return null;
  return failure("unsupported-version", version);
}

/** RFC 9112 §3: a request line without a target is no request, in whatever mode [I]. */
function checkTarget(request: AlbRequest): Failure | null {
  if (request.received.target !== "") return null;
  return failure("malformed-request", "A request line without a target");
}

/** Chunked and identity are all that is taken; since March 2025 a blank before the colon is a 400. */
function checkTransferEncoding(request: AlbRequest): Failure | null {
  const { received } = request;
  if (received.transferEncodingSpaceBeforeColon) {
    return failure("malformed-request", "White space before the colon of Transfer-Encoding");
  }
  if (!received.transferEncodingUnsupported) return null;
  return failure("unsupported-transfer-encoding", received.joined("transfer-encoding"));
}

/** RFC 9112 §3.2; HTTP/1.0 may go without. */
function checkHost(request: AlbRequest): Failure | null {
  const { received } = request;
  if (received.hasHost || received.minorVersion === 0) return null;
  return failure("malformed-request", "HTTP/1.1 without Host");
}

function checkMethod(request: AlbRequest): Failure | null {
  if (request.method === "TRACE") return failure("method-not-allowed", "TRACE");
  // A load balancer is no proxy that connects for others [I].
  if (request.method === "CONNECT") return failure("malformed-request", "CONNECT");
  return null;
}

function checkForwardedAddresses(request: AlbRequest): Failure | null {
  const forwarded = request.received.joined("x-forwarded-for");
  if (forwarded === undefined) return null;
  const count = countAddresses(forwarded);
  if (count <= FORWARDED_ADDRESSES_MAX) return null;
  return failure("too-many-forwarded-addresses", `X-Forwarded-For lists ${count} addresses`);
}

/** The verdict is in the log entry in every mode, whatever happens here. */
function applyDesyncMode(request: AlbRequest): Failure | null {
  const { desync } = request.received;
  const mode = request.live.settings.desyncMode;
  if (desync.tier >= DESYNC_BLOCKED_FROM[mode]) {
    return failure("desync-blocked", `${desync.reason} in ${mode} mode`);
  }
  if (desync.tier === AMBIGUOUS && mode === "defensive") request.closesBothConnections = true;
  return null;
}

function matchRule(request: AlbRequest): Failure | null {
  const compiled = request.live.matcher.match(request);
  if (compiled === undefined) return failure("not-found", "The listener has no default rule");
  request.rule = compiled;
  request.matchedRulePriority = compiled.rule.isDefault ? 0 : compiled.rule.priority;
  return null;
}

function performAction(request: AlbRequest): Failure | null {
  const action = request.rule?.action;
  if (action === undefined) return failure("internal", "No rule was matched");
  if (action.kind === ACTION_UNSUPPORTED) return failure("not-supported", action.name);
  request.actionsExecuted = action.name;
  switch (action.kind) {
    case ACTION_FORWARD:
      return forward(request, action);
    case ACTION_REDIRECT:
      return redirect(request, action);
    case ACTION_FIXED_RESPONSE:
      request.answer(action.statusCode, action.contentType, action.body);
      return null;
  }
}

function forward(request: AlbRequest, action: ForwardAction): Failure | null {
  const targetGroupArn = action.chooseGroup(request.runtime.random());
  if (targetGroupArn === null) return failure("no-target", "The weights add up to 0");
  request.targetGroupArn = targetGroupArn;
  const choice = request.runtime.targets.choose(targetGroupArn, request);
  if (choice === null) return failure("no-target", targetGroupArn);
  request.forward(choice);
  return null;
}

function redirect(request: AlbRequest, action: RedirectAction): Failure | null {
  const location = action.location(request.redirectParts());
  if (location === null) return failure("redirect-too-long");
  request.redirectUrl = location;
  const page = action.statusCode === 301 ? PAGES[301] : PAGES[302];
  request.moreLines = `Location: ${location}\r\n`;
  request.answer(page.status, page.contentType, page.body);
  return null;
}
