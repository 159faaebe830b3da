// What an HTTP API's part of a journey tells, with real sockets and TLS: which hop a request left for, and for each
// of the classic failures of private integrations the decision, the resource and the evidence.
// https://repost.aws/knowledge-center/api-gateway-private-integration-errors
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import type { HttpApiGatewayOptions } from "../../src/gateway/http-api-gateway.ts";
import type { SecurityGroupSnapshot } from "../../src/store/snapshots.ts";
import type { ByteStream } from "../../src/wire/byte-stream.ts";
import type { Exchange } from "../../src/wire/http1/exchange.ts";
import { createTestAuthority } from "../support/test-certificates.ts";
import {
  API_HOST,
  API_ID,
  type Bench,
  integration,
  LINK_ID,
  listener,
  LISTENER_ARN,
  ok,
  RawTarget,
  route,
  serve,
  stage,
  startBench,
  vpcLink,
} from "./http-api-fixture.ts";
import { ASKED, composed, failedStep, RecordingJourneys, stepOf } from "./journey-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function benchWith(
  answer: ConstructorParameters<typeof RawTarget>[0],
  over: Partial<HttpApiGatewayOptions> = {},
) {
  const target = await new RawTarget(answer).listen();
  const journeys = new RecordingJourneys();
  const bench = await startBench({ journeys, ...over });
  open.push(bench, target);
  await bench.useTarget(target);
  await useStage(bench, {});
  return { bench, target, journeys };
}

async function useStage(bench: Bench, over: Parameters<typeof stage>[0]): Promise<void> {
  const made = stage(over);
  await bench.snapshots.set("http-api-stage", `${API_ID}/${made.stageName}`, made);
}

/** The hop of the last request. */
async function hopOf(bench: Bench, answer: Promise<string>) {
  const before = bench.entries.length;
  const text = await answer;
  await expect.poll(() => bench.entries.length).toBeGreaterThan(before);
  const entry = bench.entries.at(-1);
  if (entry === undefined) throw new Error("Cannot find the request's entry");
  const kept = entry.keepHop();
  return { text, kept, hop: composed(kept) };
}

test("only the answer to a request that asked bears x-postern-journey, generated or forwarded", async () => {
  const { bench } = await benchWith(ok("hello"));
  await useStage(bench, { routes: [route("GET /there")] });
  expect(await bench.get("/there", ASKED)).toMatch(/\r\nx-postern-journey: j1\r\n\r\nhello$/);
  expect(await bench.get("/none", ASKED)).toMatch(
    /^HTTP\/1\.1 404 [^]*\r\nx-postern-journey: j2\r\n\r\n{"message":"Not Found"}$/,
  );
  expect(await bench.get("/there")).not.toContain("postern");
  expect(await bench.get("/none")).not.toContain("postern");
});

test("a journey that the backend names too is named once", async () => {
  const { bench } = await benchWith(ok("hello", "X-Postern-Journey: j1\r\n"));
  const answer = await bench.get("/", ASKED);
  expect(answer.match(/x-postern-journey/gi)).toEqual(["x-postern-journey"]);
});

test("x-postern-trace stays here, mapped or not; traceparent and the client's trace go on unchanged", async () => {
  const { bench, target } = await benchWith(ok(""));
  const parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const root = "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678";
  await bench.get("/", `${ASKED}${parent}\r\n${root}\r\n`);
  const requestParameters = { "append:header.x-more": "y" };
  await useStage(bench, { integrations: { i1: integration({ requestParameters }) } });
  await bench.get("/", `${ASKED}${parent}\r\n${root}\r\n`);
  expect(target.requests).toHaveLength(2);
  for (const request of target.requests) {
    expect(request).not.toMatch(/postern/i);
    expect(request).toContain(`\r\n${parent}\r\n`);
    expect(request).toContain(`\r\n${root}\r\n`);
  }
  expect(target.requests[1]).toContain("x-more: y");
});

