// An Application Load Balancer that tells its backends apart by the Host field gets one that none of its rules asks
// for: the API's own name, or the host of a URL that was written for something else. The default rule takes it then.
import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { deployCommands } from "../deploy-commands.ts";
import { forwardedGroups } from "../forwarded-groups.ts";
import { judgeHost, plainHosts, type HostVerdict } from "../host-rules.ts";
import type { Inventory, ListenerItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { deploysOf, integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext, Severity } from "../rule.ts";
import { sentHost, sentRequests, type SentHost } from "../sent-host.ts";
import { urlFix } from "../url-fix.ts";
import { reachesListener, type PrivateWay, type Way } from "../ways.ts";
import { alwaysQuoted } from "../shell-quoted.ts";

const HOST_MAPPING = "overwrite:header.Host";

export const hostHeaderMatchesNoRule: DoctorRule = {
  code: "PST405",
  name: "host-header-matches-no-rule",
  severity: "error",
  summary: "The Host field that reaches a load balancer matches none of the rules that ask for one",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
  ],
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (!reachesListener(way)) continue;
      for (const listener of applicationListeners(context.inventory, way)) {
        examineListener(context, way, listener);
      }
    }
  },
};

/** The listener itself, or those of the load balancers behind a Network Load Balancer. */
function applicationListeners(inventory: Inventory, way: PrivateWay): ListenerItem[] {
  if (way.loadBalancer.loadBalancer.Type === "application") return [way.listener];
  return forwardedGroups(inventory, way.listener)
    .filter(({ targetGroup }) => targetGroup.TargetType === "alb")
    .flatMap(({ targets, targetGroup }) =>
      targets.flatMap(({ target }) => {
        const port = target.Port ?? targetGroup.Port;
        return inventory.listeners.filter(
          ({ listener }) => listener.LoadBalancerArn === target.Id && listener.Port === port,
        );
      }),
    );
}

function examineListener(context: RuleContext, way: PrivateWay, listener: ListenerItem): void {
  const resource = integrationResource(way);
  const sent = sentHost(context.inventory, way);
  const verdict = judgeHost(listener, sentRequests(way, sent.host));
  if (verdict.outcome === "no-host-rules") return;
  if (sent.host === "") {
    context.undecided(resource, sent.unknown);
    return;
  }
  if (verdict.outcome === "taken") return;
  if (verdict.outcome === "unresolved") {
    const why = "What the rules of the listener ask the Host field for is not known";
    context.undecided(resource, why);
    return;
  }
  const action = describeAction(verdict.defaultAction);
  context.report({
    resource,
    severity: severityOf(sent, verdict.defaultAction),
    title: `Host ${sent.host} matches no rule of the listener that ${resource.name} leads to: the default rule takes it (${action})`,
    seen: {
      "Host that is sent": sent.host,
      "where it comes from": sent.from,
      "hosts that the rules ask for": verdict.values,
      "default rule": action,
      listener: listener.arn,
      routes: way.routeKeys,
    },
    why: whyOf(way, sent, verdict.defaultAction),
    fixes: [mappingFix(way, verdict), ruleFix(listener, sent.host)],
  });
}

/** What surely fails is an error; clients of a custom domain may send a host that fits. */
function severityOf({ isCertain }: SentHost, action: Action | null): Severity {
  switch (action?.Type) {
    case "fixed-response":
      return isCertain && refuses(action) ? "error" : "warning";
    case "redirect":
      return "warning";
    default:
      return "info";
  }
}

function refuses({ FixedResponseConfig }: Action): boolean {
  return Number(FixedResponseConfig?.StatusCode ?? 0) >= 400;
}

function describeAction(action: Action | null): string {
  if (action === null) return "unknown";
  switch (action.Type) {
    case "fixed-response":
      return `fixed response ${action.FixedResponseConfig?.StatusCode ?? ""}`;
    case "redirect":
      return `redirect to ${action.RedirectConfig?.Host ?? "the same host"}`;
    default:
      return action.Type ?? "unknown";
  }
}

