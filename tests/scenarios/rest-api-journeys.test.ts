// What a REST API's part of a journey tells, with real sockets and TLS: through VPC links of both kinds, and for what
// the chain refuses itself: the decision, the resource and the evidence.
// https://repost.aws/knowledge-center/api-gateway-500-error-vpc
import tls from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Integration, Method } from "@aws-sdk/client-api-gateway";
import { afterEach, expect, test } from "vitest";
import type { ListenerEndpoint } from "../../src/gateway/private-hop.ts";
import type { RestApiGatewayOptions } from "../../src/gateway/rest-api-gateway.ts";
import type { ListenerSnapshot } from "../../src/store/snapshots.ts";
import { createTestAuthority } from "../support/test-certificates.ts";
import { LINK_ID, listener, ok, RawTarget, vpcLink } from "./http-api-fixture.ts";
import { ASKED, composed, failedStep, RecordingJourneys, stepOf } from "./journey-fixture.ts";
import { REST_API_ID, restStage, startRestBench, type RestBench } from "./rest-api-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const API_ARN = `arn:aws:apigateway:us-east-1::/restapis/${REST_API_ID}`;
const METHOD_ARN = `${API_ARN}/resources/r1/methods/GET`;
const FIRST_LINK = "v1link";

const ALB = listener({ loadBalancerArn: "arn:alb", protocol: "HTTPS", port: 443 });
const NLB = listener({
  listenerArn: "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/net/nlb/1/2",
  loadBalancerArn: "arn:nlb",
  loadBalancerName: "nlb",
  loadBalancerType: "network",
  protocol: "TLS",
  port: 443,
});

async function benchWith(
  target: { readonly port: number },
  over: Partial<RestApiGatewayOptions> = {},
): Promise<{ bench: RestBench; journeys: RecordingJourneys }> {
  const journeys = new RecordingJourneys();
  const endpointOf = (snapshot: ListenerSnapshot): ListenerEndpoint => ({
    listenerArn: snapshot.listenerArn,
    snapshot,
    address: "127.0.0.1",
    port: target.port,
    acceptor: null,
  });
  const endpoints = [ALB, NLB].map(endpointOf);
  const bench = await startRestBench({
    journeys,
    listeners: {
      find: (arn) => endpoints.find(({ listenerArn }) => listenerArn === arn),
      findByDnsName: () => undefined,
      findByLoadBalancer: (arn, port) =>
        endpoints.find(
          ({ snapshot }) => snapshot.loadBalancerArn === arn && snapshot.port === port,
        ),
    },
    ...over,
  });
  open.push(bench);
  await bench.snapshots.set("vpc-link", LINK_ID, vpcLink());
  await bench.snapshots.set("rest-vpc-link", FIRST_LINK, {
    account: "000000000000",
    region: "us-east-1",
    vpcLinkId: FIRST_LINK,
    name: "first",
    status: "AVAILABLE",
    statusMessage: "",
    loadBalancerArn: "arn:nlb",
  });
  return { bench, journeys };
}

function method(integration: Integration, over: Method = {}): Method {
  return {
    httpMethod: "GET",
    methodIntegration: { type: "HTTP_PROXY", httpMethod: "GET", ...integration },
    ...over,
  };
}

async function hopOf(bench: RestBench, path = "/prod/pets", fields = ASKED) {
  const next = bench.nextEntry();
  const answer = await bench.get(path, fields);
  const kept = (await next).keepHop();
  return { answer, kept, hop: composed(kept) };
}

async function targetWith(answer: ConstructorParameters<typeof RawTarget>[0]): Promise<RawTarget> {
  const target = await new RawTarget(answer).listen();
  open.push(target);
  return target;
}

const FIRST: Integration = {
  connectionType: "VPC_LINK",
  connectionId: FIRST_LINK,
  uri: "http://shop.example.com:443/pets",
};
const SECOND: Integration = { ...FIRST, connectionId: LINK_ID, integrationTarget: "arn:alb" };

