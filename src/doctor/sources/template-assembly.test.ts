import { expect, test } from "vitest";
import type { Inventory } from "../inventory.ts";
import { isUnresolved } from "../unresolved.ts";
import { readTemplateInventory } from "./template-inventory.ts";

function read(resources: string, more = ""): Promise<Inventory> {
  const text = `${more}\nResources:\n${resources}`;
  return readTemplateInventory([{ path: "t.yaml", text }]);
}

test("assembleInventory() gives load balancers what AWS gives them", async () => {
  const { loadBalancers, securityGroups } = await read(`
  Vpc: { Type: "AWS::EC2::VPC" }
  S: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, AvailabilityZone: eu-west-1a } }
  Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Subnets: [!Ref S] } }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, SubnetMappings: [{ SubnetId: !Ref S }] }`);
  const [alb, nlb] = loadBalancers;
  expect(alb?.loadBalancer).toMatchObject({
    LoadBalancerName: "Alb",
    Type: "application",
    Scheme: "internet-facing",
    VpcId: "Vpc",
    AvailabilityZones: [{ SubnetId: "S", ZoneName: "eu-west-1a" }],
    SecurityGroups: [securityGroups[0]?.group.groupId],
  });
  expect(alb?.attributes).toMatchObject({
    "routing.http.desync_mitigation_mode": "defensive",
    "idle_timeout.timeout_seconds": "60",
  });
  expect(nlb?.arn).toContain(":loadbalancer/net/Nlb/");
  expect(nlb?.loadBalancer).toMatchObject({ VpcId: "Vpc", SecurityGroups: [] });
  expect(nlb?.attributes).toEqual({ "load_balancing.cross_zone.enabled": "false" });
});

test("assembleInventory() puts rules in order, certificates and values where AWS shows them", async () => {
  const { listeners, loadBalancers } = await read(`
  Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }
  C: { Type: "AWS::CertificateManager::Certificate", Properties: { DomainName: a.example.com } }
  D: { Type: "AWS::CertificateManager::Certificate", Properties: { DomainName: b.example.com } }
  L:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Protocol: HTTPS
      Port: "443"
      Certificates: [{ CertificateArn: !Ref C }]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 404 } }]
  More:
    Type: AWS::ElasticLoadBalancingV2::ListenerCertificate
    Properties: { ListenerArn: !Ref L, Certificates: [{ CertificateArn: !Ref D }] }
  Second:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref L
      Priority: 20
      Conditions: [{ Field: path-pattern, PathPatternConfig: { Values: [/b] } }]
      Actions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Host: c.example.com } }]
  First:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !GetAtt L.ListenerArn
      Priority: "10"
      Conditions:
        - { Field: host-header, Values: [a.example.com] }
        - { Field: query-string, QueryStringConfig: { Values: [{ Key: a, Value: 1 }] } }
      Actions: [{ Type: forward, TargetGroupArn: tg }]`);
  const [listener] = listeners;
  expect(listener?.listener).toMatchObject({
    LoadBalancerArn: loadBalancers[0]?.arn,
    Port: 443,
    SslPolicy: "ELBSecurityPolicy-2016-08",
  });
  expect(listener?.certificateArns.map((arn) => arn.split("/").at(-1))).toEqual(["C", "D"]);
  expect(
    listener?.rules.map(({ Priority, Conditions, Actions }) => [Priority, Conditions, Actions]),
  ).toEqual([
    [
      "10",
      [
        {
          Field: "host-header",
          Values: ["a.example.com"],
          HostHeaderConfig: { Values: ["a.example.com"] },
        },
        { Field: "query-string", QueryStringConfig: { Values: [{ Key: "a", Value: "1" }] } },
      ],
      [{ Type: "forward", TargetGroupArn: "tg" }],
    ],
    [
      "20",
      [{ Field: "path-pattern", Values: ["/b"], PathPatternConfig: { Values: ["/b"] } }],
      [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301", Host: "c.example.com" } }],
    ],
    ["default", [], [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }]],
  ]);
});