function whyOf(way: Way, { isCertain }: SentHost, action: Action | null): string {
  const source =
    way.api.kind === "http" && way.integration.isPrivate && !isCertain
      ? "An HTTP API passes the client's own Host field on to a private backend: the name of the API, not of the backend."
      : "The gateway writes this host into the Host field of the request that the load balancer gets.";
  const result =
    action?.Type === "fixed-response" || action?.Type === "redirect"
      ? "No rule with a condition on the host holds, so the default rule answers and no target sees the request."
      : "No rule with a condition on the host holds, so the default rule forwards it: to another target group than those rules name, perhaps.";
  const others = isCertain ? "" : " Requests by a custom domain name carry that name instead.";
  return `${source} ${result}${others}`;
}

/** Only made when asked for: another host may be another backend. */
function mappingFix(way: PrivateWay, verdict: HostVerdict): Fix {
  const hosts = plainHosts(verdict);
  const [only, ...others] = hosts;
  const known = others.length === 0 ? only : undefined;
  const host = only ?? "HOST-THAT-A-RULE-ASKS-FOR";
  if (way.api.kind === "rest" || !way.integration.isPrivate) {
    const { url } = way.integration;
    const title =
      "Let the URL name a host that a rule asks for (TLS: the certificate must bear it)";
    const origin = { scheme: url?.scheme ?? "http", host, port: url?.port ?? 80 };
    const fix = urlFix(way, title, origin);
    return { ...fix, calls: known === undefined ? [] : fix.calls, onlyWhenAsked: true };
  }
  const { apiId, integration } = way;
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  const operation = "UpdateIntegration";
  const [name, former] = formerMapping(way);
  return {
    title: `Send a host that a rule asks for: ${name} = ${host}`,
    cli: [
      `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --request-parameters ${alwaysQuoted(JSON.stringify({ [name]: host }))}`,
      ...deployCommands(deploysOf(way)),
    ],
    console: [
      "API Gateway → APIs → the API → Integrations → the route → Parameter mapping → Create",
      `All incoming requests: header.Host, Overwrite, ${host} → Create; Deploy, where automatic deployment is off`,
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nRequestParameters:\n  ${name}: ${host}`,
    terraform: `# on the aws_apigatewayv2_integration\nrequest_parameters = {\n  "${name}" = "${host}"\n}`,
    calls:
      known === undefined
        ? []
        : [
            {
              service: "apigatewayv2",
              operation,
              input: { ...identity, RequestParameters: { [name]: known } },
              undo: { operation, input: { ...identity, RequestParameters: { [name]: former } } },
            },
          ],
    deploys: deploysOf(way),
    onlyWhenAsked: true,
  };
}

/** The mapping as it is spelled there; an empty value takes one away. */
function formerMapping({ integration }: Way): [name: string, value: string] {
  const lower = HOST_MAPPING.toLowerCase();
  const found = Object.entries(integration.requestParameters).find(
    ([name]) => name.toLowerCase() === lower,
  );
  return found ?? [HOST_MAPPING, ""];
}

function ruleFix(listener: ListenerItem, host: string): Fix {
  const first = listener.rules.find((rule) =>
    rule.Conditions?.some((condition) => condition.Field === "host-header"),
  );
  const arn = first?.RuleArn ?? "RULE-ARN";
  return {
    ...manualFix({
      title: `Or let a rule ask for ${host} too`,
      cli: [
        `aws elbv2 modify-rule --rule-arn ${arn} --conditions ${alwaysQuoted(JSON.stringify([{ Field: "host-header", HostHeaderConfig: { Values: ["HOST-AS-BEFORE", host] } }]))}`,
      ],
      console: [
        "EC2 → Load balancers → the load balancer → the listener → the rule → Edit",
        `Condition Host header: add ${host} → Save`,
      ],
      cloudFormation: `# on the AWS::ElasticLoadBalancingV2::ListenerRule\nConditions:\n  - Field: host-header\n    HostHeaderConfig:\n      Values: [HOST-AS-BEFORE, ${host}]`,
      terraform: `# on the aws_lb_listener_rule\ncondition {\n  host_header {\n    values = ["HOST-AS-BEFORE", "${host}"]\n  }\n}`,
    }),
    onlyWhenAsked: true,
  };
}
