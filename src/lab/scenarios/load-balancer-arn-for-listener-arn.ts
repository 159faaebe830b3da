import {
  CreateApiCommand,
  CreateIntegrationCommand,
  DeleteApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import type { RefusalScenario } from "../scenario.ts";
import { alb } from "./pieces.ts";

const TEMPLATE = `
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: shop
      ProtocolType: HTTP
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: $default
      Target: !Sub integrations/\${Integration}
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      ConnectionType: VPC_LINK
      ConnectionId: !Ref VpcLink
      IntegrationUri: !Ref INTEGRATION_URI
      PayloadFormatVersion: "1.0"
      TlsConfig:
        ServerNameToVerify: shop.example.com
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: $default
      AutoDeploy: true
  VpcLink:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: shop-link
      SubnetIds: [!Ref SubnetA, !Ref SubnetB]
      SecurityGroupIds: [!Ref LinkGroup]
  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Name: shop
      Scheme: internal
      Type: application
      Subnets: [!Ref SubnetA, !Ref SubnetB]
      SecurityGroups: [!Ref BalancerGroup]
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Protocol: HTTPS
      Port: 443
      Certificates:
        - CertificateArn: !Ref Certificate
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref TargetGroup
  TargetGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Name: shop
      Protocol: HTTP
      Port: 80
      TargetType: ip
      VpcId: !Ref Vpc
      Targets:
        - Id: 10.0.0.10
          Port: 80
  Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties:
      DomainName: shop.example.com
      ValidationMethod: DNS
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.0.0/24
      AvailabilityZone: eu-central-1a
  SubnetB:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-central-1b
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: VPC link
      VpcId: !Ref Vpc
  BalancerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: load balancer
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          SourceSecurityGroupId: !Ref LinkGroup
`;

/** PST402: the API refuses it, a template shows it before that. */
export const loadBalancerArnForListenerArn: RefusalScenario = {
  kind: "refusal",
  name: "load-balancer-arn-for-listener-arn",
  title: "The load balancer's ARN where the listener's belongs",
  story:
    "Through a VPC link an HTTP API takes address, port and protocol from a listener. The ARN of the load balancer is " +
    "refused, so there is no stack to look at: the doctor finds it in the template before it is deployed.",
  async attempt(stack) {
    const { balancerArn } = await alb(stack);
    const ConnectionId = await stack.apis.vpcLink();
    const { http } = stack.clients;
    const { ApiId } = await http.send(new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP" }));
    stack.onRemove(() => http.send(new DeleteApiCommand({ ApiId })));
    return http.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: "HTTP_PROXY",
        IntegrationMethod: "ANY",
        IntegrationUri: balancerArn,
        ConnectionType: "VPC_LINK",
        ConnectionId,
        PayloadFormatVersion: "1.0",
      }),
    );
  },
  symptom: { status: 400, text: "integration uri should be a valid ELB listener ARN" },
  template: { fails: templateWith("LoadBalancer"), works: templateWith("Listener") },
  findings: [{ code: "PST402", resource: "Integration" }],
};

function templateWith(logicalId: string): string {
  return TEMPLATE.replace("INTEGRATION_URI", logicalId);
}
