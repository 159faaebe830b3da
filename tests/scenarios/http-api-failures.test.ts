// How an HTTP API fails: for each cause the status, the body and what $context says of it, with real sockets.
import net from "node:net";
import tls from "node:tls";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import {
  createCertificateAuthority,
  type AuthorityRoot,
} from "../../src/services/acm/certificate-authority.ts";
import type { HttpApiGatewayOptions } from "../../src/gateway/http-api-gateway.ts";
import type { SecurityGroupSnapshot } from "../../src/store/snapshots.ts";
import {
  API_HOST,
  API_ID,
  type Bench,
  integration,
  LINK_ID,
  listener,
  LISTENER_ARN,
  masked,
  ok,
  RawTarget,
  route,
  stage,
  startBench,
  vpcLink,
} from "./http-api-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function benchWith(
  answer: ConstructorParameters<typeof RawTarget>[0],
  over: Partial<HttpApiGatewayOptions> = {},
): Promise<{ bench: Bench; target: RawTarget }> {
  const target = await new RawTarget(answer).listen();
  const bench = await startBench(over);
  open.push(bench, target);
  await bench.useTarget(target);
  await useStage(bench, {});
  return { bench, target };
}

async function useStage(bench: Bench, over: Parameters<typeof stage>[0]): Promise<void> {
  const made = stage(over);
  await bench.snapshots.set("http-api-stage", `${API_ID}/${made.stageName}`, made);
}

function useIntegration(bench: Bench, over: Parameters<typeof integration>[0]): Promise<void> {
  return useStage(bench, { integrations: { i1: integration(over) } });
}

async function outcome(bench: Bench, answer: Promise<string>) {
  const text = await answer;
  await expect.poll(() => bench.entries.length).toBeGreaterThan(0);
  const entry = bench.entries.at(-1);
  return {
    status: Number(text.split(" ")[1]),
    body: text.slice(text.indexOf("\r\n\r\n") + 4),
    responseType: entry?.errorResponseType,
    kind: entry?.failure?.kind,
  };
}

const UNAVAILABLE = { status: 503, body: '{"message":"Service Unavailable"}' };
const BROKEN = { status: 500, body: '{"message":"Internal Server Error"}' };
const NETWORK = { ...UNAVAILABLE, responseType: "INTEGRATION_NETWORK_FAILURE" };

test("an unknown path gets 404 with the bytes of AWS's answer", async () => {
  const { bench } = await benchWith(ok(""));
  await useStage(bench, { routes: [route("GET /known")] });
  expect(masked(await bench.get("/unknown"))).toBe(
    "HTTP/1.1 404 Not Found\r\nDate: DATE\r\nContent-Type: application/json\r\n" +
      'Content-Length: 23\r\nConnection: keep-alive\r\napigw-requestid: ID\r\n\r\n{"message":"Not Found"}',
  );
});

test("unknown method, stage and API, and a disabled endpoint, get 404", async () => {
  const { bench } = await benchWith(ok(""));
  await useStage(bench, { routes: [route("POST /x")] });
  expect(await outcome(bench, bench.get("/x"))).toMatchObject({ status: 404, kind: "not-found" });
  const other = `GET / HTTP/1.1\r\nHost: other.execute-api.localhost\r\n\r\n`;
  expect(await outcome(bench, bench.send(other))).toMatchObject({ status: 404 });
  const path = `GET /_aws/execute-api/${API_ID}/none/x HTTP/1.1\r\nHost: x\r\n\r\n`;
  expect(await outcome(bench, bench.send(path))).toMatchObject({ status: 404 });
  await useStage(bench, { disableExecuteApiEndpoint: true });
  expect(await outcome(bench, bench.get("/x"))).toMatchObject({ status: 404 });
});

test("a request line and values over 10,240 bytes get 431, one byte less passes", async () => {
  const { bench } = await benchWith(ok(""));
  const fixed = "GET / HTTP/1.1".length + API_HOST.length;
  const value = (length: number) => `X: ${"a".repeat(length)}\r\n`;
  expect(await bench.get("/", value(10_240 - fixed))).toMatch(/^HTTP\/1\.1 200 /);
  expect(await outcome(bench, bench.get("/", value(10_241 - fixed)))).toMatchObject({
    status: 431,
    body: '{"message":"Request Header Fields Too Large"}',
  });
});

