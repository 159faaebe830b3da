// What the types of Terraform's AWS provider are in CloudFormation, and how their attributes are called there.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs
import { objectOf, type JsonObject } from "../../services/openapi/json-value.ts";
import {
  certificate,
  ecsService,
  securityGroup,
  securityGroupRule,
  vpcSecurityGroupRule,
} from "./terraform-network-types.ts";
import {
  listener,
  listenerCertificate,
  listenerRule,
  loadBalancer,
  targetGroup,
  targetGroupAttachment,
} from "./terraform-balancing-types.ts";
import { first, renamed } from "./terraform-attributes.ts";

export interface TerraformType {
  /** CloudFormation's type; those of Terraform alone begin with "Terraform::" and are joined to others. */
  readonly type: string;
  readonly properties: (values: JsonObject) => JsonObject;
}

function integration(values: JsonObject): JsonObject {
  return {
    ...renamed(values, { timeout_milliseconds: "TimeoutInMillis" }),
    TlsConfig: first(values["tls_config"], (tls) => ({
      ServerNameToVerify: tls["server_name_to_verify"],
    })),
  };
}

function restIntegration(values: JsonObject): JsonObject {
  return {
    ...renamed(values, {
      http_method: "HttpMethod",
      integration_http_method: "IntegrationHttpMethod",
      timeout_milliseconds: "TimeoutInMillis",
    }),
    TlsConfig: first(values["tls_config"], (tls) => ({
      InsecureSkipVerification: tls["insecure_skip_verification"],
    })),
  };
}

/** A plan shows an expression's references, not the text around them: a route's target has but one form. */
function route(values: JsonObject): JsonObject {
  const { Target, ...others } = renamed(values, {});
  const isWhole = typeof Target !== "string" || Target.includes("/");
  return { ...others, Target: isWhole ? Target : `integrations/${Target}` };
}

const PLAIN = (values: JsonObject): JsonObject => renamed(values, {});

/** By Terraform's name of the type. */
export const terraformTypes: ReadonlyMap<string, TerraformType> = new Map<string, TerraformType>([
  ["aws_apigatewayv2_api", { type: "AWS::ApiGatewayV2::Api", properties: PLAIN }],
  [
    "aws_apigatewayv2_integration",
    { type: "AWS::ApiGatewayV2::Integration", properties: integration },
  ],
  ["aws_apigatewayv2_route", { type: "AWS::ApiGatewayV2::Route", properties: route }],
  [
    "aws_apigatewayv2_stage",
    {
      type: "AWS::ApiGatewayV2::Stage",
      properties: (values) => renamed(values, { name: "StageName" }),
    },
  ],
  ["aws_apigatewayv2_deployment", { type: "AWS::ApiGatewayV2::Deployment", properties: PLAIN }],
  ["aws_apigatewayv2_api_mapping", { type: "AWS::ApiGatewayV2::ApiMapping", properties: PLAIN }],
  ["aws_apigatewayv2_vpc_link", { type: "AWS::ApiGatewayV2::VpcLink", properties: PLAIN }],
  ["aws_api_gateway_rest_api", { type: "AWS::ApiGateway::RestApi", properties: PLAIN }],
  ["aws_api_gateway_resource", { type: "AWS::ApiGateway::Resource", properties: PLAIN }],
  [
    "aws_api_gateway_method",
    {
      type: "AWS::ApiGateway::Method",
      properties: (values) => renamed(values, { authorization: "AuthorizationType" }),
    },
  ],
  [
    "aws_api_gateway_integration",
    { type: "Terraform::RestIntegration", properties: restIntegration },
  ],
  ["aws_api_gateway_deployment", { type: "AWS::ApiGateway::Deployment", properties: PLAIN }],
  ["aws_api_gateway_stage", { type: "AWS::ApiGateway::Stage", properties: PLAIN }],
  ["aws_api_gateway_vpc_link", { type: "AWS::ApiGateway::VpcLink", properties: PLAIN }],
  ...bothNames("", { type: "AWS::ElasticLoadBalancingV2::LoadBalancer", properties: loadBalancer }),
  ...bothNames("_listener", {
    type: "AWS::ElasticLoadBalancingV2::Listener",
    properties: listener,
  }),
  ...bothNames("_listener_rule", {
    type: "AWS::ElasticLoadBalancingV2::ListenerRule",
    properties: listenerRule,
  }),
  ...bothNames("_listener_certificate", {
    type: "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    properties: listenerCertificate,
  }),
  ...bothNames("_target_group", {
    type: "AWS::ElasticLoadBalancingV2::TargetGroup",
    properties: targetGroup,
  }),
  ...bothNames("_target_group_attachment", {
    type: "Terraform::TargetGroupAttachment",
    properties: targetGroupAttachment,
  }),
  [
    "aws_acm_certificate",
    { type: "AWS::CertificateManager::Certificate", properties: certificate },
  ],
  ["aws_security_group", { type: "AWS::EC2::SecurityGroup", properties: securityGroup }],
  [
    "aws_security_group_rule",
    { type: "Terraform::SecurityGroupRule", properties: securityGroupRule },
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    {
      type: "AWS::EC2::SecurityGroupIngress",
      properties: (values) => vpcSecurityGroupRule(values, "Source"),
    },
  ],
  [
    "aws_vpc_security_group_egress_rule",
    {
      type: "AWS::EC2::SecurityGroupEgress",
      properties: (values) => vpcSecurityGroupRule(values, "Destination"),
    },
  ],
  ["aws_subnet", { type: "AWS::EC2::Subnet", properties: PLAIN }],
  ["aws_vpc", { type: "AWS::EC2::VPC", properties: PLAIN }],
  ["aws_ecs_service", { type: "AWS::ECS::Service", properties: ecsService }],
  ["aws_ecs_task_set", { type: "AWS::ECS::TaskSet", properties: ecsService }],
  ["aws_autoscaling_group", { type: "AWS::AutoScaling::AutoScalingGroup", properties: objectOf }],
  [
    "aws_autoscaling_attachment",
    { type: "AWS::AutoScaling::AutoScalingGroup", properties: objectOf },
  ],
]);

/** Load balancing has two names for everything. */
function bothNames(suffix: string, type: TerraformType): [string, TerraformType][] {
  return [
    [`aws_lb${suffix}`, type],
    [`aws_alb${suffix}`, type],
  ];
}