test("assembleInventory() lists a port that is not known as unreadable", async () => {
  const { listeners, unreadable } = await read(
    `
  L: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { Port: !Ref P } }`,
    "Parameters: { P: { Type: Number } }",
  );
  expect(listeners[0]?.listener.Port).toBeUndefined();
  expect(unreadable).toEqual([
    { part: "listeners", what: "Port of L", why: "unresolved: Ref to parameter P" },
  ]);
});

test("assembleInventory() makes what a quick-created HTTP API has", async () => {
  const { httpApis } = await read(`
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: quick, ProtocolType: HTTP, Target: "https://example.com" }
  Socket: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: WEBSOCKET } }`);
  expect(httpApis).toHaveLength(1);
  const [api] = httpApis;
  expect(api?.routes[0]?.RouteKey).toBe("$default");
  expect(api?.routes[0]?.Target).toBe(`integrations/${api?.integrations[0]?.IntegrationId}`);
  expect(api?.stages[0]?.deployed).toMatchObject({ integrations: api?.integrations });
});

test("assembleInventory() deploys what a stage or a deployment of the template deploys", async () => {
  const { httpApis, restApis } = await read(`
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: HTTP } }
  Auto:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Api, StageName: auto, AutoDeploy: true, StageVariables: { a: b } }
  Byhand: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: !Ref Api, StageName: byhand } }
  D:
    Type: AWS::ApiGatewayV2::Deployment
    Properties: { ApiId: !Ref Api, StageName: byhand }
  Never: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: !Ref Api, StageName: never } }
  Rest: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: rest } }
  RestD:
    Type: AWS::ApiGateway::Deployment
    Properties: { RestApiId: !Ref Rest, StageName: prod, StageDescription: { Variables: { a: b } } }
  Other: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: HTTP } }`);
  const stages = httpApis[0]?.stages.map(({ stage, deployed }) => [
    stage.StageName,
    deployed !== null,
  ]);
  expect(stages).toEqual([
    ["auto", true],
    ["byhand", true],
    ["never", false],
  ]);
  expect(httpApis[0]?.stages[0]?.stage.StageVariables).toEqual({ a: "b" });
  expect(httpApis[1]?.stages).toEqual([]);
  expect(restApis[0]?.stages[0]?.stage).toEqual({
    stageName: "prod",
    deploymentId: "RestD",
    variables: { a: "b" },
  });
});

test("assembleInventory() takes what is outside of the template for unknown, not for missing", async () => {
  const listener =
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/0123456789abcdef/0123456789abcdef";
  const { httpApis } = await read(`
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: HTTP } }
  I:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      ConnectionType: VPC_LINK
      ConnectionId: abc123
      IntegrationUri: ${listener}`);
  const [integration] = httpApis[0]?.integrations ?? [];
  expect(isUnresolved(integration?.ConnectionId)).toBe(true);
  expect(isUnresolved(integration?.IntegrationUri)).toBe(true);
  expect(integration?.IntegrationUri).toContain(listener);
});

test("assembleInventory() builds the paths of REST resources, also where they go round in a circle", async () => {
  const { restApis } = await read(`
  Api: { Type: "AWS::ApiGateway::RestApi" }
  A:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: a }
  B: { Type: "AWS::ApiGateway::Resource", Properties: { RestApiId: !Ref Api, ParentId: !Ref A, PathPart: "{b}" } }
  C: { Type: "AWS::ApiGateway::Resource", Properties: { RestApiId: !Ref Api, ParentId: !Ref C, PathPart: c } }`);
  const paths = restApis[0]?.resources.map(({ path }) => path ?? "") ?? [];
  expect(paths.slice(0, 3)).toEqual(["/", "/a", "/a/{b}"]);
  expect(isUnresolved(paths[3])).toBe(true);
});