test("a body over 10 MB gets 413, announced or not", async () => {
  const { bench, target } = await benchWith(ok(""));
  const drain = net.createServer((socket) => socket.on("error", () => {}).resume());
  drain.listen(0, "127.0.0.1");
  await once(drain, "listening");
  open.push({ close: async () => void drain.close() });
  const announced = `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nContent-Length: 10485761\r\n\r\n`;
  expect(await outcome(bench, bench.send(announced))).toMatchObject({
    status: 413,
    body: '{"message":"Request Entity Too Large"}',
  });
  expect(target.connections).toBe(0);
  await bench.useTarget(drain.address() as net.AddressInfo);
  const chunk = `100000\r\n${"a".repeat(0x10_00_00)}\r\n`;
  const chunked = `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(11)}0\r\n\r\n`;
  expect(await outcome(bench, bench.send(chunked))).toMatchObject({ status: 413 });
});

test("a refused connection gets 503 and INTEGRATION_NETWORK_FAILURE", async () => {
  const { bench, target } = await benchWith(ok(""));
  target.server.close();
  await once(target.server, "close");
  open.splice(open.indexOf(target), 1);
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind: "connect-refused" });
});

test.for([
  ["reset", "reset-before-response"],
  ["closed", "closed-before-response"],
] as const)("a connection %s before the answer gets 503", async ([manner, kind]) => {
  const { bench } = await benchWith((socket) => {
    if (manner === "reset") socket.resetAndDestroy();
    else socket.destroy();
  });
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind });
});

test("an answer that is no HTTP gets 500", async () => {
  const { bench } = await benchWith("SSH-2.0-OpenSSH_9.6\r\n\r\n");
  expect(await outcome(bench, bench.get("/"))).toMatchObject({
    ...BROKEN,
    kind: "malformed-response",
  });
});

test("a backend slower than the integration's timeout gets 503 after that timeout", async () => {
  const { bench } = await benchWith(() => {});
  await useIntegration(bench, { timeoutMs: 50 });
  const startedAt = performance.now();
  expect(await outcome(bench, bench.get("/"))).toEqual({
    ...UNAVAILABLE,
    responseType: "INTEGRATION_TIMEOUT",
    kind: "response-timeout",
  });
  expect(performance.now() - startedAt).toBeGreaterThan(45);
});

test("a backend that breaks off within its answer breaks the client's connection", async () => {
  const { bench } = await benchWith((socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", () => socket.destroy());
  });
  const answer = await bench.get("/");
  expect(answer.endsWith("\r\n\r\nhalf") || answer === "").toBe(true);
  await expect.poll(() => bench.entries.at(-1)?.failure?.kind).toBe("closed-mid-response");
});

test("a load balancer's own page passes through unchanged", async () => {
  const page =
    "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n</html>";
  const { bench } = await benchWith(
    `HTTP/1.1 503 Service Temporarily Unavailable\r\nServer: awselb/2.0\r\nDate: x\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: keep-alive\r\n\r\n${page}`,
  );
  expect(masked(await bench.get("/"))).toBe(
    "HTTP/1.1 503 Service Unavailable\r\nDate: DATE\r\nContent-Type: text/html\r\n" +
      `Content-Length: ${page.length}\r\nConnection: keep-alive\r\nServer: awselb/2.0\r\napigw-requestid: ID\r\n\r\n${page}`,
  );
  expect(bench.entries[0]).toMatchObject({ failure: null, integrationStatus: 503, status: 503 });
});

test.for(["PENDING", "FAILED", "DELETING", "INACTIVE"])(
  "a link that is %s gives 503",
  async (status) => {
    const { bench } = await benchWith(ok(""));
    await bench.snapshots.set("vpc-link", LINK_ID, vpcLink({ status }));
    expect(await outcome(bench, bench.get("/"))).toEqual({
      ...NETWORK,
      kind: "vpc-link-not-available",
    });
  },
);

test("a deleted link gives 500, a deleted listener 503, and both work again when they are back", async () => {
  const { bench } = await benchWith(ok("back"));
  await bench.get("/");
  await bench.snapshots.set("vpc-link", LINK_ID, null);
  expect(await outcome(bench, bench.get("/"))).toMatchObject({
    ...BROKEN,
    kind: "vpc-link-not-found",
  });
  await bench.snapshots.set("vpc-link", LINK_ID, vpcLink());
  await bench.snapshots.set("listener", LISTENER_ARN, null);
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind: "listener-not-found" });
  await bench.snapshots.set("listener", LISTENER_ARN, listener());
  expect(await bench.get("/")).toMatch(/back$/);
});

const ALL = { protocol: "-1", fromPort: -1, toPort: -1, peerGroupIds: [] };
function group(groupId: string, over: Partial<SecurityGroupSnapshot> = {}): SecurityGroupSnapshot {
  const egress = [{ ...ALL, cidrs: ["0.0.0.0/0"] }];
  return { groupId, ingress: [], egress, ...over };
}

