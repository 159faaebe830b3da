// How the real SDK client sees refusals: the error's class, code, status and text. Written from AWS's API reference
// and from answers that users quote in public; nothing here was recorded from AWS by this project.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  CreateTrustStoreCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
  ElasticLoadBalancingV2Client,
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  SSLPolicyNotFoundException,
  UnsupportedProtocolException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const PREFIX = "arn:aws:elasticloadbalancing:us-east-1:000000000000";
let server: ControlPlaneServer;
let elbv2: ElasticLoadBalancingV2Client;

beforeAll(async () => {
  server = await startControlPlaneServer();
  elbv2 = new ElasticLoadBalancingV2Client(server.clientConfig);
});

afterAll(async () => {
  elbv2.destroy();
  await server.close();
});

test("a modelled error arrives as its class, with status 400 also for what is not found", async () => {
  const LoadBalancerArns = [`${PREFIX}:loadbalancer/app/web/0123456789abcdef`];
  const refusal = elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns }));
  await expect(refusal).rejects.toBeInstanceOf(LoadBalancerNotFoundException);
  await expect(refusal).rejects.toMatchObject({
    message: "One or more load balancers not found",
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) as string },
  });
  const ListenerArns = [`${PREFIX}:listener/app/web/0123456789abcdef/0123456789abcdef`];
  await expect(elbv2.send(new DescribeListenersCommand({ ListenerArns }))).rejects.toBeInstanceOf(
    ListenerNotFoundException,
  );
  await expect(elbv2.send(new DescribeSSLPoliciesCommand({ Names: ["X"] }))).rejects.toBeInstanceOf(
    SSLPolicyNotFoundException,
  );
});

test("validation arrives as ValidationError", async () => {
  const refusal = elbv2.send(new DescribeListenersCommand({}));
  await expect(refusal).rejects.toMatchObject({
    name: "ValidationError",
    message: "You must specify either listener ARNs or a load balancer ARN",
    $metadata: { httpStatusCode: 400 },
  });
});

test("constraints of members are told in the words of AWS's validation, all at once", async () => {
  const input = { Name: "t", Protocol: "SPDY" as "HTTP", Port: 0 };
  await expect(elbv2.send(new CreateTargetGroupCommand(input))).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringMatching(
      /^2 validation errors detected: Value 'SPDY' at 'protocol' failed to satisfy constraint: Member must satisfy enum value set: \[.*\]; Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1$/,
    ) as string,
  });
});

test("members that are required are missed", async () => {
  const input = { ListenerArn: `${PREFIX}:listener/app/a/b/c` };
  await expect(elbv2.send(new CreateRuleCommand(input as never))).rejects.toMatchObject({
    name: "ValidationError",
  });
});

test("what is not there yet says so", async () => {
  const ec2 = new EC2Client(server.clientConfig);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  ec2.destroy();
  const gateway = elbv2.send(
    new CreateLoadBalancerCommand({
      Name: "g",
      Type: "gateway",
      Subnets: Subnets.map(({ SubnetId = "" }) => SubnetId),
    }),
  );
  await expect(gateway).rejects.toBeInstanceOf(UnsupportedProtocolException);
  const trustStore = elbv2.send(
    new CreateTrustStoreCommand({
      Name: "t",
      CaCertificatesBundleS3Bucket: "b",
      CaCertificatesBundleS3Key: "k",
    }),
  );
  await expect(trustStore).rejects.toMatchObject({
    message: expect.stringContaining("CreateTrustStore") as string,
    $metadata: { httpStatusCode: 501 },
  });
});