test("assembleInventory() tells targets that a service registers from none", async () => {
  const { targetGroups } = await read(`
  Served: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 80 } }
  Empty: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 80 } }
  Service:
    Type: AWS::ECS::Service
    Properties: { LoadBalancers: [{ TargetGroupArn: !Ref Served, ContainerPort: 80 }] }`);
  expect(targetGroups.map(({ targets }) => targets.length)).toEqual([1, 0]);
  expect(isUnresolved(targetGroups[0]?.targets[0]?.target.Id)).toBe(true);
});

test("assembleInventory() trusts ACM's certificates and none of a private authority", async () => {
  const { certificates } = await read(`
  Public:
    Type: AWS::CertificateManager::Certificate
    Properties: { DomainName: a.example.com, SubjectAlternativeNames: [a.example.com, "*.example.com"] }
  Private:
    Type: AWS::CertificateManager::Certificate
    Properties: { DomainName: b.example.com, CertificateAuthorityArn: "arn:aws:acm-pca:x" }`);
  expect(certificates.map(({ names, isTrusted }) => [names, isTrusted])).toEqual([
    [["a.example.com", "*.example.com"], true],
    [["b.example.com"], false],
  ]);
});

test("assembleInventory() takes a new security group's open egress away where the template says what", async () => {
  const { securityGroups } = await read(`
  Open: { Type: "AWS::EC2::SecurityGroup" }
  Narrow: { Type: "AWS::EC2::SecurityGroup" }
  Out:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: { GroupId: !Ref Narrow, IpProtocol: "6", FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }
  List:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Narrow, IpProtocol: tcp, FromPort: 1, ToPort: 2, SourcePrefixListId: pl-1 }`);
  const [open, narrow] = securityGroups.map(({ group }) => group);
  expect(open?.egress).toEqual([
    { protocol: "-1", fromPort: -1, toPort: -1, cidrs: ["0.0.0.0/0"], peerGroupIds: [] },
  ]);
  expect(narrow?.egress).toEqual([
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrs: ["10.0.0.0/8"], peerGroupIds: [] },
  ]);
  expect(isUnresolved(narrow?.ingress[0]?.cidrs[0])).toBe(true);
});

test("assembleInventory() takes SAM's names of what it generates, globals and documents in files", async () => {
  const text = `
Globals: { Api: { Variables: { a: b } } }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: live, DefinitionUri: api.yaml }
  Plain: { Type: "AWS::ApiGateway::Stage", Properties: { RestApiId: !Ref Api, StageName: !Sub "\${Api.Stage}2", DeploymentId: !Ref Api.Deployment } }
  Remote: { Type: "AWS::Serverless::HttpApi", Properties: { DefinitionUri: "s3://bucket/key" } }`;
  const document = `
openapi: 3.0.1
paths: { /pets: { get: { x-amazon-apigateway-integration: { type: http, uri: "http://example.com" } } } }`;
  const { restApis, httpApis, unreadable } = await readTemplateInventory([
    { path: "t.yaml", text },
    { path: "api.yaml", text: document },
  ]);
  const stages = restApis[0]?.stages.map(({ stage }) => [stage.stageName, stage.deploymentId]);
  expect(new Set(stages)).toEqual(
    new Set([
      ["live", "ApiDeployment"],
      ["live2", "ApiDeployment"],
    ]),
  );
  const pets = restApis[0]?.resources.find(({ path }) => path === "/pets");
  expect(pets?.resourceMethods?.["GET"]?.methodIntegration?.uri).toBe("http://example.com");
  expect(httpApis[0]?.stages[0]?.stage).toMatchObject({ StageName: "$default", AutoDeploy: true });
  expect(unreadable.map(({ what }) => what)).toContain("routes of Remote");
});

test("readTemplateInventory() says that loops and macros make what it cannot know", async () => {
  const { unreadable } = await read(`
  "Fn::ForEach::Links": [N, [a, b], { "Link\${N}": { Type: "AWS::ApiGatewayV2::VpcLink" } }]`);
  expect(unreadable[0]?.what).toBe("resources of Fn::ForEach::Links in t.yaml");
});
