// What an HTTP API sends to its backend and to its client, byte for byte. Orders and values of fields are those of
// captures from AWS; no AWS is at hand to record from.
import { afterEach, expect, test } from "vitest";
import {
  API_HOST,
  API_ID,
  type Bench,
  integration,
  listener,
  masked,
  ok,
  RawTarget,
  route,
  stage,
  startBench,
} from "./http-api-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function benchWith(
  answer: ConstructorParameters<typeof RawTarget>[0],
  snapshot = stage(),
): Promise<{ bench: Bench; target: RawTarget }> {
  const target = await new RawTarget(answer).listen();
  const bench = await startBench();
  open.push(bench, target);
  await bench.useTarget(target);
  await bench.snapshots.set("http-api-stage", `${API_ID}/${snapshot.stageName}`, snapshot);
  return { bench, target };
}

test("a GET reaches a private backend with Content-Length: 0 and the gateway's fields", async () => {
  const { bench, target } = await benchWith(ok("hello", "Content-Type: text/plain\r\n"));
  const answer = await bench.get("/pets?x=1", "User-Agent: test\r\naccept: */*\r\nX-Own: 1\r\n");
  expect(masked(target.requests[0] ?? "")).toBe(
    `GET /pets?x=1 HTTP/1.1\r\nHost: ${API_HOST}\r\nX-Amzn-Trace-Id: Root=TRACE\r\n` +
      "Content-Length: 0\r\nUser-Agent: test\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
      "accept: */*\r\nX-Own: 1\r\nvia: HTTP/1.1 AmazonAPIGateway\r\n" +
      `forwarded: for=127.0.0.1;host=${API_HOST};proto=https\r\n\r\n`,
  );
  expect(masked(answer)).toBe(
    "HTTP/1.1 200 OK\r\nDate: DATE\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n" +
      "Connection: keep-alive\r\napigw-requestid: ID\r\n\r\nhello",
  );
});

test("a POST passes its body and type on, and hop-by-hop fields end at the gateway", async () => {
  const { bench, target } = await benchWith(ok(""));
  await bench.send(
    `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\n` +
      "Keep-Alive: 5\r\nUpgrade: websocket\r\nContent-Type: application/json\r\n" +
      "X-Amzn-Trace-Id: Root=1-x\r\nVia: 1.0 first\r\nContent-Length: 2\r\n\r\n{}",
  );
  expect(target.requests[0]).toBe(
    `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nX-Amzn-Trace-Id: Root=1-x\r\nContent-Length: 2\r\n` +
      "Content-Type: application/json\r\nvia: 1.0 first, HTTP/1.1 AmazonAPIGateway\r\n" +
      `forwarded: for=127.0.0.1;host=${API_HOST};proto=https\r\n\r\n{}`,
  );
});

test("X-Forwarded fields are folded into forwarded", async () => {
  const { bench, target } = await benchWith(ok(""));
  await bench.get(
    "/",
    "X-Forwarded-For: 1.1.1.1, 2.2.2.2\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\n",
  );
  expect(target.requests[0]).not.toMatch(/x-forwarded/i);
  expect(target.requests[0]).toContain(
    `\r\nforwarded: for=1.1.1.1;proto=http,for=2.2.2.2,for=127.0.0.1;host=${API_HOST};proto=https\r\n`,
  );
});

test("the stage's name stays in the private path, and overwrite:path takes it out", async () => {
  const prod = stage({
    stageName: "prod",
    routes: [route("GET /plain/{id}"), route("GET /mapped/{id}", { integrationId: "i2" })],
    integrations: {
      i1: integration(),
      i2: integration({
        integrationId: "i2",
        requestParameters: { "overwrite:path": "$request.path" },
      }),
    },
  });
  const { bench, target } = await benchWith(ok(""), prod);
  await bench.get("/prod/plain/7?q=1");
  await bench.get("/prod/mapped/7?q=1");
  expect(target.requests.map((request) => request.split(" ")[1])).toEqual([
    "/prod/plain/7?q=1",
    "/mapped/7?q=1",
  ]);
});

test("the path form presents the API's own name and the path that AWS would see", async () => {
  const { bench, target } = await benchWith(ok(""), stage({ stageName: "prod" }));
  await bench.send(
    `GET /_aws/execute-api/${API_ID}/prod/x?y=1 HTTP/1.1\r\nHost: localhost:4566\r\n\r\n`,
  );
  expect(target.requests[0]).toMatch(/^GET \/prod\/x\?y=1 HTTP\/1\.1\r\n/);
  expect(target.requests[0]).toContain(`\r\nHost: ${API_HOST}\r\n`);
  expect(target.requests[0]).toContain(`host=${API_HOST};proto=https`);
});

