// Which ARN belongs where: a private integration of an HTTP API names a listener, one of a REST API through a link of
// the second kind names a load balancer. AWS refuses the wrong one when the integration is made; a template shows it
// before that.
import { fragmentValue } from "../fragment-value.ts";
import { deployCommands } from "../deploy-commands.ts";
import { forwardedGroups } from "../forwarded-groups.ts";
import type { Inventory, ListenerItem } from "../inventory.ts";
import { deploysOf, integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved, readable } from "../unresolved.ts";
import { methodOf } from "../url-fix.ts";
import { parseWayUrl } from "../way-url.ts";
import type { Way } from "../ways.ts";

export const loadBalancerArnForListenerArn: DoctorRule = {
  code: "PST402",
  name: "load-balancer-arn-for-listener-arn",
  severity: "error",
  summary: "An integration names a load balancer where a listener belongs, or the other way round",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
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
      if (!way.integration.isPrivate) continue;
      if (way.api.kind === "http") examineHttp(context, way);
      else if (way.linkVersion === 2) examineRest(context, way);
    }
  },
};

/** True for what an HTTP API takes; whether it is there is another question. */
export function isListenerOrService(uri: string): boolean {
  return uri.includes(":listener/") || uri.includes(":servicediscovery:");
}

function kindOf(text: string): string {
  if (text.includes(":loadbalancer/")) return "load balancer";
  if (text.includes(":targetgroup/")) return "target group";
  if (text.includes(":listener-rule/")) return "listener rule";
  if (/^https?:\/\//i.test(text)) return "URL";
  return text === "" ? "nothing" : "text that is no ARN of a listener";
}

function examineHttp(context: RuleContext, way: Way): void {
  const { uri, id } = way.integration;
  const resource = integrationResource(way);
  if (isUnresolved(uri) || uri.includes("${stageVariables.")) {
    const why = `What the integration leads to is not known: ${readable(uri)}`;
    context.undecided(resource, why);
    return;
  }
  if (isListenerOrService(uri)) return;
  const kind = kindOf(uri);
  const candidates = listenersMeant(context.inventory, uri);
  context.report({
    resource,
    title: `Integration ${id} names a ${kind} where the ARN of a listener belongs`,
    seen: {
      "integration URI": uri,
      "what it is": kind,
      "listeners that may be meant": candidates.map(nameOfListener),
      routes: way.routeKeys,
    },
    why:
      "Through a VPC link an HTTP API takes address, port and protocol from a listener; a load balancer may have many, and a " +
      "target group or URL has none. AWS refuses the integration (integration uri should be a valid ELB listener ARN or a " +
      "valid Cloud Map service ARN), so nothing that refers to it comes to be.",
    fixes: [httpFix(way, chosenListener(way, candidates))],
  });
}

function nameOfListener({ arn, listener }: ListenerItem): string {
  return `${listener.Protocol ?? ""}:${listener.Port ?? ""} ${arn}`;
}

/** The listeners of the load balancer, of those that forward to the target group, or that the URL names. */
function listenersMeant(inventory: Inventory, uri: string): ListenerItem[] {
  const { listeners } = inventory;
  const url = parseWayUrl(uri);
  if (url !== null) {
    const named = inventory.loadBalancers.find(
      ({ loadBalancer }) => loadBalancer.DNSName?.toLowerCase() === url.host.toLowerCase(),
    );
    return listeners.filter(
      ({ listener }) => listener.LoadBalancerArn === named?.arn && listener.Port === url.port,
    );
  }
  if (uri.includes(":targetgroup/")) {
    return listeners.filter((item) =>
      forwardedGroups(inventory, item).some(({ arn }) => arn === uri),
    );
  }
  return listeners.filter(({ listener }) => listener.LoadBalancerArn === uri);
}

/** The only one, or the only one that expects what the integration speaks. */
function chosenListener(way: Way, candidates: readonly ListenerItem[]): ListenerItem | null {
  const fitting = candidates.filter(({ listener: { Protocol = "" } }) => {
    return (Protocol === "HTTPS" || Protocol === "TLS") === (way.integration.speaks === "tls");
  });
  const [only, ...others] = fitting.length > 0 ? fitting : candidates;
  return others.length === 0 ? (only ?? null) : null;
}

function httpFix(way: Way, listener: ListenerItem | null): Fix {
  const { apiId, integration } = way;
  const uri = listener?.arn ?? "LISTENER-ARN";
  const shown = fragmentValue(listener?.arn ?? "", "ARN of the listener");
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  const operation = "UpdateIntegration";
  return {
    title: `Let the integration lead to a listener: ${uri}`,
    cli: [
      `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --integration-uri ${uri}`,
      ...deployCommands(deploysOf(way)),
    ],
    console: [
      "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit",
      "Target service: ALB/NLB; choose the load balancer and its listener → Save",
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nIntegrationUri: ${shown}`,
    terraform: `# on the aws_apigatewayv2_integration\nintegration_uri = "${shown}"`,
    calls:
      listener === null
        ? []
        : [
            {
              service: "apigatewayv2",
              operation,
              input: { ...identity, IntegrationUri: uri },
              // AWS would not take the former value back.
              undo: null,
            },
          ],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}

function examineRest(context: RuleContext, way: Way): void {
  const { integrationTarget: target } = way.integration;
  const resource = integrationResource(way);
  if (target === "" || target.includes(":loadbalancer/")) return;
  if (isUnresolved(target) || target.includes("${stageVariables.")) {
    context.undecided(resource, `What the integration leads to is not known: ${readable(target)}`);
    return;
  }
  const isListener = target.includes(":listener/");
  const kind = isListener ? "listener" : kindOf(target);
  const loadBalancerArn = loadBalancerMeant(context.inventory, target);
  context.report({
    resource,
    severity: isListener ? "warning" : "error",
    title: `The integration of ${way.routeKeys[0] ?? ""} names a ${kind} as its target where a load balancer belongs`,
    seen: {
      integrationTarget: target,
      "what it is": kind,
      "load balancer that is meant": loadBalancerArn === "" ? "not known" : loadBalancerArn,
      URI: way.integration.uri,
    },
    why: isListener
      ? "A REST API finds the listener by scheme and port of its URI, on the load balancer that integrationTarget names. " +
        "All of AWS's examples name the load balancer there; whether a listener is taken is not written down reliably."
      : "A REST API finds the listener by scheme and port of its URI, on the load balancer that integrationTarget names. " +
        "There is no listener to be found on anything else, and AWS refuses the integration.",
    fixes: [restFix(way, loadBalancerArn)],
  });
}

/** A listener's ARN says which load balancer it belongs to. */
function loadBalancerMeant(inventory: Inventory, target: string): string {
  const match = /^(.*):listener(?:-rule)?\/((?:app|net)\/[^/]+\/[^/]+)\//.exec(target);
  if (match !== null) return `${match[1] ?? ""}:loadbalancer/${match[2] ?? ""}`;
  const group = inventory.targetGroups.find(({ arn }) => arn === target);
  const [only = "", ...others] = group?.targetGroup.LoadBalancerArns ?? [];
  return others.length === 0 ? only : "";
}

function restFix(way: Way, loadBalancerArn: string): Fix {
  const identity = { restApiId: way.apiId, ...methodOf(way) };
  const target = loadBalancerArn === "" ? "LOAD-BALANCER-ARN" : loadBalancerArn;
  const shown = fragmentValue(loadBalancerArn, "ARN of the load balancer");
  const operation = "UpdateIntegration";
  const patchTo = (value: string) => [{ op: "replace", path: "/integrationTarget", value }];
  return {
    title: `Name the load balancer: ${target}`,
    cli: [
      `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${identity.resourceId} --http-method ${identity.httpMethod} --patch-operations op=replace,path=/integrationTarget,value=${target}`,
      ...deployCommands(deploysOf(way)),
    ],
    console: [
      `API Gateway → APIs → the API → Resources → ${way.routeKeys[0] ?? ""} → Integration request → Edit`,
      "Load balancer: choose it → Save; Deploy API → the stage",
    ],
    cloudFormation: `# on the AWS::ApiGateway::Method\nIntegration:\n  IntegrationTarget: ${shown}`,
    terraform: `# on the aws_api_gateway_integration\nintegration_target = "${shown}"`,
    calls:
      loadBalancerArn === ""
        ? []
        : [
            {
              service: "apigateway",
              operation,
              input: { ...identity, patchOperations: patchTo(target) },
              undo: null,
            },
          ],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}
