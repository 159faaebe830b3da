// VPC links and subnets of a template as they would be described.
import type { VpcLink as RestVpcLink } from "@aws-sdk/client-api-gateway";
import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import type { Subnet } from "@aws-sdk/client-ec2";
import { textOf } from "../../services/openapi/json-value.ts";
import type { RestVpcLinkItem, SubnetItem, VpcLinkItem } from "../inventory.ts";
import {
  displayName,
  itemOf,
  textsOf,
  withoutUndefined,
  type TemplateResources,
} from "./template-resources.ts";

/** VPC links of HTTP APIs, with network interfaces. */
export function vpcLinksOf(resources: TemplateResources): VpcLinkItem[] {
  return resources.ofType("AWS::ApiGatewayV2::VpcLink").map((resource) => {
    const vpcLink: VpcLink = {
      VpcLinkId: resource.id,
      Name: displayName(resource),
      SubnetIds: textsOf(resource.properties["SubnetIds"]),
      SecurityGroupIds: textsOf(resource.properties["SecurityGroupIds"]),
      VpcLinkStatus: "AVAILABLE",
      VpcLinkVersion: "V2",
    };
    return { ...itemOf(resource), vpcLink };
  });
}

/** VPC links of REST APIs, with a Network Load Balancer. */
export function restVpcLinksOf(resources: TemplateResources): RestVpcLinkItem[] {
  return resources.ofType("AWS::ApiGateway::VpcLink").map((resource) => {
    const vpcLink: RestVpcLink = {
      id: resource.id,
      name: displayName(resource),
      targetArns: textsOf(resource.properties["TargetArns"]),
      status: "AVAILABLE",
    };
    return { ...itemOf(resource), vpcLink };
  });
}

/** Subnets; what their VPC is called is joined by its id. */
export function subnetsOf(resources: TemplateResources): SubnetItem[] {
  return resources.ofType("AWS::EC2::Subnet").map((resource) => {
    const { properties } = resource;
    const subnet = withoutUndefined<Subnet>({
      SubnetId: resource.id,
      VpcId: textOf(properties["VpcId"]),
      CidrBlock: textOf(properties["CidrBlock"]),
      AvailabilityZone: textOf(properties["AvailabilityZone"]),
      AvailabilityZoneId: textOf(properties["AvailabilityZoneId"]),
    });
    return { ...itemOf(resource), subnet };
  });
}
