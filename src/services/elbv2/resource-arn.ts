// The ARNs of load balancing resources and what they say of each other: a listener's ARN holds its load balancer's
// id, a rule's ARN its listener's.
//   loadbalancer/app/NAME/LB   listener/app/NAME/LB/LISTENER   listener-rule/app/NAME/LB/LISTENER/RULE
//   targetgroup/NAME/ID
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
import { validationError } from "../../protocol/constraints.ts";
import { formatArn, parseArn, partitionOf } from "../../base/arn.ts";
import { hexId } from "../../base/ids.ts";
import type { Scope } from "../../store/records.ts";

const ID_LENGTH = 16;

/** "app" or "net": how ARNs name the type of a load balancer. */
export function typePrefixOf(loadBalancerType: string): "app" | "net" {
  return loadBalancerType === "network" ? "net" : "app";
}

function arnOf(scope: Scope, resource: string): string {
  return formatArn({
    partition: partitionOf(scope.region),
    service: "elasticloadbalancing",
    region: scope.region,
    account: scope.account,
    resource,
  });
}

/** What the ARNs of all load balancers of that type and name begin with. */
export function loadBalancerArnPrefix(scope: Scope, type: string, name = ""): string {
  const resource = `loadbalancer/${typePrefixOf(type)}/${name}`;
  return arnOf(scope, name === "" ? resource : `${resource}/`);
}

export function newLoadBalancerArn(scope: Scope, type: string, name: string): string {
  return loadBalancerArnPrefix(scope, type, name) + hexId(ID_LENGTH);
}

/** What the ARNs of all target groups of that name begin with; of all target groups without a name. */
export function targetGroupArnPrefix(scope: Scope, name?: string): string {
  return arnOf(scope, name === undefined ? "targetgroup/" : `targetgroup/${name}/`);
}

export function newTargetGroupArn(scope: Scope, name: string): string {
  return targetGroupArnPrefix(scope, name) + hexId(ID_LENGTH);
}

/** What the ARNs of a load balancer's listeners begin with. */
export function listenerArnPrefix(loadBalancerArn: string): string {
  return `${loadBalancerArn.replace(":loadbalancer/", ":listener/")}/`;
}

export function newListenerArn(loadBalancerArn: string): string {
  return listenerArnPrefix(loadBalancerArn) + hexId(ID_LENGTH);
}

/** What the ARNs of a listener's rules begin with. */
export function ruleArnPrefix(listenerArn: string): string {
  return `${listenerArn.replace(":listener/", ":listener-rule/")}/`;
}

/** What the ARNs of all rules on all listeners of a load balancer begin with. */
export function rulesOfLoadBalancerArnPrefix(loadBalancerArn: string): string {
  return `${loadBalancerArn.replace(":loadbalancer/", ":listener-rule/")}/`;
}

export function newRuleArn(listenerArn: string): string {
  return ruleArnPrefix(listenerArn) + hexId(ID_LENGTH);
}

/** "app/NAME/ID" or "net/NAME/ID": how metrics, logs and network interfaces name a load balancer. */
export function loadBalancerIdOf(loadBalancerArn: string): string {
  return loadBalancerArn.slice(loadBalancerArn.indexOf("loadbalancer/") + "loadbalancer/".length);
}

/** The last part of the ARN: 16 hexadecimal digits. */
export function resourceIdOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The kinds of resources that have an ARN here. */
export type ResourceKind = "load-balancer" | "listener" | "rule" | "target-group";

const ARN_RESOURCES: Readonly<Record<ResourceKind, RegExp>> = {
  "load-balancer": /^loadbalancer\/(app|net|gwy)\/[^/]+\/[^/]+$/,
  listener: /^listener\/(app|net|gwy)\/[^/]+\/[^/]+\/[^/]+$/,
  rule: /^listener-rule\/(app|net|gwy)\/[^/]+\/[^/]+\/[^/]+\/[^/]+$/,
  "target-group": /^targetgroup\/[^/]+\/[^/]+$/,
};

const KIND_NAMES: Readonly<Record<ResourceKind, string>> = {
  "load-balancer": "load balancer",
  listener: "listener",
  rule: "listener rule",
  "target-group": "target group",
};

/** The kind of resource that an ARN is of, or undefined when it is of none of this service. */
export function resourceKindOf(arn: string): ResourceKind | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.service !== "elasticloadbalancing") return undefined;
  for (const kind of ["load-balancer", "listener", "rule", "target-group"] as const) {
    if (ARN_RESOURCES[kind].test(parsed.resource)) return kind;
  }
  return undefined;
}

/** Refuses what is not an ARN of that kind of resource. */
export function checkArn(kind: ResourceKind, arn: string): void {
  if (resourceKindOf(arn) !== kind) {
    throw validationError(`'${arn}' is not a valid ${KIND_NAMES[kind]} ARN`);
  }
}
