// The failures that Postern was made for, from outside: real clients, real sockets, real TLS. Each is seen as AWS
// shows it, and mended as AWS's article on private integrations mends it.
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
} from "@aws-sdk/client-ec2";
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

let target: RecordingTarget;
let stack: PrivateStack;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

const PLAIN_HTTP_PAGE =
  "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n" +
  "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n" +
  "<center>The plain HTTP request was sent to HTTPS port</center>\r\n</body>\r\n</html>\r\n";

const BAD_REQUEST_PAGE =
  "<html>\r\n<head><title>400 Bad Request</title></head>\r\n" +
  "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n";

async function setServerName(
  api: { apiId: string; integrationId: string },
  ServerNameToVerify: string,
): Promise<void> {
  await stack.apigateway.send(
    new UpdateIntegrationCommand({
      ApiId: api.apiId,
      IntegrationId: api.integrationId,
      TlsConfig: { ServerNameToVerify },
    }),
  );
}

test.for([
  ["application", "HTTPS"],
  ["network", "TLS"],
] as const)(
  "an integration without TLS configuration gets 400 from an %s load balancer's %s listener, 200 with the certificate's name, 500 with another",
  async ([type, protocol]) => {
    const { listenerArn } = await stack.createBalancer({
      type,
      protocol,
      targetPort: target.port,
      certificateName: "pets.internal.example",
      name: `tls-${type}`,
    });
    const vpcLinkId = await stack.createVpcLink();
    const api = await stack.createPrivateApi({ listenerArn, vpcLinkId });

    const plain = await get(`${api.url}/pets`);
    expect(plain.status).toBe(400);
    expect(plain.body).toBe(PLAIN_HTTP_PAGE);
    expect(plain.head).toMatch(/^content-type: text\/html\r?$/im);
    expect(plain.head).toMatch(/^apigw-requestid: \S{15,16}\r?$/im);

    await setServerName(api, "pets.internal.example");
    const mended = await get(`${api.url}/pets`);
    expect(mended.status).toBe(200);
    expect(mended.body).toBe("hello\n");

    await setServerName(api, "dogs.internal.example");
    const wrongName = await get(`${api.url}/pets`);
    expect(wrongName.status).toBe(500);
    expect(wrongName.body).toBe('{"message":"Internal Server Error"}');
  },
);

test("a load balancer in strictest mode refuses a plain GET through an HTTP API and takes it in defensive", async () => {
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "desync",
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const setMode = (Value: string) =>
    stack.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: loadBalancerArn,
        Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value }],
      }),
    );
  await setMode("strictest");
  const before = target.heads.length;
  const blocked = await get(`${api.url}/pets`);
  expect(blocked.status).toBe(400);
  expect(blocked.body).toBe(BAD_REQUEST_PAGE);
  expect(target.heads).toHaveLength(before);

  await setMode("defensive");
  expect((await get(`${api.url}/pets`)).status).toBe(200);
  expect(target.heads.at(-1)).toMatch(/^content-length: 0\r$/im);
});

test("without automatic deployment the old failure stays until a deployment and a stage that points to it", async () => {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    certificateName: "in.example.com",
    name: "deploy",
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId, autoDeploy: false });
  const deploy = () => stack.apigateway.send(new CreateDeploymentCommand({ ApiId: api.apiId }));
  expect((await get(`${api.url}/pets`)).body).toBe('{"message":"Not Found"}');

  const { DeploymentId: first } = await deploy();
  const pointTo = (DeploymentId: string | undefined) =>
    stack.apigateway.send(
      new UpdateStageCommand({ ApiId: api.apiId, StageName: "$default", DeploymentId }),
    );
  await pointTo(first);
  expect((await get(`${api.url}/pets`)).status).toBe(400);
  await setServerName(api, "in.example.com");
  expect((await get(`${api.url}/pets`)).status).toBe(400);
  const { DeploymentId: second } = await deploy();
  expect((await get(`${api.url}/pets`)).status).toBe(400);
  await pointTo(second);
  expect((await get(`${api.url}/pets`)).status).toBe(200);
  await pointTo(first);
  expect((await get(`${api.url}/pets`)).status).toBe(400);
});

test("a private hop carries the VPC link's address, the client's host and the stage's name", async () => {
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "identity",
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  await stack.apigateway.send(
    new CreateStageCommand({ ApiId: api.apiId, StageName: "test", AutoDeploy: true }),
  );
  await get(`${stack.postern.url}/_aws/execute-api/${api.apiId}/test/pets?a=1`);
  const head = target.heads.at(-1) ?? "";
  expect(head).toMatch(/^GET \/test\/pets\?a=1 HTTP\/1.1\r\n/);
  expect(head).toMatch(/^X-Forwarded-For: 172\.31\.\d+\.\d+\r$/m);
  expect(head).toMatch(/^X-Forwarded-Proto: http\r$/m);
  expect(head).toMatch(/^X-Forwarded-Port: 80\r$/m);
  expect(head).toMatch(
    new RegExp(`^Host: ${api.apiId}\\.execute-api\\.us-east-1\\.amazonaws\\.com\r$`, "m"),
  );
  expect(head).toMatch(/^via: HTTP\/1\.1 AmazonAPIGateway\r$/im);
  await get(`${stack.postern.url}/test/pets`, { Host: `${api.apiId}.execute-api.example.net` });
  expect(target.heads.at(-1)).toMatch(
    new RegExp(`^Host: ${api.apiId}\\.execute-api\\.example\\.net\r$`, "m"),
  );
});

test("a security group that does not admit the VPC link lets the hop time out with 503", async () => {
  const { GroupId = "" } = await stack.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "closed", Description: "closed" }),
  );
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    securityGroups: [GroupId],
    name: "closed",
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  const blocked = await get(`${api.url}/pets`);
  expect(blocked.status).toBe(503);
  expect(blocked.body).toBe('{"message":"Service Unavailable"}');
  await stack.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "172.31.0.0/16" }] },
      ],
    }),
  );
  expect((await get(`${api.url}/pets`)).status).toBe(200);
});
