// A Postern in this process and the AWS clients that configure it, with the steps that private integrations are
// built from. Each test builds the stack it needs, out of the pieces a user would use.
import { setTimeout as delay } from "node:timers/promises";
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
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
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
  type ProtocolEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { startPostern, type Postern, type PosternOptions } from "../../src/main.ts";

const DEFAULTS: PosternOptions = {
  port: 0,
  host: "127.0.0.1",
  dataDirectory: null,
  allowReset: true,
  region: "us-east-1",
  accountId: "000000000000",
  trustedCaPems: [],
  allowedHosts: [],
  listenerHost: "127.0.0.1",
  listenerPorts: null,
  listenerAddresses: false,
  instances: {},
  privateConnectTimeoutMs: 200,
  logLevel: "error",
};

export interface BalancerWish {
  readonly type: "application" | "network";
  /** Listener's protocol; HTTPS and TLS get a certificate for `certificateName`. */
  readonly protocol: ProtocolEnum;
  readonly targetPort: number;
  readonly certificateName?: string;
  readonly securityGroups?: string[];
  readonly name?: string;
}

export interface MadeBalancer {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  readonly targetGroupArn: string;
}

export class PrivateStack {
  readonly postern: Postern;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly acm: ACMClient;
  readonly apigateway: ApiGatewayV2Client;

  constructor(postern: Postern) {
    const config = {
      endpoint: postern.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    };
    this.postern = postern;
    this.ec2 = new EC2Client(config);
    this.elb = new ElasticLoadBalancingV2Client(config);
    this.acm = new ACMClient(config);
    this.apigateway = new ApiGatewayV2Client(config);
  }

  async subnetIds(): Promise<string[]> {
    const { Subnets = [] } = await this.ec2.send(new DescribeSubnetsCommand({}));
    return Subnets.map(({ SubnetId = "" }) => SubnetId);
  }

  async vpcId(): Promise<string> {
    const { Subnets = [] } = await this.ec2.send(new DescribeSubnetsCommand({}));
    return Subnets[0]?.VpcId ?? "";
  }

  async createCertificate(name: string): Promise<string> {
    const { CertificateArn = "" } = await this.acm.send(
      new RequestCertificateCommand({ DomainName: name }),
    );
    return CertificateArn;
  }

  /** A load balancer with one listener and one ip target on 127.0.0.1, once that is healthy. */
  async createBalancer(wish: BalancerWish): Promise<MadeBalancer> {
    const secure = wish.protocol === "HTTPS" || wish.protocol === "TLS";
    const Name = wish.name ?? `balancer-${wish.type}`;
    const { TargetGroups = [] } = await this.elb.send(
      new CreateTargetGroupCommand({
        Name,
        Protocol: wish.type === "application" ? "HTTP" : "TCP",
        Port: wish.targetPort,
        VpcId: await this.vpcId(),
        TargetType: "ip",
      }),
    );
    const targetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
    await this.elb.send(
      new RegisterTargetsCommand({
        TargetGroupArn: targetGroupArn,
        Targets: [{ Id: "127.0.0.1" }],
      }),
    );
    const { LoadBalancers = [] } = await this.elb.send(
      new CreateLoadBalancerCommand({
        Name,
        Type: wish.type,
        Scheme: "internal",
        Subnets: await this.subnetIds(),
        SecurityGroups: wish.securityGroups,
      }),
    );
    const loadBalancerArn = LoadBalancers[0]?.LoadBalancerArn ?? "";
    const { Listeners = [] } = await this.elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: wish.protocol,
        Port: secure ? 443 : 80,
        Certificates: secure
          ? [
              {
                CertificateArn: await this.createCertificate(
                  wish.certificateName ?? "in.example.com",
                ),
              },
            ]
          : undefined,
        DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      }),
    );
    await this.untilHealthy(targetGroupArn);
    return { loadBalancerArn, targetGroupArn, listenerArn: Listeners[0]?.ListenerArn ?? "" };
  }

  async untilHealthy(targetGroupArn: string): Promise<void> {
    for (;;) {
      const { TargetHealthDescriptions = [] } = await this.elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
      );
      if (TargetHealthDescriptions.every(({ TargetHealth }) => TargetHealth?.State === "healthy")) {
        return;
      }
      await delay(10);
    }
  }

  async createVpcLink(securityGroupIds?: string[]): Promise<string> {
    const { VpcLinkId = "" } = await this.apigateway.send(
      new CreateVpcLinkCommand({
        Name: "link",
        SubnetIds: await this.subnetIds(),
        SecurityGroupIds: securityGroupIds,
      }),
    );
    for (;;) {
      const link = await this.apigateway.send(new GetVpcLinkCommand({ VpcLinkId }));
      if (link.VpcLinkStatus === "AVAILABLE") return VpcLinkId;
      await delay(10);
    }
  }

  /** An HTTP API whose every route goes to the listener, on the $default stage. */
  async createPrivateApi(of: {
    listenerArn: string;
    vpcLinkId: string;
    serverName?: string;
    autoDeploy?: boolean;
    timeoutInMillis?: number;
  }): Promise<{ apiId: string; integrationId: string; url: string }> {
    const { ApiId = "" } = await this.apigateway.send(
      new CreateApiCommand({ Name: "api", ProtocolType: "HTTP" }),
    );
    const { IntegrationId = "" } = await this.apigateway.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: "HTTP_PROXY",
        IntegrationMethod: "ANY",
        IntegrationUri: of.listenerArn,
        ConnectionType: "VPC_LINK",
        ConnectionId: of.vpcLinkId,
        PayloadFormatVersion: "1.0",
        TimeoutInMillis: of.timeoutInMillis,
        TlsConfig: of.serverName === undefined ? undefined : { ServerNameToVerify: of.serverName },
      }),
    );
    const Target = `integrations/${IntegrationId}`;
    await this.apigateway.send(new CreateRouteCommand({ ApiId, RouteKey: "$default", Target }));
    await this.apigateway.send(
      new CreateStageCommand({
        ApiId,
        StageName: "$default",
        AutoDeploy: of.autoDeploy ?? true,
      }),
    );
    return { apiId: ApiId, integrationId: IntegrationId, url: this.invokeUrl(ApiId) };
  }

  /** The path form of the $default stage's URL, without a slash at its end. */
  invokeUrl(apiId: string): string {
    return `${this.postern.url}/_aws/execute-api/${apiId}/%24default`;
  }

  /** 127.0.0.1:PORT of a listener. */
  async listenerAddress(listenerArn: string): Promise<{ host: string; port: number }> {
    const response = await fetch(`${this.postern.url}/_postern/endpoints`);
    const report = (await response.json()) as {
      loadBalancers: { listeners: { listenerArn: string; addresses: string[] }[] }[];
    };
    const address = report.loadBalancers
      .flatMap(({ listeners }) => listeners)
      .find((listener) => listener.listenerArn === listenerArn)?.addresses[0];
    const [host = "", port = ""] = (address ?? "").split(":");
    return { host, port: Number(port) };
  }

  async close(): Promise<void> {
    for (const client of [this.ec2, this.elb, this.acm, this.apigateway]) client.destroy();
    await this.postern.close(1000);
  }
}

export async function startPrivateStack(over: Partial<PosternOptions> = {}): Promise<PrivateStack> {
  const postern = await startPostern({ ...DEFAULTS, ...over });
  await postern.ready;
  return new PrivateStack(postern);
}
