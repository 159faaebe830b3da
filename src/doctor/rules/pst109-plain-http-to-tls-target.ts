// The load balancer speaks plain HTTP to targets that expect TLS, or TLS to targets that speak plain HTTP. What it
// speaks is the target group's protocol; behind a TCP listener it is whatever the gateway sends. What the targets speak
// is only said where something proves it; signs that prove nothing make a warning.
import { forwardedGroups } from "../forwarded-groups.ts";
import type { TargetGroupItem } from "../inventory.ts";
import { targetGroupResource } from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { sentToTargets, type SentBytes } from "../sent-to-targets.ts";
import { otherProtocolFixes } from "../target-protocol-fix.ts";
import { knownSpeech, nameOf } from "../target-speech.ts";

const TLS_ERRORS = "TargetTLSNegotiationErrorCount";

export const plainHttpToTlsTarget: DoctorRule = {
  code: "PST109",
  name: "plain-http-to-tls-target",
  severity: "error",
  summary: "A load balancer speaks plain HTTP to targets that expect TLS, or TLS to plain ones",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
  ],
  evidence: ["metrics", "probes"],
  examine(context) {
    for (const item of context.inventory.listeners) {
      for (const group of forwardedGroups(context.inventory, item)) {
        const sent = sentToTargets(context, item, group);
        if (sent !== null) examineGroup(context, group, sent);
      }
    }
  },
};

function examineGroup(context: RuleContext, group: TargetGroupItem, sent: SentBytes): void {
  const known = knownSpeech(context, group);
  const others = known.filter(({ speaks }) => speaks !== sent.protocol);
  if (others.length > 0) {
    const seen = others.map(({ target, because }) => `${target}: ${because}`);
    report(context, { group, sent, seen, isProven: true });
  } else if (known.length === 0) {
    const signs =
      sent.protocol === "tls" ? refusedHandshakes(context, group) : refusedChecks(group);
    if (signs.length > 0) report(context, { group, sent, seen: signs, isProven: false });
  }
}

/** TLS ports answer plain HTTP with 400, and nothing else does so for every target alike. */
function refusedChecks(group: TargetGroupItem): string[] {
  const { HealthCheckProtocol, HealthCheckPort = "traffic-port" } = group.targetGroup;
  if (HealthCheckProtocol !== "HTTP" || HealthCheckPort !== "traffic-port") return [];
  const refused = group.targets.filter(
    ({ health }) =>
      health?.Reason === "Target.ResponseCodeMismatch" &&
      health.Description?.includes("[400]") === true,
  );
  if (refused.length === 0 || refused.length < group.targets.length) return [];
  return refused.map(
    (item) => `${nameOf(group, item)}: answers 400 to plain HTTP health checks on that port`,
  );
}

/** The metric is the load balancer's: it counts for a group only where no other group is spoken to in TLS. */
function refusedHandshakes(context: RuleContext, group: TargetGroupItem): string[] {
  const { inventory, evidence } = context;
  for (const arn of group.targetGroup.LoadBalancerArns ?? []) {
    const sum = evidence.metrics
      .filter(({ resource, metricName }) => resource === arn && metricName === TLS_ERRORS)
      .reduce((total, metric) => total + metric.sum, 0);
    if (sum === 0) continue;
    const encrypted = inventory.targetGroups.filter(
      ({ targetGroup }) =>
        targetGroup.LoadBalancerArns?.includes(arn) === true &&
        (targetGroup.Protocol === "HTTPS" || targetGroup.Protocol === "TLS"),
    );
    if (encrypted.length === 1) return [`${TLS_ERRORS} of the load balancer: ${sum}`];
    context.undecided(
      targetGroupResource(group),
      `${TLS_ERRORS} is ${sum}, but the load balancer speaks TLS to several target groups`,
    );
  }
  return [];
}

interface Mismatch {
  readonly group: TargetGroupItem;
  readonly sent: SentBytes;
  readonly seen: readonly string[];
  readonly isProven: boolean;
}

function report(context: RuleContext, { group, sent, seen, isProven }: Mismatch): void {
  const { TargetGroupName: name = "", Protocol = "" } = group.targetGroup;
  const isTls = sent.protocol === "tls";
  const spoken = isTls ? "TLS" : "plain HTTP";
  const expected = isTls ? "plain HTTP" : "TLS";
  const verb = isProven ? "speak" : "seem to speak";
  context.report({
    resource: targetGroupResource(group),
    severity: isProven ? "error" : "warning",
    title: `Targets of ${name} get ${spoken} and ${verb} ${expected}`,
    seen: { "protocol of the target group": Protocol, "they get": sent.because, targets: seen },
    why: isTls ? whyTls(sent) : whyPlain(sent),
    fixes: otherProtocolFixes(context, group, sent),
  });
}

function whyPlain({ isNetwork }: SentBytes): string {
  return (
    "The target expects a TLS ClientHello and gets an HTTP request line. Most servers answer that themselves, in plain " +
    'HTTP, with 400 and "The plain HTTP request was sent to HTTPS port"; others close, ' +
    (isNetwork
      ? "and the gateway finds the connection closed before an answer."
      : "and the load balancer answers 502 Bad Gateway.")
  );
}

function whyTls({ isNetwork }: SentBytes): string {
  return (
    "The load balancer begins a TLS handshake with the target, which takes the ClientHello for a request that makes no " +
    "sense and answers with bytes that are no TLS, or closes. " +
    (isNetwork
      ? "The Network Load Balancer then closes the connection of the client too"
      : "The Application Load Balancer answers 502 Bad Gateway") +
    `; ${TLS_ERRORS} counts it.`
  );
}
