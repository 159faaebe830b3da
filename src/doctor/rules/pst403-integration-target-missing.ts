// What an integration refers to is gone, or was never there: its VPC link, its listener, its load balancer. That a
// load balancer has no listener on a URL's port, and that a link is of the wrong kind, are rules of their own.
import { fragmentValue } from "../fragment-value.ts";
import { deployCommands } from "../deploy-commands.ts";
import type { Inventory, InventoryPart } from "../inventory.ts";
import { missingStageVariable, whyUnknown } from "../missing-reference.ts";
import { deploysOf, integrationResource } from "../resources.ts";
import type { AwsCall, DoctorRule, Fix, RuleContext } from "../rule.ts";
import { methodOf } from "../url-fix.ts";
import type { Way } from "../ways.ts";
import { isListenerOrService } from "./pst402-load-balancer-arn-for-listener-arn.ts";

/** Of what there is instead, so many are named. */
const CANDIDATES_MAX = 10;

interface MissingTarget {
  readonly kind: "VPC link" | "listener" | "load balancer";
  readonly part: InventoryPart;
  /** "" where nothing is named at all. */
  readonly reference: string;
  /** What there is that could be named instead. */
  readonly candidates: readonly string[];
}

export const integrationTargetMissing: DoctorRule = {
  code: "PST403",
  name: "integration-target-missing",
  severity: "error",
  summary:
    "A private integration refers to a VPC link, listener or load balancer that is not there",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html",
  inputs: ["httpApis", "restApis", "vpcLinks", "restVpcLinks", "loadBalancers", "listeners"],
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (way.integration.isPrivate) examineWay(context, way);
    }
  },
};

function examineWay(context: RuleContext, way: Way): void {
  const surelyMissing: MissingTarget[] = [];
  for (const target of missingTargets(context.inventory, way)) {
    const { reference, part } = target;
    const isUnset = missingStageVariable(reference) !== "";
    const why = reference === "" || isUnset ? null : whyUnknown(context.inventory, part, reference);
    if (why === null) surelyMissing.push(target);
    else context.undecided(integrationResource(way), why);
  }
  const [first, ...others] = surelyMissing;
  if (first === undefined) return;
  const fix = fixOf(way, first);
  context.report({
    resource: integrationResource(way),
    title: titleOf(way, first),
    seen: {
      [first.kind]: first.reference === "" ? "none named" : first.reference,
      ...Object.fromEntries(others.map(({ kind, reference }) => [kind, reference])),
      "what there is instead": first.candidates.slice(0, CANDIDATES_MAX),
      routes: way.routeKeys,
    },
    why: whyOf(way, first),
    fixes: [fix],
  });
}

/** In the order in which a request would need them. */
function missingTargets(inventory: Inventory, way: Way): MissingTarget[] {
  const missing: MissingTarget[] = [];
  const { integration, link, linkVersion, listener, loadBalancer } = way;
  const isHttp = way.api.kind === "http";
  if (typeof link === "string" && !isOfFirstKind(inventory, integration.connectionId)) {
    missing.push(missingLink(inventory, isHttp, integration.connectionId));
  }
  if (!isHttp && linkVersion !== 2) return missing;
  const reference = isHttp ? integration.uri : integration.integrationTarget;
  // What is no listener's ARN at all is another rule's.
  const namesListener = isHttp ? isListenerOrService(reference) : reference.includes(":listener/");
  if (namesListener) {
    if (typeof listener === "string") {
      const candidates = inventory.listeners.map(({ arn }) => arn);
      missing.push({ kind: "listener", part: "listeners", reference, candidates });
    }
  } else if (!isHttp && typeof loadBalancer === "string" && !isSomethingElse(reference)) {
    const candidates = inventory.loadBalancers.map(({ arn }) => arn);
    missing.push({ kind: "load balancer", part: "loadBalancers", reference, candidates });
  }
  return missing;
}

function isOfFirstKind({ restVpcLinks }: Inventory, linkId: string): boolean {
  return restVpcLinks.some(({ vpcLink }) => vpcLink.id === linkId);
}

function missingLink(inventory: Inventory, isHttp: boolean, reference: string): MissingTarget {
  const links = inventory.vpcLinks.map(({ vpcLink }) => vpcLink.VpcLinkId ?? "");
  const firstLinks = inventory.restVpcLinks.map(({ vpcLink }) => vpcLink.id ?? "");
  return {
    kind: "VPC link",
    part: isHttp ? "vpcLinks" : "restVpcLinks",
    reference,
    candidates: isHttp ? links : [...firstLinks, ...links],
  };
}

/** Left to the rule about ARNs in the wrong place. */
function isSomethingElse(reference: string): boolean {
  return /:(targetgroup|listener-rule)\//.test(reference) || /^https?:/i.test(reference);
}

