// The load balancers of a template with their attributes, subnets and security groups as they would be described.
import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { listOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import type { LoadBalancerItem, SubnetItem } from "../inventory.ts";
import { unresolved } from "../unresolved.ts";
import { balancerAttributes } from "./template-defaults.ts";
import { defaultGroupId } from "./template-identity.ts";
import {
  attributesOf,
  displayName,
  itemOf,
  textsOf,
  withoutUndefined,
  type TemplateResources,
} from "./template-resources.ts";
import type { TemplateResource } from "./template-resource.ts";

/** Load balancers in the order of the template. */
export function balancersOf(
  resources: TemplateResources,
  subnets: readonly SubnetItem[],
): LoadBalancerItem[] {
  const bySubnetId = new Map(subnets.map((item) => [item.subnet.SubnetId ?? "", item]));
  return resources
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .map((resource) => balancerOf(resource, bySubnetId));
}

function balancerOf(
  resource: TemplateResource,
  subnets: ReadonlyMap<string, SubnetItem>,
): LoadBalancerItem {
  const { properties } = resource;
  const type = textOf(properties["Type"]) ?? "application";
  const subnetIds = subnetIdsOf(resource);
  const vpcId =
    subnetIds.map((id) => subnets.get(id)?.subnet.VpcId).find((id) => id !== undefined) ??
    unresolved(`VPC of ${resource.label}`);
  const loadBalancer = withoutUndefined<LoadBalancer>({
    LoadBalancerArn: resource.arn,
    LoadBalancerName: displayName(resource),
    DNSName: resource.attributes["DNSName"],
    Type: type as LoadBalancer["Type"],
    Scheme: (textOf(properties["Scheme"]) ?? "internet-facing") as LoadBalancer["Scheme"],
    IpAddressType: (textOf(properties["IpAddressType"]) ?? "ipv4") as LoadBalancer["IpAddressType"],
    VpcId: vpcId,
    State: { Code: "active" },
    AvailabilityZones: subnetIds.map((SubnetId) =>
      withoutUndefined({
        SubnetId,
        ZoneName: subnets.get(SubnetId)?.subnet.AvailabilityZone,
      }),
    ),
    SecurityGroups: securityGroupsOf(resource, type, vpcId),
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      type === "network"
        ? (textOf(properties["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"]) ?? "on")
        : undefined,
  });
  const attributes = {
    ...balancerAttributes(type),
    ...attributesOf(properties["LoadBalancerAttributes"]),
  };
  return { ...itemOf(resource), loadBalancer, attributes };
}

function subnetIdsOf({ properties }: TemplateResource): string[] {
  const mapped = listOf(properties["SubnetMappings"]).flatMap(
    (mapping) => textOf(objectOf(mapping)["SubnetId"]) ?? [],
  );
  return [...textsOf(properties["Subnets"]), ...mapped];
}

/** An ALB without any named has its VPC's default group, an NLB has none at all. */
function securityGroupsOf(resource: TemplateResource, type: string, vpcId: string): string[] {
  const named = resource.properties["SecurityGroups"];
  if (named !== undefined && textsOf(named).length > 0) return textsOf(named);
  return type === "application" ? [defaultGroupId(vpcId)] : [];
}
