// HTTPS and TLS listeners with certificates of ACM, through the real SDK clients. Expected shapes are written from
// AWS's API reference; nothing here was recorded from AWS.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
import { ACMClient, KeyAlgorithm, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeListenerCertificatesCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { startControlPlaneServer } from "../../support/control-plane-server.ts";

test("secure listeners take certificates of ACM, more for server names, and another policy", async () => {
  const server = await startControlPlaneServer();
  const acm = new ACMClient(server.clientConfig);
  const ec2 = new EC2Client(server.clientConfig);
  const elbv2 = new ElasticLoadBalancingV2Client(server.clientConfig);
  try {
    const request = async (DomainName: string) => {
      const { CertificateArn = "" } = await acm.send(
        new RequestCertificateCommand({ DomainName, KeyAlgorithm: KeyAlgorithm.EC_prime256v1 }),
      );
      return CertificateArn;
    };
    const [first, second] = [await request("a.example.com"), await request("b.example.com")];
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const subnetIds = Subnets.map(({ SubnetId = "" }) => SubnetId);
    const balancer = async (Name: string, Type: "application" | "network") => {
      const input = { Name, Type, Subnets: subnetIds };
      const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand(input));
      return LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    };

    const LoadBalancerArn = await balancer("web", "application");
    const https = await elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Protocol: "HTTPS",
        Port: 443,
        Certificates: [{ CertificateArn: first }],
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
      }),
    );
    const ListenerArn = https.Listeners?.[0]?.ListenerArn ?? "";
    expect(https.Listeners?.[0]).toMatchObject({
      SslPolicy: "ELBSecurityPolicy-2016-08",
      Certificates: [{ CertificateArn: first }],
      MutualAuthentication: { Mode: "off" },
    });
    await elbv2.send(
      new AddListenerCertificatesCommand({
        ListenerArn,
        Certificates: [{ CertificateArn: second }],
      }),
    );
    const listed = await elbv2.send(new DescribeListenerCertificatesCommand({ ListenerArn }));
    expect(listed.Certificates).toEqual([
      { CertificateArn: first, IsDefault: true },
      { CertificateArn: second, IsDefault: false },
    ]);
    const SslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
    const modified = await elbv2.send(new ModifyListenerCommand({ ListenerArn, SslPolicy }));
    expect(modified.Listeners?.[0]?.SslPolicy).toBe(SslPolicy);

    const flowArn = await balancer("flow", "network");
    const group = await elbv2.send(
      new CreateTargetGroupCommand({
        Name: "t",
        Protocol: "TLS",
        Port: 443,
        VpcId: Subnets[0]?.VpcId,
      }),
    );
    const tls = await elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn: flowArn,
        Protocol: "TLS",
        Port: 443,
        AlpnPolicy: ["HTTP1Only"],
        Certificates: [{ CertificateArn: first }],
        DefaultActions: [
          { Type: "forward", TargetGroupArn: group.TargetGroups?.[0]?.TargetGroupArn },
        ],
      }),
    );
    expect(tls.Listeners?.[0]).toMatchObject({ Protocol: "TLS", AlpnPolicy: ["HTTP1Only"] });

    const interfaces = await ec2.send(new DescribeNetworkInterfacesCommand({}));
    const descriptions = interfaces.NetworkInterfaces?.map(({ Description }) => Description);
    const description = `ELB ${flowArn.split("loadbalancer/")[1]}`;
    expect(descriptions?.filter((text) => text === description)).toHaveLength(3);
  } finally {
    acm.destroy();
    ec2.destroy();
    elbv2.destroy();
    await server.close();
  }
});
