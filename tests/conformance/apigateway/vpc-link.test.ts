// VPC links of REST APIs, of both kinds, through the AWS SDK for JavaScript. Expected shapes are written from the API
// reference (https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html); they have not been recorded from AWS.
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateVpcLinkCommand,
} from "@aws-sdk/client-api-gateway";
import {
  ApiGatewayV2Client,
  CreateVpcLinkCommand as CreateVpcLinkV2Command,
  DeleteVpcLinkCommand as DeleteVpcLinkV2Command,
} from "@aws-sdk/client-apigatewayv2";
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let client: APIGatewayClient;
let subnetIds: string[];

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new APIGatewayClient(server.clientConfig);
  const ec2 = new EC2Client(server.clientConfig);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  subnetIds = Subnets.map(({ SubnetId = "" }) => SubnetId);
  ec2.destroy();
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function loadBalancer(Name: string, Type: "network" | "application"): Promise<string> {
  const elb = new ElasticLoadBalancingV2Client(server.clientConfig);
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({ Name, Type, Scheme: "internal", Subnets: subnetIds }),
  );
  elb.destroy();
  return LoadBalancers[0]?.LoadBalancerArn ?? "";
}

/** GET / of a new API through the link; deployed to "prod". */
async function deployedThrough(connectionId: string, integrationTarget?: string): Promise<string> {
  const api = await client.send(new CreateRestApiCommand({ name: "private" }));
  const place = { restApiId: api.id, resourceId: api.rootResourceId, httpMethod: "GET" };
  await client.send(new PutMethodCommand({ ...place, authorizationType: "NONE" }));
  await client.send(
    new PutIntegrationCommand({
      ...place,
      type: "HTTP_PROXY",
      integrationHttpMethod: "GET",
      uri: "http://inside.example.com/",
      connectionType: "VPC_LINK",
      connectionId,
      integrationTarget,
    }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId: api.id, stageName: "prod" }));
  return `${api.id}:GET:${api.rootResourceId}:prod`;
}

test("a link to a Network Load Balancer becomes available, is used, renamed and kept while in use", async () => {
  const arn = await loadBalancer("nlb", "network");
  const created = await client.send(
    new CreateVpcLinkCommand({ name: "inside", targetArns: [arn], tags: { team: "blue" } }),
  );
  const { $metadata, ...link } = created;
  expect($metadata.httpStatusCode).toBe(202);
  const vpcLinkId = link.id ?? "";
  expect(link).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "inside",
    targetArns: [arn],
    status: "PENDING",
    tags: { team: "blue" },
  });
  await vi.waitFor(async () => {
    expect(await client.send(new GetVpcLinkCommand({ vpcLinkId }))).toMatchObject({
      status: "AVAILABLE",
      statusMessage: "Your vpc link is ready for use",
    });
  });
  const reference = await deployedThrough(vpcLinkId);
  const patchOperations = [{ op: "replace" as const, path: "/name", value: "renamed" }];
  await client.send(new UpdateVpcLinkCommand({ vpcLinkId, patchOperations }));
  const { items } = await client.send(new GetVpcLinksCommand({}));
  expect(items).toMatchObject([{ id: vpcLinkId, name: "renamed" }]);
  await expect(client.send(new DeleteVpcLinkCommand({ vpcLinkId }))).rejects.toMatchObject({
    name: "BadRequestException",
    message: expect.stringContaining(`is referenced in [${reference}, `),
  });
});

test("a link to an Application Load Balancer fails, and can be deleted", async () => {
  const arn = await loadBalancer("alb", "application");
  const { id: vpcLinkId = "" } = await client.send(
    new CreateVpcLinkCommand({ name: "wrong", targetArns: [arn] }),
  );
  await vi.waitFor(async () => {
    expect(await client.send(new GetVpcLinkCommand({ vpcLinkId }))).toMatchObject({
      status: "FAILED",
      statusMessage: "NLB ARN is malformed",
    });
  });
  const deleted = await client.send(new DeleteVpcLinkCommand({ vpcLinkId }));
  expect(deleted.$metadata.httpStatusCode).toBe(202);
  await vi.waitFor(async () => {
    await expect(client.send(new GetVpcLinkCommand({ vpcLinkId }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

test("a link of the second kind is kept while a REST API uses it", async () => {
  const v2 = new ApiGatewayV2Client(server.clientConfig);
  const { VpcLinkId = "" } = await v2.send(
    new CreateVpcLinkV2Command({ Name: "second", SubnetIds: subnetIds }),
  );
  const target = await loadBalancer("second", "application");
  await expect(deployedThrough(VpcLinkId)).rejects.toMatchObject({
    message: `IntegrationTarget is required for VpcLinkV2 ${VpcLinkId}`,
  });
  const reference = await deployedThrough(VpcLinkId, target);
  await expect(v2.send(new DeleteVpcLinkV2Command({ VpcLinkId }))).rejects.toMatchObject({
    name: "BadRequestException",
    message: expect.stringContaining(`[${reference}, `),
  });
  v2.destroy();
});
