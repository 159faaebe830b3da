// Private integrations of REST APIs from outside, through both kinds of VPC link: real clients, real sockets, real
// TLS. Each failure is seen as AWS shows it, and mended as AWS's article on private integrations mends it.
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { X509Certificate } from "node:crypto";
import {
  GenerateClientCertificateCommand,
  TestInvokeMethodCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type PutIntegrationCommandInput,
} from "@aws-sdk/client-api-gateway";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, type RawAnswer } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";
import { startRestStack, type RestApiBed, type RestStack } from "../support/rest-stack.ts";
import { createTestAuthority } from "../support/test-certificates.ts";

const PLAIN_HTTP_PAGE =
  "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n" +
  "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n" +
  "<center>The plain HTTP request was sent to HTTPS port</center>\r\n</body>\r\n</html>\r\n";
const INTERNAL_SERVER_ERROR = '{"message": "Internal server error"}';

let target: RecordingTarget;
let stack: RestStack;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startRestStack();
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

/** GET /pets of a new API leads through the link. */
async function privateApi(
  integration: Partial<PutIntegrationCommandInput>,
): Promise<{ api: RestApiBed; resourceId: string; url: string }> {
  const api = await stack.createApi();
  const resourceId = await api.method({
    path: "/pets",
    integration: { connectionType: "VPC_LINK", ...integration },
  });
  return { api, resourceId, url: await api.deploy() };
}

async function setUri(of: { api: RestApiBed; resourceId: string }, uri: string): Promise<void> {
  await stack.client.send(
    new UpdateIntegrationCommand({
      restApiId: of.api.restApiId,
      resourceId: of.resourceId,
      httpMethod: "GET",
      patchOperations: [{ op: "replace", path: "/uri", value: uri }],
    }),
  );
}

async function testInvoke(of: { api: RestApiBed; resourceId: string }): Promise<string> {
  const { log = "" } = await stack.client.send(
    new TestInvokeMethodCommand({
      restApiId: of.api.restApiId,
      resourceId: of.resourceId,
      httpMethod: "GET",
    }),
  );
  return log;
}

function expectConfigurationError(answer: RawAnswer): void {
  expect(answer.status).toBe(500);
  expect(answer.body).toBe(INTERNAL_SERVER_ERROR);
  expect(answer.head).toContain("x-amzn-ErrorType: InternalServerErrorException");
  expect(answer.head).toContain("Content-Length: 36");
}

async function makeLink(type: "application" | "network", loadBalancerArn: string) {
  return type === "network"
    ? { connectionId: await stack.createNlbLink(loadBalancerArn) }
    : { connectionId: await stack.base.createVpcLink(), integrationTarget: loadBalancerArn };
}

test.for([
  ["network", "TLS", "/pets"],
  ["application", "HTTPS", "/prod/pets"],
] as const)(
  "an http endpoint URL gets 400 from an %s load balancer's %s listener until https with the certificate's name is deployed",
  async ([type, protocol, backendPath]) => {
    const balancer = await stack.base.createBalancer({
      type,
      protocol,
      targetPort: target.port,
      certificateName: "pets.internal.example",
      name: `rest-tls-${type}`,
    });
    const link = await makeLink(type, balancer.loadBalancerArn);
    const made = await privateApi({ ...link, uri: "http://pets.internal.example:443/pets" });

    const plain = await get(`${made.url}/pets`);
    expect(plain.status).toBe(400);
    expect(plain.body).toBe(PLAIN_HTTP_PAGE);
    expect(plain.head).toContain("Content-Type: text/html");
    expect(plain.head).toContain("x-amzn-Remapped-Content-Length: 220");
    expect(plain.head).toContain("x-amzn-Remapped-Server: awselb/2.0");

    await setUri(made, "https://pets.internal.example/pets");
    expect((await get(`${made.url}/pets`)).status).toBe(400);

    await made.api.deploy();
    const mended = await get(`${made.url}/pets?kind=cat`);
    expect(mended.status).toBe(200);
    expect(mended.body).toBe("hello\n");
    const head = target.heads.at(-1) ?? "";
    expect(head).toMatch(new RegExp(`^GET ${backendPath}\\?kind=cat HTTP/1\\.1\r\n`));
    expect(head).toMatch(/^host: pets\.internal\.example\r$/im);
  },
);

test.for([
  ["network", "TLS"],
  ["application", "HTTPS"],
] as const)(
  "an https endpoint URL whose host is not on the certificate of an %s load balancer's %s listener gives 500, and the log says why",
  async ([type, protocol]) => {
    const balancer = await stack.base.createBalancer({
      type,
      protocol,
      targetPort: target.port,
      certificateName: "myinstance.example",
      name: `rest-name-${type}`,
    });
    const link = await makeLink(type, balancer.loadBalancerArn);
    const made = await privateApi({ ...link, uri: "https://domain.example/pets" });

    expectConfigurationError(await get(`${made.url}/pets`));
    const log = await testInvoke(made);
    expect(log).toContain(
      "Execution failed due to configuration error: Host name 'domain.example' does not match the certificate subject provided by the peer (CN=myinstance.example)\n",
    );
    expect(log).toMatch(/ : Method completed with status: 500\n$/);
  },
);

