// A target group with registered targets of which none is healthy, and why each is not. Load balancers send requests
// to unhealthy targets when there are no others, so what clients get depends on what is wrong with them; targets that
// are unused or leave get none. Checks that ask for the wrong thing are PST603's.
import { usedGroups, type UsedGroup } from "../forwarding.ts";
import { healthCheckMismatch, isFailing, speakOtherwise } from "../health-check-mismatch.ts";
import type { TargetGroupItem, TargetItem } from "../inventory.ts";
import { makeFix } from "../make-fix.ts";
import { targetGroupResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { nameOf } from "../target-speech.ts";

export const noHealthyTargets: DoctorRule = {
  code: "PST602",
  name: "no-healthy-targets",
  severity: "error",
  summary: "None of the targets that requests are forwarded to is healthy",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
  ],
  evidence: ["probes"],
  examine(context) {
    for (const used of usedGroups(context)) {
      const { item } = used;
      if (item.targets.length === 0 || item.targets.some(isServing)) continue;
      if (item.targets.some(({ health }) => health?.State === "initial")) {
        context.undecided(targetGroupResource(item), "Its first health checks are still running");
        continue;
      }
      if (isSaidElsewhere(context, item)) continue;
      context.report({
        resource: targetGroupResource(item),
        title: `None of the ${item.targets.length} targets of ${item.targetGroup.TargetGroupName ?? ""} is healthy`,
        seen: {
          targets: item.targets.map((target) => stateOf(item, target)),
          "health check": checkOf(item),
          listener: used.way.listener.arn,
          routes: used.routes,
        },
        why: whyOf(used),
        fixes: fixesOf(item),
        severity: used.isDefault ? "error" : "warning",
      });
    }
  },
};

/** Without health checks a target counts as healthy; where nothing is known of it, nothing is said. */
function isServing({ health }: TargetItem): boolean {
  return health === null || health.State === "healthy" || health.State === "unavailable";
}

/** Every target fails for a check that does not fit (PST603), or speaks another protocol than its group (PST109). */
function isSaidElsewhere(context: RuleContext, item: TargetGroupItem): boolean {
  if (!item.targets.every(isFailing)) return false;
  return speakOtherwise(context, item) || healthCheckMismatch(context, item) !== null;
}

function stateOf(group: TargetGroupItem, item: TargetItem): string {
  const { State = "", Reason = "", Description = "" } = item.health ?? {};
  const reason = [Reason, Description].filter((text) => text !== "").join(": ");
  return `${nameOf(group, item)} ${State}${reason === "" ? "" : ` (${reason})`}`;
}

function checkOf({ targetGroup }: TargetGroupItem): string {
  const { HealthCheckProtocol = "", HealthCheckPort = "", HealthCheckPath = "" } = targetGroup;
  const { HealthCheckTimeoutSeconds: timeout, Matcher } = targetGroup;
  const codes = Matcher?.HttpCode === undefined ? "" : ` expects ${Matcher.HttpCode}`;
  return `${HealthCheckProtocol} ${HealthCheckPath} on ${HealthCheckPort}${codes} within ${timeout ?? "?"} s`;
}

function whyOf({ item, way }: UsedGroup): string {
  const { LoadBalancerName = "", Type } = way.loadBalancer.loadBalancer;
  const getsAny = item.targets.some(isFailing);
  if (!getsAny) {
    return Type === "network"
      ? `Every target is unused or is leaving, so ${LoadBalancerName} has nobody for a new connection and rejects it; the gateway answers 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API).`
      : `Every target is unused or is leaving, and such targets get no new requests: ${LoadBalancerName} answers 503 Service Temporarily Unavailable itself, and the gateway passes that on.`;
  }
  return Type === "network"
    ? `With no healthy target ${LoadBalancerName} fails open and connects to the unhealthy ones. Where they refuse or do not answer, so does the connection, and the gateway answers 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API).`
    : `With no healthy target ${LoadBalancerName} fails open and sends requests to the unhealthy ones, in the hope that only the checks fail. Where a target refuses the connection or breaks it off, the client gets 502 Bad Gateway, where it does not answer 504 Gateway Time-out, and where it has an error of its own, that.`;
}

interface Advice {
  readonly title: string;
  readonly steps: readonly string[];
}

/** What to look at, by AWS's reason code. */
const ADVICE: Readonly<Record<string, Advice>> = {
  "Target.Timeout": {
    title: "Let the check through, and let it be answered in time",
    steps: [
      "The target's security groups and network ACLs must let the load balancer in on traffic port and health check port",
      "The path of the health check must be answered within its timeout",
    ],
  },
  "Target.FailedHealthChecks": {
    title: "Start what should listen on the targets' port",
    steps: [
      "The connection is refused or broken off, or the answer is no HTTP: is the process up, on that address and port?",
      "Does it speak the health check's protocol there?",
    ],
  },
  "Target.ResponseCodeMismatch": {
    title: "Mend the error that the targets answer health checks with",
    steps: ["The targets answer with an error of their own: see the codes, and the targets' logs"],
  },
  "Target.NotInUse": {
    title: "Enable the targets' zones on the load balancer",
    steps: ["EC2 → Load balancers → the load balancer → Network mapping → Edit subnets"],
  },
  "Target.InvalidState": {
    title: "Start the instances, or register others",
    steps: ["EC2 → Instances → the instance → Start"],
  },
  "Target.IpUnusable": {
    title: "Register addresses that belong to targets",
    steps: ["The address is in use by a load balancer or is not in a range that can be a target"],
  },
  "Target.DeregistrationInProgress": {
    title: "Register targets again, or others",
    steps: ["EC2 → Target groups → the group → Targets → Register targets"],
  },
};

const OTHERWISE: Advice = {
  title: "Find out why the targets are not healthy",
  steps: ["EC2 → Target groups → the group → Targets: the column Health status details"],
};

function fixesOf(item: TargetGroupItem): Fix[] {
  const reasons = new Set(item.targets.map(({ health }) => health?.Reason ?? ""));
  return [...reasons].map((reason) => {
    const { title, steps } = ADVICE[reason] ?? OTHERWISE;
    return makeFix({
      title,
      cli: [`aws elbv2 describe-target-health --target-group-arn ${item.arn}`],
      console: steps,
    });
  });
}
