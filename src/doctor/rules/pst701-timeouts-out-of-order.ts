// Time limits along a way have an order: the client waits longest, then the gateway, then the load balancer's idle
// timeout must outlast the integration's, and targets must keep connections open for longer than the load balancer
// does. Where the order is wrong, the wrong hop gives up first, with an answer that hides who was slow.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues
import type { FailureKind } from "../../base/failure.ts";
import { idleTimeoutOf } from "../idle-timeouts.ts";
import { isPartUnreadable } from "../network-place.ts";
import {
  integrationResource,
  listenerResource,
  loadBalancerResource,
  targetGroupResource,
} from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { standingFailures, wayOfHop, type StandingFailure } from "../standing-failures.ts";
import {
  integrationTimeoutFix,
  keepAliveFix,
  longerIdleFix,
  patienceFix,
} from "../timeout-fixes.ts";
import { isUnresolved } from "../unresolved.ts";
import { reachesListener, type PrivateWay, type Way } from "../ways.ts";

const SLOW: ReadonlySet<FailureKind> = new Set<FailureKind>(["response-timeout"]);
const CLOSED: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "closed-before-response",
  "reset-before-response",
]);
const LEFT: ReadonlySet<FailureKind> = new Set<FailureKind>(["client-closed", "client-reset"]);

/** Timers are not exact, and a hop does more than wait. */
const MEASURED_AT_LEAST = 0.9;
const MEASURED_AT_MOST = 1.1;
const MEASURED_MORE_MS = 500;

export const timeoutsOutOfOrder: DoctorRule = {
  code: "PST701",
  name: "timeouts-out-of-order",
  severity: "warning",
  summary:
    "A hop gives up before the hop after it could, or closes connections that the hop before it still uses",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
  ],
  evidence: ["journeys"],
  examine(context) {
    examineIdleTimeouts(context);
    for (const failed of standingFailures(context.evidence, SLOW)) {
      if (failed.hop.kind === "alb") reportSlowTarget(context, failed);
      else reportGatewayTimeout(context, failed);
    }
    for (const failed of standingFailures(context.evidence, CLOSED)) {
      reportClosedConnection(context, failed);
    }
    for (const failed of standingFailures(context.evidence, LEFT)) reportClient(context, failed);
  },
};

/** The longest integration timeout of those that lead through one listener is what the idle timeout must outlast. */
function examineIdleTimeouts(context: RuleContext): void {
  const slowest = new Map<string, PrivateWay>();
  for (const way of context.ways) {
    if (!reachesListener(way)) continue;
    const isNlb = way.loadBalancer.loadBalancer.Type === "network";
    const key = isNlb ? way.listener.arn : way.loadBalancer.arn;
    const before = slowest.get(key);
    if (before === undefined || before.integration.timeoutMs < way.integration.timeoutMs) {
      slowest.set(key, way);
    }
  }
  for (const way of slowest.values()) examineIdleTimeout(context, way);
}

function examineIdleTimeout(context: RuleContext, way: PrivateWay): void {
  const idle = idleTimeoutOf(way);
  const { timeoutMs } = way.integration;
  if (
    idle.seconds === null ||
    isUnresolved(String(timeoutMs)) ||
    attributesAreHidden(context, way)
  ) {
    context.undecided(
      integrationResource(way),
      "Its timeout or the idle timeout of the load balancer is not known here",
    );
    return;
  }
  if (timeoutMs < idle.seconds * 1000) return;
  const { LoadBalancerName: name = "", Type } = way.loadBalancer.loadBalancer;
  const isNlb = Type === "network";
  context.report({
    resource: isNlb
      ? listenerResource(way.listener, way.loadBalancer)
      : loadBalancerResource(way.loadBalancer),
    title: `${name} gives connections up after ${idle.seconds} s, and the gateway waits ${timeoutMs / 1000} s for the answer`,
    seen: {
      "idle timeout": `${idle.seconds} s`,
      "integration timeout": `${timeoutMs} ms`,
      integration: way.integration.id,
      routes: way.routeKeys,
    },
    why: isNlb
      ? `While the target works on an answer no byte moves. After ${idle.seconds} s ${name} forgets the connection, and whoever writes next gets a reset: the gateway takes the target for dead although it was about to answer.`
      : `While the target works on an answer no byte moves. After ${idle.seconds} s ${name} answers 504 Gateway Time-out itself, and the time that the integration was given beyond that is never used.`,
    fixes: [longerIdleFix(way, idle, Math.ceil(timeoutMs / 1000))],
  });
}

/** Attributes that nobody could read are not the default ones; they matter only beyond the smallest default. */
function attributesAreHidden({ inventory }: RuleContext, way: PrivateWay): boolean {
  const isNlb = way.loadBalancer.loadBalancer.Type === "network";
  const { attributes } = isNlb ? way.listener : way.loadBalancer;
  return (
    isPartUnreadable(inventory, isNlb ? "listeners" : "loadBalancers") &&
    Object.keys(attributes).length === 0 &&
    (!isNlb || way.integration.timeoutMs >= 60_000)
  );
}