test("VPC link v1 → NLB → target group of type alb → ALB → target serves a request", async () => {
  const alb = await stack.base.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "rest-inner-alb",
  });
  const { elb } = stack.base;
  const { TargetGroups = [] } = await elb.send(
    new CreateTargetGroupCommand({
      Name: "rest-alb-group",
      Protocol: "TCP",
      Port: 80,
      VpcId: await stack.base.vpcId(),
      TargetType: "alb",
    }),
  );
  const targetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
  await elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: alb.loadBalancerArn }],
    }),
  );
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: "rest-outer-nlb",
      Type: "network",
      Scheme: "internal",
      Subnets: await stack.base.subnetIds(),
    }),
  );
  const loadBalancerArn = LoadBalancers[0]?.LoadBalancerArn ?? "";
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol: "TCP",
      Port: 80,
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    }),
  );
  await stack.base.untilHealthy(targetGroupArn);
  const connectionId = await stack.createNlbLink(loadBalancerArn);
  const made = await privateApi({ connectionId, uri: "http://pets.example/pets" });

  const answer = await get(`${made.url}/pets`);
  expect(answer.status).toBe(200);
  expect(answer.body).toBe("hello\n");
  expect(target.heads.at(-1)).toMatch(/^GET \/pets HTTP\/1\.1\r\n/);
});

test("an endpoint URL whose port has no listener, and a link that is not there, give 500", async () => {
  const balancer = await stack.base.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: target.port,
    name: "rest-no-listener",
  });
  const connectionId = await stack.createNlbLink(balancer.loadBalancerArn);
  const made = await privateApi({ connectionId, uri: "http://pets.example:81/pets" });
  expectConfigurationError(await get(`${made.url}/pets`));
  expect(await testInvoke(made)).toContain(
    "Execution failed due to configuration error: There was an internal error while executing your request\n",
  );

  const unknown = await privateApi({
    connectionId: "${stageVariables.link}",
    uri: "http://pets.example/pets",
  });
  expectConfigurationError(await get(`${unknown.url}/pets`));
  const url = await unknown.api.deploy("named", { link: connectionId });
  expect((await get(`${url}/pets`)).status).toBe(200);
});

/** An HTTPS server with a certificate that it signed itself. */
async function startTlsTarget(): Promise<{ port: number; close: () => void }> {
  const authority = await createTestAuthority();
  const { chainPem, keyPem } = await authority.issue({
    dnsNames: ["pets.example"],
    selfSigned: true,
  });
  const options = { cert: chainPem, key: keyPem, requestCert: true, rejectUnauthorized: false };
  const server = createServer(options, (request, response) => {
    const shown = (request.socket as TLSSocket).getPeerCertificate();
    response.end("serialNumber" in shown ? shown.serialNumber : "none");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

test("insecureSkipVerification takes a certificate of any issuer, but not one of another name; the stage shows its own", async () => {
  const secure = await startTlsTarget();
  const balancer = await stack.base.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: secure.port,
    name: "rest-self-signed",
  });
  const connectionId = await stack.createNlbLink(balancer.loadBalancerArn);
  const made = (host: string, insecureSkipVerification: boolean) =>
    privateApi({
      connectionId,
      uri: `https://${host}:80/pets`,
      tlsConfig: { insecureSkipVerification },
    });
  const strict = await made("pets.example", false);
  expectConfigurationError(await get(`${strict.url}/pets`));
  expect(await testInvoke(strict)).toContain(
    "Execution failed due to configuration error: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target\n",
  );
  const lax = await made("pets.example", true);
  const anonymous = await get(`${lax.url}/pets`);
  expect([anonymous.status, anonymous.body]).toEqual([200, "none"]);
  expectConfigurationError(await get(`${(await made("cats.example", true)).url}/pets`));

  const certificate = await stack.client.send(new GenerateClientCertificateCommand({}));
  await stack.client.send(
    new UpdateStageCommand({
      restApiId: lax.api.restApiId,
      stageName: "prod",
      patchOperations: [
        {
          op: "replace",
          path: "/clientCertificateId",
          value: certificate.clientCertificateId,
        },
      ],
    }),
  );
  const known = await get(`${lax.url}/pets`);
  const { serialNumber } = new X509Certificate(certificate.pemEncodedCertificate ?? "");
  expect([known.status, known.body]).toEqual([200, serialNumber]);
  secure.close();
});

test("a Network Load Balancer without a target, or whose target does not listen, gives 500", async () => {
  const balancer = await stack.base.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: target.port,
    name: "rest-no-target",
  });
  const connectionId = await stack.createNlbLink(balancer.loadBalancerArn);
  const made = await privateApi({ connectionId, uri: "http://pets.example/pets" });
  const group = { TargetGroupArn: balancer.targetGroupArn };
  const { elb } = stack.base;
  await elb.send(new DeregisterTargetsCommand({ ...group, Targets: [{ Id: "127.0.0.1" }] }));
  const withoutTarget = await get(`${made.url}/pets`);
  await elb.send(new RegisterTargetsCommand({ ...group, Targets: [{ Id: "127.0.0.1", Port: 1 }] }));
  const withoutListener = await get(`${made.url}/pets`);
  for (const answer of [withoutTarget, withoutListener]) {
    expect([answer.status, answer.body]).toEqual([500, INTERNAL_SERVER_ERROR]);
  }
});

test("/_postern/endpoints lists REST APIs with the invoke URLs of their stages", async () => {
  const api = await stack.createApi({ name: "listed" });
  await api.method({ path: "/", integration: { type: "MOCK" }, responses: { 200: {} } });
  const url = await api.deploy();
  const response = await fetch(`${stack.base.postern.url}/_postern/endpoints`);
  const { apis } = (await response.json()) as { apis: { apiId: string }[] };
  expect(apis.find(({ apiId }) => apiId === api.restApiId)).toEqual({
    apiId: api.restApiId,
    name: "listed",
    protocolType: "REST",
    stages: [{ name: "prod", invokeUrl: `${url}/` }],
  });
});