test("a public integration gets its URL's host, path parameters, query and by", async () => {
  const target = await new RawTarget(ok("")).listen();
  const bench = await startBench();
  open.push(bench, target);
  const publicUri = (uri: string, integrationId: string) =>
    integration({ integrationId, connectionType: "INTERNET", vpcLinkId: null, uri });
  const base = `http://127.0.0.1:${target.port}`;
  await bench.snapshots.set(
    "http-api-stage",
    `${API_ID}/v1`,
    stage({
      stageName: "v1",
      stageVariables: { base },
      routes: [
        route("ANY /items/{id}/{proxy+}", { integrationId: "a" }),
        route("$default", { integrationId: "b" }),
      ],
      integrations: {
        a: publicUri("${stageVariables.base}/in/{id}?fixed=1&rest={proxy}", "a"),
        b: publicUri(`${base}/root/`, "b"),
      },
    }),
  );
  await bench.get("/v1/items/7/a/b%20c?x=y");
  await bench.get("/v1/other/path?z=1");
  expect(target.requests.map((request) => request.split(" ")[1])).toEqual([
    "/in/7?fixed=1&rest=a/b%20c&x=y",
    "/root/other/path?z=1",
  ]);
  expect(target.requests[0]).toContain(`\r\nHost: 127.0.0.1:${target.port}\r\n`);
  expect(target.requests[0]).toContain(
    `\r\nforwarded: by=127.0.0.1;for=127.0.0.1;host=${API_HOST};proto=https\r\n`,
  );
});

test("a load balancer's DNS name in a public URL leads to its listener", async () => {
  const { bench, target } = await benchWith(ok("lb"));
  const dnsName = "lb-1.us-east-1.elb.amazonaws.com";
  await bench.useTarget(target, listener({ dnsName, scheme: "internet-facing" }));
  const uri = `http://${dnsName}/app`;
  const byName = integration({ connectionType: "INTERNET", vpcLinkId: null, uri });
  const routes = [route("GET /")];
  const named = stage({ routes, integrations: { i1: byName } });
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, named);
  expect(await bench.get("/")).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*lb$/);
  expect(target.requests[0]).toMatch(/^GET \/app HTTP\/1\.1\r\nHost: lb-1\.us-east-1\.elb/);
});

test("chunked bodies stream through both ways", async () => {
  const { bench, target } = await benchWith(
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
  );
  const answer = await bench.send(
    `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwxyz\r\n0\r\n\r\n`,
  );
  expect(target.requests[0]).toMatch(
    /\r\nTransfer-Encoding: chunked\r\n[^]*4\r\nwxyz\r\n0\r\n\r\n$/,
  );
  expect(target.requests[0]).not.toMatch(/content-length|content-type/i);
  expect(masked(answer)).toBe(
    "HTTP/1.1 200 OK\r\nDate: DATE\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n" +
      "apigw-requestid: ID\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
  );
});

test("an HTTP/1.0 client gets a chunked answer until the connection closes", async () => {
  const { bench } = await benchWith(
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
  );
  const answer = await bench.send(`GET / HTTP/1.0\r\nHost: ${API_HOST}\r\n\r\n`);
  expect(masked(answer)).toBe(
    "HTTP/1.1 200 OK\r\nDate: DATE\r\nConnection: close\r\napigw-requestid: ID\r\n\r\nabc",
  );
});

test("HEAD keeps the backend's Content-Length and 204 has none", async () => {
  const { bench } = await benchWith((socket, request) => {
    const head = request.startsWith("HEAD") ? ok("") : "HTTP/1.1 204 No Content\r\n\r\n";
    socket.write(head.replace("Content-Length: 0", "Content-Length: 99"));
  });
  expect(masked(await bench.send(`HEAD / HTTP/1.1\r\nHost: ${API_HOST}\r\n\r\n`))).toBe(
    "HTTP/1.1 200 OK\r\nDate: DATE\r\nContent-Length: 99\r\nConnection: keep-alive\r\n" +
      "apigw-requestid: ID\r\n\r\n",
  );
  expect(masked(await bench.get("/"))).toBe(
    "HTTP/1.1 204 No Content\r\nDate: DATE\r\nConnection: keep-alive\r\napigw-requestid: ID\r\n\r\n",
  );
});

