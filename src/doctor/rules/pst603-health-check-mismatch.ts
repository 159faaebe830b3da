// Health checks that ask for something other than what the targets give: TLS where they speak plain HTTP or the other
// way round, codes that the matcher does not take (a redirect, a login page), a port on which nobody answers checks.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
import { usedGroups } from "../forwarding.ts";
import { healthCheckMismatch, type HealthCheckMismatch } from "../health-check-mismatch.ts";
import type { TargetGroupItem } from "../inventory.ts";
import { makeFix } from "../make-fix.ts";
import { targetGroupResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import { shellQuoted } from "../shell-quoted.ts";

type Changes = Readonly<Record<string, string | { readonly HttpCode: string }>>;

export const healthCheckMismatchRule: DoctorRule = {
  code: "PST603",
  name: "health-check-mismatch",
  severity: "warning",
  summary:
    "Health checks ask for another protocol, port or status code than the targets answer with",
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
    for (const { item, routes } of usedGroups(context)) examineGroup(context, item, routes);
  },
};

function examineGroup(
  context: RuleContext,
  item: TargetGroupItem,
  routes: readonly string[],
): void {
  const { targetGroup } = item;
  const resource = targetGroupResource(item);
  if (isUnresolved(targetGroup.HealthCheckProtocol) || isUnresolved(targetGroup.Protocol)) {
    context.undecided(
      resource,
      "The protocol of the targets or of their health checks is not known here",
    );
    return;
  }
  const mismatch = healthCheckMismatch(context, item);
  if (mismatch === null) return;
  context.report({
    resource,
    title: titleOf(item, mismatch),
    seen: {
      "health check": `${targetGroup.HealthCheckProtocol ?? ""} ${targetGroup.HealthCheckPath ?? ""} on ${targetGroup.HealthCheckPort ?? ""}`,
      "codes taken": matcherOf(item),
      ...(mismatch.codes.length === 0 ? {} : { "codes answered": mismatch.codes.map(String) }),
      "targets speak": `${targetGroup.Protocol ?? ""} on ${targetGroup.Port ?? ""}`,
      "failing targets": mismatch.targets,
      routes,
    },
    why: `${whyOf(item, mismatch)} Targets that fail their checks get requests only while no other is healthy; then the load balancer sends to all of them, whether they are well or not, and zones with failing targets are taken out of its name.`,
    fixes: [fixOf(item, mismatch)],
  });
}

function matcherOf({ targetGroup }: TargetGroupItem): string {
  return targetGroup.Matcher?.HttpCode ?? "200";
}

function titleOf({ targetGroup }: TargetGroupItem, mismatch: HealthCheckMismatch): string {
  const { TargetGroupName: name = "", HealthCheckProtocol, HealthCheckPort } = targetGroup;
  switch (mismatch.kind) {
    case "protocol":
      return `Health checks of ${name} speak ${HealthCheckProtocol} to a port that speaks ${mismatch.speaks === "tls" ? "TLS" : "plain HTTP"}`;
    case "codes":
      return `Health checks of ${name} are answered with ${mismatch.codes.join(", ")}, which its matcher does not take`;
    case "port":
      return `Health checks of ${name} fail on port ${HealthCheckPort}, where no requests go`;
  }
}

function whyOf(item: TargetGroupItem, { kind, codes, speaks }: HealthCheckMismatch): string {
  const { HealthCheckPath = "/", HealthCheckPort } = item.targetGroup;
  switch (kind) {
    case "protocol":
      return speaks === "http"
        ? "The check opens with a TLS handshake, and the target reads it as a broken request line: it answers 400 in plain HTTP or closes the connection, and no check ever passes."
        : "The check opens with an HTTP request line where the target expects a TLS handshake: it answers 400 or closes the connection, and no check ever passes.";
    case "codes":
      return `The targets answer GET ${HealthCheckPath} with ${codes.join(", ")}, and only ${matcherOf(item)} counts as healthy: the target runs, and its answer is taken for an error.${
        codes.some((code) => code >= 300 && code < 400)
          ? " Health checks do not follow redirects."
          : ""
      }`;
    case "port":
      return `Requests go to the targets' own port, checks to ${HealthCheckPort}, and there the connection is refused or not answered.`;
  }
}

function fixOf(item: TargetGroupItem, { kind, codes, speaks }: HealthCheckMismatch): Fix {
  const { targetGroup } = item;
  switch (kind) {
    case "protocol": {
      const HealthCheckProtocol = speaks === "tls" ? "HTTPS" : "HTTP";
      return changeFix(item, `Check over ${HealthCheckProtocol}`, {
        after: { HealthCheckProtocol },
        before: { HealthCheckProtocol: targetGroup.HealthCheckProtocol ?? "" },
      });
    }
    case "codes": {
      const HttpCode = [matcherOf(item), ...codes].join(",");
      return changeFix(
        item,
        `Take ${codes.join(", ")} for healthy, or name a path that is answered with ${matcherOf(item)}`,
        { after: { Matcher: { HttpCode } }, before: { Matcher: { HttpCode: matcherOf(item) } } },
      );
    }
    case "port":
      return changeFix(item, "Check the port that requests go to", {
        after: { HealthCheckPort: "traffic-port" },
        before: { HealthCheckPort: targetGroup.HealthCheckPort ?? "" },
      });
  }
}

const OPTIONS: Readonly<Record<string, readonly [cli: string, terraform: string]>> = {
  HealthCheckProtocol: ["--health-check-protocol", "protocol"],
  HealthCheckPort: ["--health-check-port", "port"],
  Matcher: ["--matcher", "matcher"],
};

function changeFix(
  item: TargetGroupItem,
  title: string,
  { after, before }: { readonly after: Changes; readonly before: Changes },
): Fix {
  const words = Object.entries(after).map(([key, value]) => {
    const isText = typeof value === "string";
    const [cli, terraform] = OPTIONS[key] ?? [key, key];
    return {
      cli: `${cli} ${isText ? shellQuoted(value) : `'HttpCode="${value.HttpCode}"'`}`,
      template: isText ? `${key}: ${value}` : `${key}:\n  HttpCode: "${value.HttpCode}"`,
      terraform: `  ${terraform} = "${isText ? value : value.HttpCode}"`,
    };
  });
  const identity = { TargetGroupArn: item.arn };
  const operation = "ModifyTargetGroup";
  return makeFix({
    title,
    cli: [
      `aws elbv2 modify-target-group --target-group-arn ${item.arn} ${words.map(({ cli }) => cli).join(" ")}`,
    ],
    console: [
      `EC2 → Target groups → ${item.targetGroup.TargetGroupName ?? ""} → Health checks → Edit`,
      ...words.map(({ template }) => template.replace("\n ", "")),
      "Save changes",
    ],
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::TargetGroup\n${words.map(({ template }) => template).join("\n")}`,
    terraform: `# on the aws_lb_target_group\nhealth_check {\n${words.map(({ terraform }) => terraform).join("\n")}\n}`,
    calls: [
      {
        service: "elbv2",
        operation,
        input: { ...identity, ...after },
        undo: { operation, input: { ...identity, ...before } },
      },
    ],
  });
}
