// Where in the console the resource of a step is: the page of the API, VPC link, load balancer, listener or target
// group that decided. Pure.
import type { HopKind } from "../../../src/telemetry/journeys/journey.ts";

export interface DecidedBy {
  readonly kind: HopKind;
  /** ARN, API id or security group id; "" for nobody's. */
  readonly resource: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** ARN of the listener that the hop came in on, where it is known: rules are on its page. */
  readonly listenerArn: string;
}

/** The page's path, "" where the console has none. */
export function consolePathOf(decided: DecidedBy): string {
  const { resource, kind } = decided;
  if (resource.startsWith("arn:")) {
    return resource.includes(":elasticloadbalancing:")
      ? balancingPath(resource, decided.listenerArn)
      : gatewayPath(resource, decided.evidence);
  }
  if (resource === "" || resource.includes(":") || resource.startsWith("sg-")) return "";
  if (kind === "http-api") return `/apis/http/${resource}`;
  return kind === "rest-api" ? `/apis/rest/${resource}` : "";
}

function balancingPath(arn: string, listenerArn: string): string {
  const encoded = encodeURIComponent(arn);
  if (arn.includes(":loadbalancer/")) return `/load-balancers/${encoded}`;
  if (arn.includes(":targetgroup/")) return `/target-groups/${encoded}`;
  if (arn.includes(":listener/")) return `/listeners/${encoded}`;
  if (!arn.includes(":listener-rule/")) return "";
  // …:listener-rule/app/name/id/listener/rule is of …:listener/app/name/id/listener.
  const own = arn.replace(":listener-rule/", ":listener/").replace(/\/[^/]*$/, "");
  return `/listeners/${encodeURIComponent(listenerArn === "" ? own : listenerArn)}`;
}

/** arn:aws:apigateway:REGION::/apis/ID/integrations/ID and the like. */
function gatewayPath(arn: string, evidence: Readonly<Record<string, unknown>>): string {
  const parts = arn.slice(arn.indexOf("/") + 1).split("/");
  const [family = "", id = "", what = "", part = ""] = parts;
  if (family === "vpclinks")
    return `/vpc-links/${evidence["version"] === "V1" ? "v1" : "v2"}/${id}`;
  if (family === "restapis") {
    return what === "" ? `/apis/rest/${id}` : `/apis/rest/${id}/${REST_PLACES[what] ?? ""}`;
  }
  if (family !== "apis") return "";
  if (what === "integrations" && part !== "") return `/apis/http/${id}/integrations/${part}`;
  if (what === "stages") return `/apis/http/${id}/stages/${encodeURIComponent(part)}`;
  return what === "" ? `/apis/http/${id}` : `/apis/http/${id}/${what}`;
}

const REST_PLACES: Readonly<Record<string, string>> = {
  resources: "resources",
  stages: "stages",
  authorizers: "authorizers",
  gatewayresponses: "gateway-responses",
};
