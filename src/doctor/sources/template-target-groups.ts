// The target groups of a template with their targets. A template knows no health; and where services or scaling
// groups register targets, it does not know which.
import type { TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  booleanOf,
  isObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from "../../services/openapi/json-value.ts";
import type { ListenerItem, TargetGroupItem, TargetItem } from "../inventory.ts";
import { unresolved } from "../unresolved.ts";
import { healthCheckDefaults, TARGET_GROUP_ATTRIBUTES } from "./template-defaults.ts";
import {
  attributesOf,
  displayName,
  itemOf,
  withoutUndefined,
  type TemplateResources,
} from "./template-resources.ts";
import { registersTargets, type TemplateResource } from "./template-resource.ts";

/** Target groups in the order of the template. */
export function targetGroupsOf(
  resources: TemplateResources,
  listeners: readonly ListenerItem[],
): TargetGroupItem[] {
  const balancers = balancersByGroup(listeners);
  const registrars = registrarsByText(resources);
  return resources.ofType("AWS::ElasticLoadBalancingV2::TargetGroup").map((resource) => ({
    ...itemOf(resource),
    targetGroup: groupOf(resource, resources, [...(balancers.get(resource.arn) ?? [])]),
    attributes: {
      ...TARGET_GROUP_ATTRIBUTES,
      ...attributesOf(resource.properties["TargetGroupAttributes"]),
    },
    targets: targetsOf(resource, registrars),
  }));
}

/** Which load balancers' listeners forward to a group. */
function balancersByGroup(listeners: readonly ListenerItem[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { listener, rules } of listeners) {
    const balancer = listener.LoadBalancerArn ?? "";
    for (const action of rules.flatMap((rule) => rule.Actions ?? [])) {
      const arns = (action.ForwardConfig?.TargetGroups ?? []).map((group) => group.TargetGroupArn);
      for (const arn of [action.TargetGroupArn, ...arns]) {
        if (arn === undefined) continue;
        found.set(arn, (found.get(arn) ?? new Set()).add(balancer));
      }
    }
  }
  return found;
}

/** Resources that put targets into groups, with everything they say as one text. */
function registrarsByText(resources: TemplateResources): { label: string; text: string }[] {
  return resources.all
    .filter(({ type }) => registersTargets(type))
    .map(({ label, properties }) => ({ label, text: JSON.stringify(properties) }));
}

function groupOf(
  resource: TemplateResource,
  resources: TemplateResources,
  balancerArns: string[],
): TargetGroup {
  const { properties } = resource;
  const protocol = textOf(properties["Protocol"]);
  const asked = textOf(properties["HealthCheckProtocol"]);
  const check = healthCheckDefaults(protocol ?? "", asked);
  const matcher = objectOf(properties["Matcher"]);
  const number = (name: string): number | undefined =>
    resources.number(resource, name, "targetGroups");
  return withoutUndefined<TargetGroup>({
    TargetGroupArn: resource.arn,
    TargetGroupName: displayName(resource),
    Protocol: protocol as TargetGroup["Protocol"],
    ProtocolVersion:
      protocol === "HTTP" || protocol === "HTTPS"
        ? (textOf(properties["ProtocolVersion"]) ?? "HTTP1")
        : undefined,
    Port: number("Port"),
    VpcId: textOf(properties["VpcId"]),
    TargetType: (textOf(properties["TargetType"]) ?? "instance") as TargetGroup["TargetType"],
    HealthCheckEnabled: booleanOf(properties["HealthCheckEnabled"]) ?? true,
    HealthCheckProtocol: (asked ?? check.protocol) as TargetGroup["HealthCheckProtocol"],
    HealthCheckPort: textOf(properties["HealthCheckPort"]) ?? "traffic-port",
    HealthCheckPath:
      check.path === "" ? undefined : (textOf(properties["HealthCheckPath"]) ?? check.path),
    HealthCheckIntervalSeconds: number("HealthCheckIntervalSeconds") ?? check.intervalSeconds,
    HealthCheckTimeoutSeconds: number("HealthCheckTimeoutSeconds") ?? check.timeoutSeconds,
    HealthyThresholdCount: number("HealthyThresholdCount") ?? 5,
    UnhealthyThresholdCount: number("UnhealthyThresholdCount") ?? 2,
    Matcher:
      check.path === ""
        ? undefined
        : withoutUndefined({
            HttpCode:
              textOf(matcher["HttpCode"]) ??
              (matcher["GrpcCode"] === undefined ? check.matcher : undefined),
            GrpcCode: textOf(matcher["GrpcCode"]),
          }),
    LoadBalancerArns: balancerArns,
  });
}

function targetsOf(
  resource: TemplateResource,
  registrars: readonly { label: string; text: string }[],
): TargetItem[] {
  const groupPort = numberOf(resource.properties["Port"]);
  const targets: TargetItem[] = listOf(resource.properties["Targets"])
    .filter(isObject)
    .map((target) => ({
      target: withoutUndefined({
        Id: textOf(target["Id"]) ?? unresolved("a target"),
        Port: numberOf(target["Port"]) ?? groupPort,
        AvailabilityZone: textOf(target["AvailabilityZone"]),
      }),
      health: null,
    }));
  const arn = JSON.stringify(resource.arn);
  for (const { label, text } of registrars) {
    if (!text.includes(arn)) continue;
    const Id = unresolved(`the targets that ${label} registers`);
    targets.push({ target: withoutUndefined({ Id, Port: groupPort }), health: null });
  }
  return targets;
}
