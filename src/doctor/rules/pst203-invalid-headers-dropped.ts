// An Application Load Balancer that drops header fields with invalid names takes away what an API's mapping adds or
// clients send, without a word: an underscore is enough.
import { isValidFieldName } from "../../balancer/alb/request-head-rewrite.ts";
import { attributeFix } from "../balancer-attribute-fix.ts";
import { ALB_INPUTS, albsOnWays } from "../balancers-on-way.ts";
import { metricSum, stepsOf } from "../balancer-evidence.ts";
import type { LoadBalancerItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { loadBalancerResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import type { Way } from "../ways.ts";
import { alwaysQuoted } from "../shell-quoted.ts";

const DROP = "routing.http.drop_invalid_header_fields.enabled";
const DROPPED = "DroppedInvalidHeaderRequestCount";
const REQUESTS_SHOWN_MAX = 5;
/** Keys of mappings that set a header: of HTTP APIs and of REST APIs. */
const MAPPED_HEADER = /^(?:(?:append|overwrite):header|integration\.request\.header)\.(.+)$/;

export const invalidHeadersDropped: DoctorRule = {
  code: "PST203",
  name: "invalid-headers-dropped",
  severity: "warning",
  summary: "An Application Load Balancer drops headers that an API or its clients send",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  inputs: ALB_INPUTS,
  evidence: ["metrics", "journeys"],
  examine(context) {
    for (const { item, ways } of albsOnWays(context)) examineBalancer(context, item, ways);
  },
};

function examineBalancer(context: RuleContext, item: LoadBalancerItem, ways: readonly Way[]): void {
  const drops = item.attributes[DROP] ?? "false";
  const mapped = new Set(ways.flatMap(invalidMappings));
  if (isUnresolved(drops) && mapped.size > 0) {
    const why = "Whether it drops headers with invalid names is not known";
    context.undecided(loadBalancerResource(item), why);
  }
  if (drops !== "true") return;
  const count = metricSum(context.evidence, item.arn, DROPPED);
  const seen = stepsOf(context.evidence, item.arn, "headers").filter(
    ({ step }) => step.evidence["dropInvalidHeaderFields"] === true,
  );
  if (mapped.size === 0 && count === 0 && seen.length === 0) return;
  const { LoadBalancerName: name = "" } = item.loadBalancer;
  const isMapped = mapped.size > 0;
  context.report({
    resource: loadBalancerResource(item),
    severity: isMapped ? "warning" : "info",
    title: isMapped
      ? `Application Load Balancer ${name} drops headers that the API sets: ${[...mapped].join(", ")}`
      : `Application Load Balancer ${name} drops headers with invalid names that clients send`,
    seen: {
      [DROP]: drops,
      "headers set by mappings": [...mapped],
      [DROPPED]: count,
      "recent requests": seen.slice(0, REQUESTS_SHOWN_MAX).map(({ journey, step }) => {
        return `${journey.request.method} ${journey.request.target}: ${droppedText(step.evidence)}`;
      }),
    },
    why:
      "Only letters, digits and hyphens are valid in a header's name for the load balancer. It takes every other field line " +
      "out of the head before the request goes on to a target, which never learns that there was one. Nobody gets an error.",
    fixes: [keepFix(item), ...(isMapped ? [renameFix([...mapped])] : [])],
  });
}

function invalidMappings({ integration }: Way): string[] {
  return Object.keys(integration.requestParameters).flatMap((key) => {
    const name = MAPPED_HEADER.exec(key)?.[1];
    return name === undefined || isUnresolved(name) || isValidFieldName(name) ? [] : [name];
  });
}

function droppedText(evidence: Readonly<Record<string, unknown>>): string {
  const dropped = evidence["dropped"];
  return Array.isArray(dropped) ? dropped.map(String).join(", ") : "";
}

function renameFix(names: readonly string[]): Fix {
  const [first = ""] = names;
  const valid = first.replaceAll(/[^A-Za-z0-9-]/g, "-");
  return manualFix({
    title: `Or name the headers with hyphens (${valid}), in the mapping and where targets read them`,
    cli: [
      `aws apigatewayv2 update-integration --api-id API --integration-id INTEGRATION --request-parameters ${alwaysQuoted(JSON.stringify({ [`append:header.${valid}`]: "VALUE", [`append:header.${first}`]: "" }))}`,
      `# REST APIs: aws apigateway update-integration --rest-api-id API --resource-id RESOURCE --http-method METHOD --patch-operations op=remove,path=/requestParameters/integration.request.header.${first} op=add,path=/requestParameters/integration.request.header.${valid},value=VALUE`,
    ],
    console: [
      "API Gateway → the API → the integration → parameter mapping (HTTP API) or URL request headers parameters (REST API)",
      `${first} → ${valid}; deploy the stage`,
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nRequestParameters:\n  append:header.${valid}: VALUE`,
    terraform: `# on the aws_apigatewayv2_integration\nrequest_parameters = {\n  "append:header.${valid}" = "VALUE"\n}`,
  });
}

function keepFix(item: LoadBalancerItem): Fix {
  return attributeFix(item, {
    key: DROP,
    from: "true",
    to: "false",
    title: "Pass such headers on to the targets",
    console: [
      "EC2 → Load Balancers → Actions → Edit load balancer attributes",
      "Packet handling → Drop invalid header fields: off",
      "Save changes",
    ],
    terraform: "drop_invalid_header_fields = false",
    onlyWhenAsked: true,
  });
}
