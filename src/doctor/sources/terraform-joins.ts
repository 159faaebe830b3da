// What Terraform writes as resources of their own and CloudFormation as parts of others: integrations of REST
// methods, registered targets, rules of security groups.
import { isObject, listOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import type { SourceLocation } from "../inventory.ts";
import type { TemplateResource } from "./template-resource.ts";
import { ITSELF } from "./terraform-network-types.ts";

/** The resources with those parts in their place. */
export function joinTerraformResources(all: readonly TemplateResource[]): TemplateResource[] {
  const integrations = restIntegrations(all);
  const targets = attachedTargets(all);
  return all.flatMap((resource) => {
    switch (resource.type) {
      case "AWS::ApiGateway::Method":
        return [withIntegration(resource, integrations.get(methodKey(resource)))];
      case "AWS::ElasticLoadBalancingV2::TargetGroup":
        return [withProperties(resource, { Targets: targets.get(resource.arn) ?? [] })];
      case "AWS::EC2::SecurityGroup":
        return [withOwnPeers(resource)];
      case "Terraform::SecurityGroupRule":
        return rulesOf(resource);
      case "Terraform::RestIntegration":
      case "Terraform::TargetGroupAttachment":
        return [];
      default:
        return [resource];
    }
  });
}

function withProperties(resource: TemplateResource, properties: JsonObject): TemplateResource {
  return { ...resource, properties: { ...resource.properties, ...properties } };
}

function methodKey({ properties }: TemplateResource): string {
  const { RestApiId, ResourceId, HttpMethod } = properties;
  return JSON.stringify([RestApiId, ResourceId, HttpMethod]);
}

function restIntegrations(all: readonly TemplateResource[]): Map<string, TemplateResource> {
  const found = all.filter(({ type }) => type === "Terraform::RestIntegration");
  return new Map(found.map((resource) => [methodKey(resource), resource]));
}

/** A method's integration stands where the integration is written. */
function withIntegration(
  method: TemplateResource,
  integration: TemplateResource | undefined,
): TemplateResource {
  if (integration === undefined) return method;
  const joined = withProperties(method, { Integration: integration.properties });
  const locate = (value: unknown): SourceLocation =>
    value === integration.properties ? integration.location : method.location;
  return { ...joined, locate };
}

function attachedTargets(all: readonly TemplateResource[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const { type, properties } of all) {
    if (type !== "Terraform::TargetGroupAttachment") continue;
    const arn = textOf(properties["TargetGroupArn"]) ?? "";
    found.set(arn, [...(found.get(arn) ?? []), properties["Target"]]);
  }
  return found;
}

function withOwnPeers(resource: TemplateResource): TemplateResource {
  const own = (name: string): unknown[] =>
    listOf(resource.properties[name])
      .filter(isObject)
      .map((rule) => withOwnPeer(rule, resource.id));
  return withProperties(resource, {
    SecurityGroupIngress: own("SecurityGroupIngress"),
    SecurityGroupEgress: own("SecurityGroupEgress"),
  });
}

function withOwnPeer(rule: JsonObject, groupId: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [name, value === ITSELF ? groupId : value]),
  );
}

function rulesOf(resource: TemplateResource): TemplateResource[] {
  const { GroupId, IsEgress, Rules } = resource.properties;
  const type =
    IsEgress === true ? "AWS::EC2::SecurityGroupEgress" : "AWS::EC2::SecurityGroupIngress";
  return listOf(Rules)
    .filter(isObject)
    .map((rule) => ({
      ...resource,
      type,
      properties: { ...withOwnPeer(rule, GroupId), GroupId },
    }));
}
