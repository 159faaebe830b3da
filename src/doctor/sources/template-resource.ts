// A resource of a template or a plan as the inventory is made of it: whatever it was written in, its properties have
// CloudFormation's names, and references are the ids and ARNs of template-identity.ts.
import type { JsonObject } from "../../services/openapi/json-value.ts";
import type { SourceLocation } from "../inventory.ts";

export interface TemplateResource {
  /** "AWS::ElasticLoadBalancingV2::Listener" */
  readonly type: string;
  /** Unique among all that is read together. */
  readonly id: string;
  /** For people, where the resource has no name of its own: its logical id, or its name in the plan. */
  readonly label: string;
  /** What references to it resolve to; "" where there is no ARN. */
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: JsonObject;
  readonly location: SourceLocation;
  /** Where an object of its properties stands; the resource itself where that is not known. */
  locate(value: unknown): SourceLocation;
}

/** Types that make the inventory. */
export const INVENTORY_TYPES: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Stage",
  "AWS::ApiGatewayV2::Deployment",
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::ApiGatewayV2::VpcLink",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Resource",
  "AWS::ApiGateway::Method",
  "AWS::ApiGateway::Deployment",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGateway::VpcLink",
  "AWS::ElasticLoadBalancingV2::LoadBalancer",
  "AWS::ElasticLoadBalancingV2::Listener",
  "AWS::ElasticLoadBalancingV2::ListenerRule",
  "AWS::ElasticLoadBalancingV2::ListenerCertificate",
  "AWS::ElasticLoadBalancingV2::TargetGroup",
  "AWS::CertificateManager::Certificate",
  "AWS::EC2::SecurityGroup",
  "AWS::EC2::SecurityGroupIngress",
  "AWS::EC2::SecurityGroupEgress",
  "AWS::EC2::Subnet",
  "AWS::EC2::VPC",
]);

const REGISTRARS: ReadonlySet<string> = new Set([
  "AWS::ECS::Service",
  "AWS::ECS::TaskSet",
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::EC2::SpotFleet",
  "AWS::CodeDeploy::DeploymentGroup",
  "AWS::CloudFormation::CustomResource",
]);

/** Whether resources of the type put targets into target groups that they name. */
export function registersTargets(type: string): boolean {
  return REGISTRARS.has(type) || type.startsWith("Custom::");
}