test("only the answer to a request that asked bears x-postern-journey; the field that asks stays here", async () => {
  const target = await targetWith(ok("hello", "x-postern-journey: other\r\n"));
  const { bench } = await benchWith(target);
  await bench.use(restStage(method({ uri: `http://127.0.0.1:${target.port}/` })));
  const parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
  const root = "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678\r\n";
  const asked = await bench.get("/prod/pets", ASKED + parent + root);
  expect(asked.head.match(/x-postern-journey: .*/g)).toEqual(["x-postern-journey: j1"]);
  expect(target.requests[0]).not.toMatch(/postern/i);
  expect(target.requests[0]).toContain(parent);
  expect(target.requests[0]).toContain(root);
  expect((await bench.get("/prod/none", ASKED)).head).toContain("x-postern-journey: j2");
  expect((await bench.get("/prod/pets")).head).not.toContain("postern");
  expect((await bench.get("/prod/none")).head).not.toContain("postern");
});

test.for([
  ["of the first kind to a Network Load Balancer's TLS listener", FIRST, NLB, FIRST_LINK, "V1"],
  ["of the second kind to an ALB's HTTPS listener", SECOND, ALB, LINK_ID, "V2"],
] as const)(
  "an http:// URI through a VPC link %s is told although the answer comes from there",
  async ([, integration, snapshot, linkId, version]) => {
    const page = "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nContent-Length: 0\r\n\r\n";
    const target = await targetWith(page);
    const { bench, journeys } = await benchWith(target);
    await bench.use(restStage(method(integration)));
    const { hop, kept } = await hopOf(bench);
    expect(hop).toMatchObject({
      status: 400,
      failure: null,
      kind: "rest-api",
      name: "REST API api (prod)",
    });
    expect(stepOf(hop, "vpc-link")).toMatchObject({
      resource: `arn:aws:apigateway:us-east-1::/vpclinks/${linkId}`,
      evidence: { version, status: "AVAILABLE" },
    });
    expect(stepOf(hop, "listener")).toMatchObject({
      resource: snapshot.listenerArn,
      loadBalancerArn: snapshot.loadBalancerArn,
      evidence: { speaks: "http", expects: "tls", protocol: snapshot.protocol, port: 443 },
    });
    expect(stepOf(hop, "stage").evidence).toMatchObject({ deploymentId: "d1" });
    expect(kept.resources).toContain(snapshot.loadBalancerArn);
    expect(journeys.events).toEqual([`leaves j1 on ${kept.leftOn}`, `back from ${kept.leftOn}`]);
  },
);

test("an https:// URI whose name the certificate does not bear is TLS's failure; the gateway response is named", async () => {
  const authority = await createTestAuthority();
  const { chainPem: cert, keyPem: key } = await authority.issue({ dnsNames: ["api.example.com"] });
  const server = tls.createServer({ cert, key }, (socket) => socket.on("error", () => {}));
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push({ close: async () => void server.close() });
  const place = server.address() as AddressInfo;
  const { bench } = await benchWith(place, { trustedCas: [authority.caPem] });
  await bench.use(restStage(method({ ...SECOND, uri: "https://other.example.com/pets" })));
  const { hop } = await hopOf(bench);
  expect(hop.status).toBe(500);
  expect(failedStep(hop)).toMatchObject({
    decision: "tls",
    resource: ALB.listenerArn,
    loadBalancerArn: "arn:alb",
    evidence: { serverName: "other.example.com", kind: "tls-name-mismatch" },
  });
  expect(JSON.stringify(failedStep(hop).evidence)).toContain("api.example.com");
  expect(stepOf(hop, "gateway-response").evidence).toMatchObject({
    responseType: "API_CONFIGURATION_ERROR",
    status: 500,
    logLine: expect.stringContaining("Execution failed due to configuration error"),
  });
});