test("a followed request leaves on the address and port that the next hop sees, and is back at its end", async () => {
  const ports: (number | undefined)[] = [];
  const { bench, journeys } = await benchWith((socket) => {
    ports.push(socket.remotePort);
    socket.write(ok("x"));
  });
  const { kept } = await hopOf(bench, bench.get("/", ASKED));
  const place = `10.0.1.57:${ports[0]}`;
  expect(journeys.events).toEqual([`leaves j1 on ${place}`, `back from ${place}`]);
  expect(kept.leftOn).toBe(place);
  expect(kept.arrivedOn).toMatch(/^127\.0\.0\.1:\d+$/);
  await bench.get("/");
  expect(ports[1]).toBe(ports[0]);
  expect(journeys.events).toHaveLength(2);
});

test("a followed request that fails or is given up is back too", async () => {
  const { bench, journeys } = await benchWith((socket) => socket.end());
  await hopOf(bench, bench.get("/", ASKED));
  expect(journeys.events).toHaveLength(2);
  const silent = await new RawTarget(() => {}).listen();
  open.push(silent);
  await bench.useTarget(silent);
  const client = bench.connect();
  client.write(`GET / HTTP/1.1\r\nHost: ${API_HOST}\r\n${ASKED}\r\n`);
  await expect.poll(() => journeys.events.length).toBe(3);
  client.resetAndDestroy();
  await expect.poll(() => journeys.events.length).toBe(4);
  expect(journeys.out.size).toBe(0);
});

test("a hop in memory knows the ticket before the request arrives", async () => {
  const { bench, journeys } = await benchWith(ok(""));
  const seen: (string | undefined)[] = [];
  const answering = {
    onExchange(exchange: Exchange) {
      const { remoteAddress, remotePort } = exchange.connection;
      seen.push(journeys.out.get(`${remoteAddress}:${remotePort}`)?.id);
      exchange.start({
        onRequestData() {},
        onRequestEnd() {},
        onResponseDrain() {},
        onRequestAborted() {},
        onResponseFinished() {},
      });
      exchange.respond("HTTP/1.1 204 No Content\r\n\r\n", 0, false);
      exchange.end();
    },
    onRefused: () => "",
  };
  const acceptor = {
    accept: (stream: ByteStream) => serve(stream, answering, bench.runtime),
  };
  const endpoint = bench.endpoints.get(LISTENER_ARN);
  if (endpoint === undefined) throw new Error("Cannot find the listener that was just set");
  bench.endpoints.set(LISTENER_ARN, { ...endpoint, acceptor });
  await bench.get("/", ASKED);
  await bench.get("/");
  await bench.get("/", ASKED);
  expect(seen).toEqual(["j1", undefined, "j2"]);
});

const TLS_LISTENERS = [
  listener({ protocol: "HTTPS", port: 443 }),
  listener({ protocol: "TLS", port: 443, loadBalancerType: "network", loadBalancerId: "net/lb/1" }),
];

test.for(TLS_LISTENERS)(
  "plain HTTP to a listener that terminates TLS is told although the answer comes from there: $protocol",
  async (snapshot) => {
    const page = "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nContent-Length: 0\r\n\r\n";
    const { bench, target } = await benchWith(page);
    await bench.useTarget(target, snapshot);
    const { hop } = await hopOf(bench, bench.get("/", ASKED));
    expect(hop).toMatchObject({ status: 400, failure: null, kind: "http-api", resource: API_ID });
    expect(stepOf(hop, "listener")).toMatchObject({
      resource: LISTENER_ARN,
      loadBalancerArn: "arn:lb",
      evidence: { speaks: "http", expects: "tls", protocol: snapshot.protocol },
    });
    expect(stepOf(hop, "integration").evidence).toMatchObject({ serverNameToVerify: null });
    expect(stepOf(hop, "integration-answer").summary).toMatch(/answered 400, as load balancers do/);
  },
);