function titleOf(way: Way, { kind, reference }: MissingTarget): string {
  const { name } = integrationResource(way);
  const variable = missingStageVariable(reference);
  if (variable !== "") {
    return `The ${name} takes its ${kind} from stage variable ${variable}, which stage ${way.stageName} has not`;
  }
  return reference === ""
    ? `The ${name} names no ${kind}`
    : `The ${name} refers to ${kind} ${reference}, which is not there`;
}

function whyOf(way: Way, { kind, reference }: MissingTarget): string {
  if (kind === "load balancer" && reference === "") {
    return (
      "A VPC link of the second kind is no more than network interfaces: which load balancer a request is for must stand " +
      "in integrationTarget. AWS refuses the integration without it (IntegrationTarget is required for VpcLinkV2)."
    );
  }
  const what =
    kind === "VPC link"
      ? "There is no way from the gateway into the network without the link"
      : `There is nothing behind the VPC link to connect to without the ${kind}`;
  return way.api.kind === "http"
    ? `${what}: the gateway answers 500 or 503 itself and no backend sees the request.`
    : `${what}: the gateway answers 500 itself and no backend sees the request.`;
}

/** Made by the doctor only where there is one thing that can be meant, and only when asked for. */
function fixOf(way: Way, missing: MissingTarget): Fix {
  const { kind, candidates, reference } = missing;
  const [only = "", ...others] = candidates;
  const known = others.length === 0 && missingStageVariable(reference) === "" ? only : "";
  const value = known === "" ? `${kind.toUpperCase().replaceAll(" ", "-")}-ID` : known;
  const isHttp = way.api.kind === "http";
  const call = isHttp ? httpCall(way, kind, value) : restCall(way, kind, value);
  return {
    title: `Let the integration refer to a ${kind} that is there: ${value}`,
    cli: [
      isHttp ? httpCommand(way, kind, value) : restCommand(way, kind, value),
      ...deployCommands(deploysOf(way)),
    ],
    console: isHttp
      ? [
          "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit",
          "Choose VPC link, load balancer and listener → Save; Deploy, where automatic deployment is off",
        ]
      : [
          `API Gateway → APIs → the API → Resources → ${way.routeKeys[0] ?? ""} → Integration request → Edit`,
          "Choose VPC link and load balancer → Save; Deploy API → the stage",
        ],
    ...templatesOf(
      isHttp,
      kind,
      fragmentValue(known, `${kind === "VPC link" ? "id" : "ARN"} of the ${kind}`),
    ),
    calls: known === "" ? [] : [call],
    deploys: deploysOf(way),
    onlyWhenAsked: true,
  };
}

/** Only what is missing is written down. */
function templatesOf(
  isHttp: boolean,
  kind: string,
  value: string,
): Pick<Fix, "cloudFormation" | "terraform"> {
  const isLink = kind === "VPC link";
  const property = isLink ? "ConnectionId" : isHttp ? "IntegrationUri" : "IntegrationTarget";
  const argument = isLink ? "connection_id" : isHttp ? "integration_uri" : "integration_target";
  return isHttp
    ? {
        cloudFormation: `# on the AWS::ApiGatewayV2::Integration\n${property}: ${value}`,
        terraform: `# on the aws_apigatewayv2_integration\n${argument} = "${value}"`,
      }
    : {
        cloudFormation: `# on the AWS::ApiGateway::Method\nIntegration:\n  ${property}: ${value}`,
        terraform: `# on the aws_api_gateway_integration\n${argument} = "${value}"`,
      };
}

function httpCommand({ apiId, integration }: Way, kind: string, value: string): string {
  const option = kind === "VPC link" ? "--connection-id" : "--integration-uri";
  return `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} ${option} ${value}`;
}

function restCommand(way: Way, kind: string, value: string): string {
  const { resourceId, httpMethod } = methodOf(way);
  return `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations op=replace,path=${restPath(kind)},value=${value}`;
}

function restPath(kind: string): string {
  return kind === "VPC link" ? "/connectionId" : "/integrationTarget";
}

function httpCall({ apiId, integration }: Way, kind: string, value: string): AwsCall {
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  const operation = "UpdateIntegration";
  const former =
    kind === "VPC link"
      ? { ConnectionId: integration.connectionId }
      : { IntegrationUri: integration.uri };
  const changed = kind === "VPC link" ? { ConnectionId: value } : { IntegrationUri: value };
  return {
    service: "apigatewayv2",
    operation,
    input: { ...identity, ...changed },
    undo: { operation, input: { ...identity, ...former } },
  };
}

function restCall(way: Way, kind: string, value: string): AwsCall {
  const identity = { restApiId: way.apiId, ...methodOf(way) };
  const patch = { op: "replace", path: restPath(kind), value };
  return {
    service: "apigateway",
    operation: "UpdateIntegration",
    input: { ...identity, patchOperations: [patch] },
    // AWS does not take a reference to what is not there.
    undo: null,
  };
}
