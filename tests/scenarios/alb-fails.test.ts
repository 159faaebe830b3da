// What an Application Load Balancer says when something goes wrong, byte by byte.
import { afterEach, describe, expect, it } from "vitest";
import { FAILURES } from "../../src/balancer/alb/failures.ts";
import { PAGES, PLAIN_HTTP_PAGE } from "../../src/balancer/alb/generated-page.ts";
import type { GeneratedPage } from "../../src/balancer/alb/generated-page.ts";
import {
  GROUP_ARN,
  condition,
  defaultRule,
  fixedResponse,
  forwardTo,
  rule,
} from "../../src/balancer/alb/rule-fixtures.ts";
import { listenOnPort } from "../../src/wire/port-listener.ts";
import { AlbBed, SHORT_TIMEOUT_MS, targetGroup } from "./alb-bed.ts";
import type { AlbBedOptions } from "./alb-bed.ts";
import { connectRaw } from "./raw-peer.ts";
import type { RawPeer } from "./raw-peer.ts";

let bed: AlbBed;
const start = async (options: AlbBedOptions = { target: null }) => {
  bed = await AlbBed.start(options);
  return bed;
};
afterEach(() => bed.close());

const GET = "GET /a HTTP/1.1\r\nHost: example.com\r\n\r\n";
const SHORT: AlbBedOptions = { target: null, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } };

/** The whole answer, its date replaced by "D". */
function answerOf(page: GeneratedPage, statusLine: string, connection: string): string {
  const type = page.contentType === "" ? "" : `Content-Type: ${page.contentType}\r\n`;
  return (
    `HTTP/1.1 ${statusLine}\r\nServer: awselb/2.0\r\nDate: D\r\n${type}` +
    `Content-Length: ${page.body.length}\r\nConnection: ${connection}\r\n\r\n${page.body.toString("latin1")}`
  );
}

const undated = (text: string) => text.replace(/(\r\nDate: )[^\r]*GMT\r\n/, "$1D\r\n");