test("a security group that lets the link's traffic not through gives 503 after the connect timeout", async () => {
  const { bench, target } = await benchWith(ok("open"), { connectTimeoutMs: 60 });
  const closed = listener({ securityGroups: [group("sg-lb")] });
  await bench.useTarget(target, closed);
  await bench.snapshots.set("vpc-link", LINK_ID, vpcLink({ securityGroups: [group("sg-link")] }));
  const startedAt = performance.now();
  expect(await outcome(bench, bench.get("/"))).toEqual({
    ...NETWORK,
    kind: "security-group-blocked",
  });
  expect(performance.now() - startedAt).toBeGreaterThan(55);
  expect(target.connections).toBe(0);
  const ingress = [
    { ...ALL, protocol: "tcp", fromPort: 80, toPort: 80, cidrs: [], peerGroupIds: ["sg-link"] },
  ];
  await bench.useTarget(target, listener({ securityGroups: [group("sg-lb", { ingress })] }));
  await bench.snapshots.set("vpc-link", LINK_ID, vpcLink({ securityGroups: [group("sg-link")] }));
  expect(await bench.get("/")).toMatch(/open$/);
});

test("the link's egress rules count too", async () => {
  const { bench } = await benchWith(ok(""), { connectTimeoutMs: 50 });
  const shut = vpcLink({ securityGroups: [group("sg-link", { egress: [] })] });
  await bench.snapshots.set("vpc-link", LINK_ID, shut);
  expect(await outcome(bench, bench.get("/"))).toMatchObject({ kind: "security-group-blocked" });
});

test("the integration's timeout ends the wait for a blocked connection if it is shorter", async () => {
  const { bench } = await benchWith(ok(""));
  await useIntegration(bench, { timeoutMs: 50 });
  await bench.snapshots.set(
    "listener",
    LISTENER_ARN,
    listener({ securityGroups: [group("sg-lb")] }),
  );
  expect(await outcome(bench, bench.get("/"))).toEqual({
    ...NETWORK,
    kind: "security-group-blocked",
  });
});

test.for([
  ["an internet-facing ALB", { scheme: "internet-facing" }],
  ["a listener in another network", { vpcId: "vpc-2" }],
] as const)("%s cannot be reached through a link", async ([, over]) => {
  const { bench, target } = await benchWith(ok(""), { connectTimeoutMs: 50 });
  await bench.useTarget(target, listener(over));
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind: "connect-timeout" });
});

test("an internet-facing NLB is reached through a link", async () => {
  const { bench, target } = await benchWith(ok("nlb"));
  const over = { scheme: "internet-facing", loadBalancerType: "network", protocol: "TCP" } as const;
  await bench.useTarget(target, listener(over));
  expect(await bench.get("/")).toMatch(/nlb$/);
});

test("an internal load balancer's name in a public URL cannot be reached", async () => {
  const { bench, target } = await benchWith(ok(""), { connectTimeoutMs: 50 });
  const uri = `http://${listener().dnsName}/`;
  await bench.useTarget(target);
  await useIntegration(bench, { connectionType: "INTERNET", vpcLinkId: null, uri });
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind: "connect-timeout" });
});

test("a name that does not resolve gives 503", async () => {
  const { bench } = await benchWith(ok(""));
  const uri = "http://does-not-exist.invalid/";
  await useIntegration(bench, { connectionType: "INTERNET", vpcLinkId: null, uri });
  expect(await outcome(bench, bench.get("/"))).toEqual({ ...NETWORK, kind: "name-not-resolved" });
});

test.for([
  ["AWS_PROXY", { type: "AWS_PROXY" }, "not-supported"],
  ["Cloud Map", { uri: "arn:aws:servicediscovery:us-east-1:0:service/srv-1" }, "not-supported"],
  ["no URL", { connectionType: "INTERNET", uri: "nonsense" }, "integration-misconfigured"],
] as const)("an integration with %s answers 500", async ([, over, kind]) => {
  const { bench } = await benchWith(ok(""));
  await useIntegration(bench, over);
  expect(await outcome(bench, bench.get("/"))).toMatchObject({ ...BROKEN, kind });
});

test("a route with an authoriser is not served without it, one without integration gives 500", async () => {
  const { bench, target } = await benchWith(ok(""));
  const routes = [
    route("GET /jwt", { authorizationType: "JWT" }),
    route("GET /none", { integrationId: null }),
  ];
  await useStage(bench, { routes });
  expect(await outcome(bench, bench.get("/jwt"))).toMatchObject({
    ...BROKEN,
    kind: "not-supported",
  });
  expect(await outcome(bench, bench.get("/none"))).toMatchObject({
    ...BROKEN,
    kind: "integration-not-found",
  });
  expect(target.requests).toEqual([]);
});