function secondsOf(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Whether a measured wait is what this limit makes; it may have been changed since. */
function isMeasureOf(durationMs: number, limitMs: number): boolean {
  return (
    durationMs >= limitMs * MEASURED_AT_LEAST &&
    durationMs <= limitMs * MEASURED_AT_MOST + MEASURED_MORE_MS
  );
}

function reportSlowTarget(context: RuleContext, { journey, hop }: StandingFailure): void {
  const way = context.ways.find(
    (candidate): candidate is PrivateWay =>
      reachesListener(candidate) && candidate.loadBalancer.arn === hop.resource,
  );
  if (way === undefined) return;
  const idle = idleTimeoutOf(way);
  if (idle.seconds === null || !isMeasureOf(hop.durationMs, idle.seconds * 1000)) return;
  const name = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  context.report({
    resource: loadBalancerResource(way.loadBalancer),
    title: `${name} gave up first: its target did not answer within ${idle.seconds} s`,
    seen: {
      request: `${journey.request.method} ${journey.request.target}`,
      "client got": journey.status,
      "idle timeout": `${idle.seconds} s`,
      "integration timeout": `${way.integration.timeoutMs} ms`,
    },
    why: `${name} sent the request to a target and saw no byte of an answer until its idle timeout ended: it answered 504 Gateway Time-out itself (HTTPCode_ELB_504_Count), and the gateway passed that on.`,
    fixes: [longerIdleFix(way, idle, idle.seconds * 2)],
  });
}

function reportGatewayTimeout(context: RuleContext, { journey, hop }: StandingFailure): void {
  const way = wayOfHop(context.ways, hop);
  if (way === undefined || !isMeasureOf(hop.durationMs, way.integration.timeoutMs)) return;
  const { timeoutMs } = way.integration;
  const answer =
    way.api.kind === "http" ? "503 Service Unavailable" : "504 Endpoint request timed out";
  context.report({
    resource: integrationResource(way),
    title: `The gateway gave up first: no answer within the integration's ${timeoutMs} ms`,
    seen: {
      request: `${journey.request.method} ${journey.request.target}`,
      "client got": journey.status,
      "integration timeout": `${timeoutMs} ms`,
      ...idleSeen(way),
    },
    why: `The request went out, and ${timeoutMs} ms later there was no complete head of an answer: the gateway dropped the connection and answered ${answer} itself. A load balancer on the way only sees its client leave (460 in its access log), and the target may finish the work for nobody.`,
    fixes: [integrationTimeoutFix(way)],
  });
}

function idleSeen(way: Way): Record<string, string> {
  if (!reachesListener(way)) return {};
  const { seconds } = idleTimeoutOf(way);
  return seconds === null ? {} : { "idle timeout of the load balancer": `${seconds} s` };
}

/** Only on a connection that had served before: a new one that is closed is another matter. */
function reportClosedConnection(context: RuleContext, { journey, hop }: StandingFailure): void {
  if (hop.kind !== "alb") return;
  const connection = hop.steps.findLast((step) => step.decision === "connection");
  if (connection?.evidence["reused"] !== true) return;
  const item = context.inventory.targetGroups.find(({ arn }) => arn === connection.resource);
  const way = context.ways.find(
    (candidate): candidate is PrivateWay =>
      reachesListener(candidate) && candidate.loadBalancer.arn === hop.resource,
  );
  if (item === undefined || way === undefined) return;
  const name = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const idle = idleTimeoutOf(way).seconds;
  context.report({
    resource: targetGroupResource(item),
    title: `A target of ${item.targetGroup.TargetGroupName ?? ""} closed a connection that ${name} was about to use again`,
    seen: {
      request: `${journey.request.method} ${journey.request.target}`,
      "client got": journey.status,
      connection: "used before",
      "idle timeout of the load balancer": idle === null ? "not known" : `${idle} s`,
    },
    why: `${name} keeps connections to targets open for its idle timeout and sends the next request on one of them. The target's keep-alive time is shorter: it closed the connection as the request was on its way, and ${name}, which cannot know whether the target began to work on it, answers 502 Bad Gateway.`,
    fixes: [keepAliveFix(idle ?? 60)],
  });
}

function reportClient(context: RuleContext, { journey, hop }: StandingFailure): void {
  if (hop.kind !== "http-api" && hop.kind !== "rest-api") return;
  const way = wayOfHop(context.ways, hop);
  if (way === undefined || hop.durationMs >= way.integration.timeoutMs) return;
  context.report({
    resource: integrationResource(way),
    title: `A client left after ${secondsOf(hop.durationMs)}, before the integration's ${way.integration.timeoutMs} ms were over`,
    seen: {
      request: `${journey.request.method} ${journey.request.target}`,
      "client waited": secondsOf(hop.durationMs),
      "integration timeout": `${way.integration.timeoutMs} ms`,
    },
    why: "The client closed its connection while the gateway still waited for an answer. Nobody reads what comes then, and a client that tries again makes the target do the work twice.",
    fixes: [patienceFix(way.integration.timeoutMs)],
    severity: "info",
  });
}