test("a server name that the certificate does not bear is TLS's failure, with both names", async () => {
  const authority = await createTestAuthority();
  const { chainPem: cert, keyPem: key } = await authority.issue({ dnsNames: ["api.example.com"] });
  const server = tls.createServer({ cert, key }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", () => socket.write(ok("")));
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push({ close: async () => void server.close() });
  const { bench } = await benchWith(ok(""), { trustedCas: [authority.caPem] });
  const { port } = server.address() as AddressInfo;
  await bench.useTarget({ port }, listener({ protocol: "HTTPS", port: 443 }));
  const named = (serverNameToVerify: string) =>
    useStage(bench, { integrations: { i1: integration({ serverNameToVerify }) } });
  await named("other.example.com");
  const { hop } = await hopOf(bench, bench.get("/", ASKED));
  expect(hop.status).toBe(500);
  const failed = failedStep(hop);
  expect(failed).toMatchObject({
    decision: "tls",
    resource: LISTENER_ARN,
    loadBalancerArn: "arn:lb",
    evidence: { serverName: "other.example.com", kind: "tls-name-mismatch" },
  });
  expect(JSON.stringify(failed.evidence)).toContain("api.example.com");
  expect(hop.failure).toBe(failed.failure);
  await named("api.example.com");
  const mended = await hopOf(bench, bench.get("/", ASKED));
  expect(stepOf(mended.hop, "tls").evidence).toMatchObject({
    serverName: "api.example.com",
    verified: "chain and name",
    certificate: { names: ["DNS:api.example.com"] },
  });
});

test("what a load balancer in strictest mode refuses is an answer, and the field that it refused stands in the mapping", async () => {
  const page = "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nContent-Length: 0\r\n\r\n";
  const { bench } = await benchWith(page);
  const { hop } = await hopOf(bench, bench.get("/", ASKED));
  const { fields } = stepOf(hop, "mapping").evidence as { fields: { added: unknown[] } };
  expect(fields.added).toContainEqual(["Content-Length", "0"]);
  expect(stepOf(hop, "integration-answer").evidence).toMatchObject({
    status: 400,
    server: "awselb/2.0",
  });
});

test("a route that is not in the deployment is missed with the deployment named", async () => {
  const { bench } = await benchWith(ok(""));
  await useStage(bench, { routes: [route("GET /pets")], deploymentId: "old" });
  const { hop, kept } = await hopOf(
    bench,
    bench.send(`POST /pets HTTP/1.1\r\nHost: ${API_HOST}\r\nContent-Length: 0\r\n\r\n`),
  );
  expect(stepOf(hop, "stage").evidence).toMatchObject({ deploymentId: "old", stage: "$default" });
  expect(failedStep(hop)).toMatchObject({
    decision: "route",
    summary: "No route of deployment old takes POST /pets; the nearest is GET /pets (method)",
    evidence: { nearest: [{ routeKey: "GET /pets", difference: "method" }] },
  });
  expect(kept).toMatchObject({ status: 404, ticket: null, leftOn: "", kind: "http-api" });
});

test("a path that no stage takes, and an API that is not there, are told with what there is", async () => {
  const { bench } = await benchWith(ok(""));
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, null);
  await useStage(bench, { stageName: "prod" });
  const missed = await hopOf(bench, bench.get("/test/pets"));
  expect(failedStep(missed.hop)).toMatchObject({
    decision: "stage",
    resource: API_ID,
    evidence: { path: "/test/pets", stages: ["prod"] },
  });
  const nobody = `GET / HTTP/1.1\r\nHost: other.execute-api.localhost\r\n\r\n`;
  const unknown = await hopOf(bench, bench.send(nobody));
  expect(failedStep(unknown.hop)).toMatchObject({ decision: "stage", resource: "other" });
});