describe("an Application Load Balancer answers", () => {
  it.for<
    [name: string, request: string, status: number, statusLine: string, options?: AlbBedOptions]
  >([
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400, "400 Bad Request"],
    [
      "a blank before the colon of Transfer-Encoding",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n",
      400,
      "400 Bad Request",
    ],
    [
      "the same in monitor mode",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n",
      400,
      "400 Bad Request",
      { alb: { desyncMode: "monitor" } },
    ],
    [
      "another transfer coding",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      501,
      "501 Not Implemented",
    ],
    [
      "a malformed chunk",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      400,
      "400 Bad Request",
      { target: null },
    ],
    [
      "a request line that is too long",
      `GET /${"a".repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      414,
      "414 Request-URI Too Large",
    ],
  ])("%s", async ([, request, status, statusLine, options = {}]) => {
    await start(options);
    const client = await bed.connect();
    client.send(request);
    const page = PAGES[status as keyof typeof PAGES];
    expect(undated(await client.takeAll())).toBe(answerOf(page, statusLine, "close"));
    expect(await bed.entry()).toMatchObject({ elbStatus: status, targetStatus: 0 });
  });

  it.for([
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "405 Not Allowed"],
    [
      "31 forwarded addresses",
      `GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${"a,".repeat(30)}a\r\n\r\n`,
      463,
      "463 ",
    ],
  ] as const)("%s, and goes on", async ([, request, status, statusLine]) => {
    await start({});
    const client = await bed.connect();
    client.send(request + GET);
    const expected = answerOf(PAGES[status], statusLine, "keep-alive");
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(expected);
    expect((await client.takeMessage()).body).toBe("GET /a HTTP/1.1");
  });

  it("a field over its limit with nginx's 400 page", async () => {
    await start({});
    const client = await bed.connect();
    client.send(`GET / HTTP/1.1\r\nHost: a\r\nA: ${"b".repeat(16_384)}\r\n\r\n`);
    const { page } = FAILURES["request-field-too-large"];
    expect(await client.takeAll()).toContain(
      `Content-Length: 198\r\nConnection: close\r\n\r\n${page?.body.toString()}`,
    );
  });

  it("503 when no target is registered, on a connection that goes on", async () => {
    await start({});
    bed.groups.update(GROUP_ARN, targetGroup([]));
    const client = await bed.connect();
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc`);
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(
      answerOf(PAGES[503], "503 Service Temporarily Unavailable", "keep-alive"),
    );
    bed.groups.update(GROUP_ARN, targetGroup([bed.target.port]));
    client.send(GET);
    expect((await client.takeMessage()).body).toBe("GET /a HTTP/1.1");
  });

  it("a page without its body to HEAD", async () => {
    await start({});
    bed.groups.update(GROUP_ARN, targetGroup([]));
    const client = await bed.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const answer = await client.takeAll();
    expect(answer).toContain("Content-Length: 162\r\nConnection: close\r\n\r\n");
    expect(answer.endsWith("\r\n\r\n")).toBe(true);
  });

  it("502 when the target refuses the connection", async () => {
    await start({});
    const port = bed.target.port;
    bed.target.close();
    const client = await bed.connect();
    client.send(GET);
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(answerOf(PAGES[502], "502 Bad Gateway", "keep-alive"));
    expect(await bed.entry()).toMatchObject({
      elbStatus: 502,
      target: `127.0.0.1:${port}`,
      failure: { kind: "connect-refused" },
    });
  });

  it.for<
    [
      string,
      (target: { send(text: string): void; reset(): void; socket: { end(): void } }) => void,
      string,
    ]
  >([
    ["closes", (target) => target.socket.end(), "closed-before-response"],
    ["resets", (target) => target.reset(), "reset-before-response"],
    ["talks nonsense", (target) => target.send("nonsense\r\n\r\n"), "malformed-response"],
    [
      "sends a head over 32K",
      (target) => target.send(`HTTP/1.1 200 OK\r\nA: ${"b".repeat(33_000)}\r\n\r\n`),
      "response-head-too-large",
    ],
    [
      "upgrades unasked",
      (target) => target.send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
      "malformed-response",
    ],
  ])("502 when the target %s", async ([, act, kind]) => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    act(target);
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(answerOf(PAGES[502], "502 Bad Gateway", "keep-alive"));
    expect(await bed.entry()).toMatchObject({ elbStatus: 502, targetStatus: 0, failure: { kind } });
  });

  it("504 when the target says nothing for the idle time", async () => {
    await start(SHORT);
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(answerOf(PAGES[504], "504 Gateway Time-out", "keep-alive"));
    expect(await bed.entry()).toMatchObject({ failure: { kind: "response-timeout" } });
    await target.takeAll();
  });

  it("408 when the client stops within its body, and closes", async () => {
    await start(SHORT);
    const client = await bed.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    const target = await bed.target.next();
    expect(undated(await client.takeAll())).toBe(
      answerOf(PAGES[408], "408 Request Time-out", "close"),
    );
    await target.takeAll();
    expect(await bed.entry()).toMatchObject({
      elbStatus: 408,
      failure: { kind: "request-body-timeout" },
    });
  });

  it("408 when the client stops within its head, and nothing when it never began", async () => {
    await start(SHORT);
    const client = await bed.connect();
    const silent = await bed.connect();
    client.send("GET / HT");
    expect(undated(await client.takeAll())).toBe(
      answerOf(PAGES[408], "408 Request Time-out", "close"),
    );
    expect(await silent.takeAll()).toBe("");
    expect(bed.entries).toHaveLength(1);
  });

  it("breaks off when the target leaves within its answer", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    target.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    await client.take("abc");
    target.reset();
    expect(await client.takeAll()).toBe("");
    expect(await bed.entry()).toMatchObject({
      elbStatus: 200,
      targetStatus: 200,
      failure: { kind: "reset-mid-response" },
    });
  });

  it.for<[how: string, leave: (client: RawPeer) => void, kind: string]>([
    ["resets", (client) => client.reset(), "client-reset"],
    ["closes in order", (client) => client.socket.destroy(), "client-closed"],
    ["has finished sending", (client) => client.socket.end(), "client-closed"],
  ])(
    "nobody, logs 460 once and lets go of the target when the client %s",
    async ([, leave, kind]) => {
      await start();
      const client = await bed.connect();
      client.send(GET);
      const target = await bed.target.next();
      await target.takeMessage();
      leave(client);
      await target.takeAll();
      expect(await bed.entry()).toMatchObject({
        elbStatus: 460,
        targetStatus: 0,
        targetGroupArn: GROUP_ARN,
        failure: { kind },
        sentBytes: 0,
      });
      // What the target still says reaches nobody and is no second request.
      target.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      target.socket.end();
      await target.untilClosed();
      await client.untilClosed();
      expect(bed.entries).toHaveLength(1);
      expect(client.received).toBe("");
    },
  );

  it("to the end when it had begun before the client finished sending", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    target.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
    await client.take("abc");
    client.socket.end();
    target.send("def");
    expect(await client.takeAll()).toMatch(/def$/);
    expect(await bed.entry()).toMatchObject({ elbStatus: 200, failure: null });
    expect(bed.entries).toHaveLength(1);
  });

  it("502 when the target's deregistration delay is over", async () => {
    await start();
    const client = await bed.connect();
    client.send(GET);
    const target = await bed.target.next();
    await target.takeMessage();
    const group = targetGroup([bed.target.port]);
    const draining = group.targets.map((one) => ({ ...one, drainingUntilMs: Date.now() }));
    bed.groups.update(GROUP_ARN, { ...group, targets: draining });
    const { head, body } = await client.takeMessage();
    expect(undated(head + body)).toBe(answerOf(PAGES[502], "502 Bad Gateway", "keep-alive"));
    expect(await bed.entry()).toMatchObject({ failure: { kind: "deregistration-elapsed" } });
    await target.takeAll();
  });

  it("the 220-byte page to plain HTTP where TLS is spoken, asking no rule and no target", async () => {
    await start({ protocol: "HTTPS", port: 443 });
    const port = await listenOnPort(
      {
        host: "127.0.0.1",
        port: 0,
        expects: "plain",
        tls: null,
        acceptor: { accept: (stream) => bed.listener.acceptPlainOnTls(stream) },
        onPlain: null,
        onTlsFailed: null,
      },
      bed.wire,
    );
    const client = await connectRaw(port.port);
    client.send(GET);
    expect(undated(await client.takeAll())).toBe(
      answerOf(PLAIN_HTTP_PAGE, "400 Bad Request", "close"),
    );
    expect(await bed.entry()).toMatchObject({
      elbStatus: 400,
      target: "",
      matchedRulePriority: -1,
      failure: { kind: "plain-http-on-tls" },
    });
    expect(bed.target.peers).toHaveLength(0);
    const garbage = await connectRaw(port.port);
    garbage.send("\u0000\u0001\u0002nonsense\r\n\r\n");
    expect(await garbage.takeAll()).toBe("");
    await port.close(0);
  });

  it("without Server and with the listener's own fields when its attributes say so", async () => {
    await start({
      alb: { serverHeader: false, responseFields: [["X-Content-Type-Options", "nosniff"]] },
      rules: [defaultRule(fixedResponse(404, "nothing"))],
    });
    const client = await bed.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(undated(await client.takeAll())).toBe(
      "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: text/plain; charset=utf-8\r\n" +
        "Content-Length: 7\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\nnothing",
    );
  });

  it("redirects, and 507 where the URL comes out too long", async () => {
    const toHttps = {
      type: "redirect",
      statusCode: 301,
      protocol: "HTTPS",
      host: "#{host}",
      port: "443",
      path: "/#{path}",
      query: "#{query}",
    } as const;
    const found = { ...toHttps, statusCode: 302, path: `/#{path}/#{path}` } as const;
    await start({
      rules: [rule(1, [condition("path-pattern", "/found/*")], found), defaultRule(toHttps)],
    });
    const client = await bed.connect();
    client.send("GET /a/b?c=d HTTP/1.1\r\nHost: Example.com:80\r\n\r\n");
    const moved = await client.takeMessage();
    expect(undated(moved.head + moved.body)).toBe(
      answerOf(PAGES[301], "301 Moved Permanently", "keep-alive").replace(
        "keep-alive\r\n",
        "keep-alive\r\nLocation: https://Example.com:443/a/b?c=d\r\n",
      ),
    );
    client.send("GET /found/x HTTP/1.1\r\nHost: a\r\n\r\n");
    expect((await client.takeMessage()).head).toContain("HTTP/1.1 302 Moved Temporarily\r\n");
    client.send(`GET /found/${"x".repeat(5000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect((await client.takeMessage()).head).toContain("HTTP/1.1 507 Insufficient Storage\r\n");
    expect(await bed.entry(0)).toMatchObject({
      actionsExecuted: "redirect",
      redirectUrl: "https://Example.com:443/a/b?c=d",
    });
  });

  it("501 to an action that is not supported, and says so in the log at once", async () => {
    await start({
      rules: [
        rule(1, [], { type: "unsupported", name: "authenticate-oidc" }),
        defaultRule(forwardTo(GROUP_ARN)),
      ],
    });
    expect(bed.warnings.join()).toContain("authenticate-oidc");
    const client = await bed.connect();
    client.send(GET);
    expect(await client.takeAll()).toContain("HTTP/1.1 501 Not Implemented\r\n");
  });
});