test("a port without listener is the listener's failure, a link that is not there the link's", async () => {
  const target = await targetWith(ok(""));
  const { bench } = await benchWith(target, { connectTimeoutMs: 60 });
  await bench.use(restStage(method({ ...SECOND, uri: "http://shop.example.com/pets" })));
  expect(failedStep((await hopOf(bench)).hop)).toMatchObject({
    decision: "listener",
    summary: "There is no listener arn:alb port 80",
  });
  await bench.use(restStage(method({ ...SECOND, connectionId: "nolink" })));
  expect(failedStep((await hopOf(bench)).hop)).toMatchObject({
    decision: "vpc-link",
    resource: "arn:aws:apigateway:us-east-1::/vpclinks/nolink",
  });
});

test("a method that is not there is told with the resource's methods, or with what is nearest", async () => {
  const target = await targetWith(ok(""));
  const { bench } = await benchWith(target);
  await bench.use(restStage(method(FIRST)));
  const override = await hopOf(bench, "/prod/pets", "X-HTTP-Method-Override: PUT\r\n");
  expect(failedStep(override.hop)).toMatchObject({
    decision: "method",
    resource: API_ARN,
    evidence: { resourcePath: "/pets", methods: ["GET"], httpMethod: "PUT" },
  });
  const { hop } = await hopOf(bench, "/prod/pets/7", "");
  expect(failedStep(hop).evidence).toMatchObject({
    resourcePath: null,
    nearest: [{ resourcePath: "/pets", difference: "too-long", methods: ["GET"] }],
  });
  const none = await hopOf(bench, "/test/pets", "");
  expect(failedStep(none.hop)).toMatchObject({
    decision: "stage",
    evidence: { stages: ["prod"] },
  });
});

test.for<[string, Method, string, string]>([
  ["an API key that is missing", { apiKeyRequired: true }, "api-key", METHOD_ARN],
  ["IAM without credentials", { authorizationType: "AWS_IAM" }, "authorizer", METHOD_ARN],
  [
    "a template that fails",
    method({ type: "MOCK", requestTemplates: { "application/json": "no" } }),
    "integration",
    `${METHOD_ARN}/integration`,
  ],
  [
    "a content type without template",
    method({
      type: "HTTP",
      uri: "http://127.0.0.1:1/",
      passthroughBehavior: "NEVER",
    }),
    "mapping",
    `${METHOD_ARN}/integration`,
  ],
  [
    "a mock without integration response",
    method({ type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } }),
    "response-mapping",
    `${METHOD_ARN}/integration/responses/`,
  ],
])("%s is told by the step that decided it", async ([, over, decision, resource]) => {
  const target = await targetWith(ok(""));
  const { bench } = await benchWith(target);
  await bench.use(restStage({ ...method(FIRST), ...over }));
  const { hop, answer } = await hopOf(bench);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(failedStep(hop)).toMatchObject({ decision, resource });
  expect(hop.failure).toBe(failedStep(hop).failure);
  expect(stepOf(hop, "answer").evidence).toMatchObject({ status: answer.status });
});

test("an endpoint that does not answer in time, and one that goes away, are told apart", async () => {
  const silent = await targetWith(() => {});
  const { bench } = await benchWith(silent);
  const uri = `http://127.0.0.1:${silent.port}/`;
  await bench.use(restStage(method({ uri, timeoutInMillis: 60 })));
  const late = await hopOf(bench);
  expect(late.answer.status).toBe(504);
  expect(failedStep(late.hop)).toMatchObject({
    decision: "integration-answer",
    evidence: { kind: "response-timeout" },
  });
  expect(stepOf(late.hop, "gateway-response").resource).toBe(
    `${API_ARN}/gatewayresponses/INTEGRATION_TIMEOUT`,
  );
  const closing = await targetWith((socket) => socket.end());
  await bench.use(restStage(method({ uri: `http://127.0.0.1:${closing.port}/` })));
  expect(failedStep((await hopOf(bench)).hop).evidence).toMatchObject({
    kind: "closed-before-response",
  });
});