function group(groupId: string, over: Partial<SecurityGroupSnapshot> = {}): SecurityGroupSnapshot {
  return { groupId, ingress: [], egress: [], ...over };
}

const ALL = { protocol: "-1", fromPort: -1, toPort: -1, cidrs: ["0.0.0.0/0"], peerGroupIds: [] };

test.for([
  ["egress", "sg-link", [], [ALL]],
  ["ingress", "sg-lb", [ALL], []],
] as const)(
  "a security group that drops the packets is named: %s",
  async ([direction, groupId, egress, ingress]) => {
    const { bench, target } = await benchWith(ok(""), { connectTimeoutMs: 60 });
    await bench.useTarget(target, listener({ securityGroups: [group("sg-lb", { ingress })] }));
    const link = vpcLink({ securityGroups: [group("sg-link", { egress })] });
    await bench.snapshots.set("vpc-link", LINK_ID, link);
    const { hop } = await hopOf(bench, bench.get("/"));
    expect(hop.status).toBe(503);
    expect(failedStep(hop)).toMatchObject({
      decision: "security-groups",
      resource: groupId,
      loadBalancerArn: "arn:lb",
      evidence: { direction, groupIds: [groupId], port: 80, rules: [{ groupId, rules: [] }] },
    });
    expect(stepOf(hop, "vpc-link").evidence).toMatchObject({ status: "AVAILABLE" });
  },
);

test("a link that is not available and one that is gone are the link's failures", async () => {
  const { bench } = await benchWith(ok(""));
  await bench.snapshots.set("vpc-link", LINK_ID, vpcLink({ status: "INACTIVE" }));
  const inactive = await hopOf(bench, bench.get("/"));
  expect(failedStep(inactive.hop)).toMatchObject({
    decision: "vpc-link",
    resource: `arn:aws:apigateway:us-east-1::/vpclinks/${LINK_ID}`,
    evidence: { status: "INACTIVE" },
  });
  await bench.snapshots.set("vpc-link", LINK_ID, null);
  const gone = await hopOf(bench, bench.get("/"));
  expect(failedStep(gone.hop).summary).toBe(`There is no VPC link ${LINK_ID}`);
});

test("a connection that is refused and an answer that never comes are told apart", async () => {
  const { bench, target } = await benchWith(() => {});
  await useStage(bench, { integrations: { i1: integration({ timeoutMs: 60 }) } });
  const late = await hopOf(bench, bench.get("/"));
  expect(failedStep(late.hop)).toMatchObject({
    decision: "integration-answer",
    resource: LISTENER_ARN,
    evidence: { kind: "response-timeout" },
  });
  expect(stepOf(late.hop, "connection").evidence).toMatchObject({ isReused: false });
  const closed = net.createServer();
  closed.listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, "close");
  await bench.useTarget({ port });
  const refused = await hopOf(bench, bench.get("/"));
  expect(failedStep(refused.hop)).toMatchObject({
    decision: "connection",
    resource: LISTENER_ARN,
    evidence: { kind: "connect-refused" },
  });
  expect(target.connections).toBe(1);
});

test("KeptHop.headers() and what is composed show no credentials", async () => {
  const { bench } = await benchWith(ok("", "Set-Cookie: sid=hush\r\n"));
  const secrets = "Authorization: Bearer hush\r\nCookie: a=hush\r\nX-Api-Key: hush\r\n";
  const { kept, hop } = await hopOf(bench, bench.get("/?access_token=hush", `${ASKED}${secrets}`));
  expect(JSON.stringify([kept.headers(), hop])).not.toContain("hush");
  expect(kept.headers()).toContainEqual(["Authorization", "(11 characters)"]);
  expect(kept.weight).toBeGreaterThan(1000);
  expect(kept.resources).toEqual([
    API_ID,
    "$default",
    `${API_ID}/$default`,
    LINK_ID,
    LISTENER_ARN,
    "arn:lb",
  ]);
});