test("Expect: 100-continue is answered by the gateway and not passed on", async () => {
  const { bench, target } = await benchWith(ok("done"));
  const socket = bench.connect();
  let received = "";
  const ended = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (received === "HTTP/1.1 100 Continue\r\n\r\n") socket.write("body");
      if (received.endsWith("done")) resolve();
    });
  });
  socket.write(
    `POST / HTTP/1.1\r\nHost: ${API_HOST}\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  );
  await ended;
  socket.destroy();
  expect(target.requests[0]).toMatch(/\r\n\r\nbody$/);
  expect(target.requests[0]).not.toMatch(/expect/i);
});

test("request and response mappings change fields, query, path and status", async () => {
  const mapped = stage({
    routes: [route("POST /p/{id}")],
    stageVariables: { v: "var" },
    integrations: {
      i1: integration({
        requestParameters: {
          "append:header.x-id": "$request.path.id",
          "overwrite:header.Host": "backend.example",
          "overwrite:header.x-body": "$request.body.name",
          "remove:header.x-secret": "''",
          "append:querystring.stage": "$stageVariables.v",
          "overwrite:path": "/to/${request.path.id}",
        },
        responseParameters: {
          200: {
            "overwrite:statuscode": "$response.body.status",
            "append:header.x-ctx": "$context.requestId",
            "remove:header.server": "''",
          },
        },
      }),
    },
  });
  const { bench, target } = await benchWith(ok('{"status":202}', "Server: s\r\n"), mapped);
  const answer = await bench.send(
    `POST /p/7?a=1 HTTP/1.1\r\nHost: ${API_HOST}\r\nX-Secret: 1\r\nContent-Length: 14\r\n\r\n` +
      '{"name":"Ann"}',
  );
  expect(target.requests[0]).toMatch(
    /^POST \/to\/7\?a=1&stage=var HTTP\/1\.1\r\nHost: backend\.example\r\n/,
  );
  expect(target.requests[0]).toMatch(/\r\nContent-Length: 14\r\n/);
  expect(target.requests[0]).toMatch(/\r\nx-id: 7\r\nx-body: Ann\r\n[^]*\{"name":"Ann"\}$/);
  expect(target.requests[0]).not.toMatch(/x-secret/i);
  const id = /apigw-requestid: (\S+)/.exec(answer)?.[1] ?? "";
  expect(masked(answer)).toBe(
    "HTTP/1.1 202 Accepted\r\nDate: DATE\r\nContent-Length: 14\r\nConnection: keep-alive\r\n" +
      `x-ctx: ${id}\r\napigw-requestid: ID\r\n\r\n{"status":202}`,
  );
});

test("connections to a backend are reused", async () => {
  const { bench, target } = await benchWith(ok("1"));
  await bench.get("/");
  await bench.get("/");
  expect([target.requests.length, target.connections]).toEqual([2, 1]);
});

test("pipelined requests are answered in order", async () => {
  const { bench } = await benchWith((socket, request) =>
    socket.write(ok(request.split(" ")[1] ?? "")),
  );
  const one = (path: string, fields = "") =>
    `GET ${path} HTTP/1.1\r\nHost: ${API_HOST}\r\n${fields}\r\n`;
  const socket = bench.connect();
  let received = "";
  const ended = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("end", resolve);
  });
  socket.write(one("/first") + one("/second") + one("/third", "Connection: close\r\n"));
  await ended;
  socket.destroy();
  expect(received.match(/\/(first|second|third)/g)).toEqual(["/first", "/second", "/third"]);
});

test("the observer gets what decided about a request", async () => {
  const { bench } = await benchWith(ok("hello"), stage({ stageName: "prod" }));
  await bench.get("/prod/x?q=1", "User-Agent: ua\r\n");
  await expect.poll(() => bench.entries.length).toBe(1);
  const [entry] = bench.entries;
  expect(entry).toMatchObject({
    apiId: API_ID,
    stageName: "prod",
    routeKey: "$default",
    method: "GET",
    path: "/prod/x",
    protocol: "HTTP/1.1",
    host: API_HOST,
    sourceAddress: "127.0.0.1",
    userAgent: "ua",
    status: 200,
    responseLength: 5,
    integrationStatus: 200,
    errorMessage: "",
    failure: null,
    journey: null,
  });
  expect(entry?.receivedBytes).toBeGreaterThan(50);
  expect(entry?.sentBytes).toBeGreaterThan(50);
  const { startedAtMs = 0, integrationStartedAtMs = 0, finishedAtMs = 0 } = entry ?? {};
  expect(integrationStartedAtMs).toBeGreaterThanOrEqual(startedAtMs);
  expect(finishedAtMs).toBeGreaterThanOrEqual(entry?.integrationAnsweredAtMs ?? Infinity);
});