test("routes over their limit get 429, each counted by itself and across deployments", async () => {
  const { bench } = await benchWith(ok(""));
  const throttle = { rateLimit: 0, burstLimit: 1 };
  const routes = [route("GET /a", { throttle }), route("GET /b", { throttle })];
  await useStage(bench, { routes });
  expect(await bench.get("/a")).toMatch(/^HTTP\/1\.1 200 /);
  expect(await outcome(bench, bench.get("/a"))).toMatchObject({
    status: 429,
    body: '{"message":"Too Many Requests"}',
    kind: "throttled",
  });
  expect(await bench.get("/b")).toMatch(/^HTTP\/1\.1 200 /);
  await useStage(bench, { routes, deploymentId: "d2" });
  expect(await bench.get("/a")).toMatch(/^HTTP\/1\.1 429 /);
});

test("the account's limit counts all APIs together", async () => {
  const { bench } = await benchWith(ok(""), { accountThrottle: { rateLimit: 0, burstLimit: 1 } });
  expect(await bench.get("/")).toMatch(/^HTTP\/1\.1 200 /);
  expect(await bench.get("/")).toMatch(/^HTTP\/1\.1 429 /);
});

test("a client that leaves takes its request to the backend with it", async () => {
  let targetSocket: net.Socket | undefined;
  const { bench } = await benchWith((socket) => (targetSocket = socket));
  const client = bench.connect();
  client.write(`GET / HTTP/1.1\r\nHost: ${API_HOST}\r\n\r\n`);
  await expect.poll(() => targetSocket).toBeDefined();
  client.resetAndDestroy();
  await expect.poll(() => targetSocket?.destroyed).toBe(true);
  await expect.poll(() => bench.entries.at(-1)?.failure?.source).toBe("client");
  expect(bench.entries.at(-1)?.status).toBe(0);
});

test("an answer over 10 MB gives 500", async () => {
  const { bench } = await benchWith("HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n");
  expect(await outcome(bench, bench.get("/"))).toMatchObject(BROKEN);
});

async function tlsTarget(names: string[]) {
  let root: AuthorityRoot | undefined;
  const storage = { load: () => root, save: (made: AuthorityRoot) => void (root = made) };
  const authority = createCertificateAuthority(storage);
  const issued = await authority.issue(names, "EC_prime256v1");
  const cert = `${issued.certificatePem}\n${issued.chainPem}`;
  const seen: string[] = [];
  const server = tls.createServer({ cert, key: issued.privateKeyPem }, (socket) => {
    seen.push(String(socket.servername));
    socket.on("error", () => {});
    socket.on("data", () => socket.write(ok("secret")));
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const close = async () => void server.close();
  open.push({ close });
  return { port, seen, ca: await authority.certificatePem() };
}

test("a server name to verify makes the private hop TLS with that name, checked", async () => {
  const target = await tlsTarget(["api.internal.example"]);
  const bench = await startBench({ trustedCas: [target.ca] });
  open.unshift(bench);
  await bench.useTarget(target, listener({ protocol: "HTTPS", port: 443 }));
  await useIntegration(bench, { serverNameToVerify: "api.internal.example" });
  expect(await bench.get("/")).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*secret$/);
  expect(target.seen).toEqual(["api.internal.example"]);
  await useIntegration(bench, { serverNameToVerify: "other.example" });
  expect(await outcome(bench, bench.get("/"))).toMatchObject({
    ...BROKEN,
    kind: "tls-name-mismatch",
  });
});

test("a certificate of an authority that nobody trusts gives 500", async () => {
  const target = await tlsTarget(["api.internal.example"]);
  const bench = await startBench();
  open.unshift(bench);
  await bench.useTarget(target, listener({ protocol: "HTTPS", port: 443 }));
  await useIntegration(bench, { serverNameToVerify: "api.internal.example" });
  expect(await outcome(bench, bench.get("/"))).toMatchObject({ ...BROKEN, kind: "tls-untrusted" });
});

test("TLS to a plain listener gives 500", async () => {
  const { bench } = await benchWith(ok(""));
  const plain = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  plain.listen(0, "127.0.0.1");
  await once(plain, "listening");
  open.push({ close: async () => void plain.close() });
  await bench.useTarget(plain.address() as net.AddressInfo);
  await useIntegration(bench, { serverNameToVerify: "api.internal.example" });
  expect(await outcome(bench, bench.get("/"))).toMatchObject({
    ...BROKEN,
    kind: "tls-handshake-failed",
  });
});
