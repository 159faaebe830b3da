// A Postern to be measured: its own process, configured through the AWS SDK as a user would.
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from "@aws-sdk/client-api-gateway";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
  GetVpcLinkCommand,
} from "@aws-sdk/client-apigatewayv2";
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { BenchProcess } from "./child-process.ts";

export interface PosternStack {
  readonly process: BenchProcess;
  readonly edgeUrl: string;
  /** The ALB listener's own address. */
  readonly albUrl: string;
  readonly apiId: string;
  /** {api-id}.execute-api.us-east-1.amazonaws.com */
  readonly apiHost: string;
  /** A REST API with the stage "bench": /proxy by HTTP_PROXY, /mapped by HTTP with mapping templates. */
  readonly restApiHost: string;
}

const LAUNCHER = fileURLToPath(new URL("../bin/postern.js", import.meta.url));

export const clientConfig = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
});

export async function startPostern(
  core: number | null,
  flags: readonly string[] = ["--ephemeral"],
): Promise<{ process: BenchProcess; url: string }> {
  const args = [LAUNCHER, "up", "--port", "0", "--log-level", "error", ...flags];
  const process_ = new BenchProcess("postern", process.execPath, args, core);
  const [, url = ""] = await process_.waitForLine(/Postern is listening on (\S+)/);
  return { process: process_, url };
}

/** Client → HTTP API → VPC link → ALB → the backend. */
export async function startPosternStack(
  core: number,
  backendPort: number,
  flags: readonly string[] = ["--ephemeral"],
): Promise<PosternStack> {
  const { process: posternProcess, url } = await startPostern(core, flags);
  const config = clientConfig(url);
  const ec2 = new EC2Client(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const apigateway = new ApiGatewayV2Client(config);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnetIds = Subnets.map(({ SubnetId = "" }) => SubnetId);
  const { listenerArn, loadBalancerArn } = await createBalancer(elb, {
    vpcId: Subnets[0]?.VpcId ?? "",
    subnetIds,
    backendPort,
  });
  const vpcLinkId = await createVpcLink(apigateway, subnetIds);
  const apiId = await createApi(apigateway, vpcLinkId, listenerArn);
  const restApiId = await createRestApi(config, vpcLinkId, loadBalancerArn);
  const albUrl = await listenerUrl(url, listenerArn);
  for (const client of [ec2, elb, apigateway]) client.destroy();
  const hostOf = (id: string) => `${id}.execute-api.us-east-1.amazonaws.com`;
  await untilAnswered(`${albUrl}/`);
  return {
    process: posternProcess,
    edgeUrl: url,
    albUrl,
    apiId,
    apiHost: hostOf(apiId),
    restApiHost: hostOf(restApiId),
  };
}

async function createBalancer(
  elb: ElasticLoadBalancingV2Client,
  of: { vpcId: string; subnetIds: string[]; backendPort: number },
): Promise<{ listenerArn: string; loadBalancerArn: string }> {
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({ Name: "bench", Subnets: of.subnetIds, Scheme: "internal" }),
  );
  const { TargetGroups = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name: "bench",
      Protocol: "HTTP",
      Port: of.backendPort,
      VpcId: of.vpcId,
      TargetType: "ip",
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
  await elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn,
      Targets: [{ Id: "127.0.0.1", Port: of.backendPort }],
    }),
  );
  const { Listeners = [] } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn ?? "",
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  return {
    listenerArn: Listeners[0]?.ListenerArn ?? "",
    loadBalancerArn: LoadBalancers[0]?.LoadBalancerArn ?? "",
  };
}

async function createVpcLink(apigateway: ApiGatewayV2Client, subnetIds: string[]): Promise<string> {
  const { VpcLinkId = "" } = await apigateway.send(
    new CreateVpcLinkCommand({ Name: "bench", SubnetIds: subnetIds }),
  );
  for (;;) {
    const link = await apigateway.send(new GetVpcLinkCommand({ VpcLinkId }));
    if (link.VpcLinkStatus === "AVAILABLE") return VpcLinkId;
    await delay(50);
  }
}

async function createApi(
  apigateway: ApiGatewayV2Client,
  VpcLinkId: string,
  listenerArn: string,
): Promise<string> {
  const { ApiId = "" } = await apigateway.send(
    new CreateApiCommand({ Name: "bench", ProtocolType: "HTTP" }),
  );
  const { IntegrationId = "" } = await apigateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: listenerArn,
      ConnectionType: "VPC_LINK",
      ConnectionId: VpcLinkId,
      PayloadFormatVersion: "1.0",
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey: "ANY /{proxy+}", Target }));
  await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey: "$default", Target }));
  await apigateway.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  return ApiId;
}

/** One API, two ways: /proxy passes everything on, /mapped renders a template each way. */
async function createRestApi(
  config: ReturnType<typeof clientConfig>,
  connectionId: string,
  integrationTarget: string,
): Promise<string> {
  const client = new APIGatewayClient(config);
  const { id: restApiId = "", rootResourceId: parentId = "" } = await client.send(
    new CreateRestApiCommand({ name: "bench" }),
  );
  for (const pathPart of ["proxy", "mapped"]) {
    const { id: resourceId = "" } = await client.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart }),
    );
    const method = { restApiId, resourceId, httpMethod: "GET" };
    await client.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
    const isMapped = pathPart === "mapped";
    await client.send(
      new PutIntegrationCommand({
        ...method,
        type: isMapped ? "HTTP" : "HTTP_PROXY",
        integrationHttpMethod: "GET",
        uri: "http://bench.internal:80/a/b",
        connectionType: "VPC_LINK",
        connectionId,
        integrationTarget,
        requestTemplates: isMapped ? { "application/json": REQUEST_TEMPLATE } : undefined,
      }),
    );
    if (!isMapped) continue;
    const answer = { ...method, statusCode: "200" };
    await client.send(new PutMethodResponseCommand(answer));
    await client.send(
      new PutIntegrationResponseCommand({
        ...answer,
        responseTemplates: { "application/json": RESPONSE_TEMPLATE },
      }),
    );
  }
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: "bench" }));
  client.destroy();
  return restApiId;
}

const REQUEST_TEMPLATE = '{"id": "$context.requestId", "path": "$context.resourcePath"}';
const RESPONSE_TEMPLATE =
  '{"stage": "$context.stage", "body": "$util.escapeJavaScript($input.body)"}';

async function listenerUrl(edgeUrl: string, listenerArn: string): Promise<string> {
  const response = await fetch(`${edgeUrl}/_postern/endpoints`);
  const { loadBalancers } = (await response.json()) as {
    loadBalancers: { listeners: { listenerArn: string; addresses: string[] }[] }[];
  };
  const listeners = loadBalancers.flatMap((balancer) => balancer.listeners);
  const address = listeners.find((listener) => listener.listenerArn === listenerArn)?.addresses[0];
  if (address === undefined) throw new Error("Cannot find the listener's address");
  return `http://${address}`;
}

async function untilAnswered(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) return;
    await delay(50);
  }
  throw new Error(`Cannot get 200 from ${url}`);
}
