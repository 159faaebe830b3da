import { describe, expect, it } from "vitest";
import { connectionFrom, headText, liveListener, requestHead } from "./head-fixtures.ts";
import { splitTarget } from "./request-facts.ts";
import { composeTargetHead } from "./request-head-rewrite.ts";
import type { RequestRewrite } from "./request-head-rewrite.ts";
import type { ListenerChanges } from "./rule-fixtures.ts";

const TLS = {
  protocol: "TLSv1.3",
  cipher: "TLS_AES_128_GCM_SHA256",
  serverName: "",
  alpn: "",
  certificateName: "",
  handshakeMs: 3,
};

function rewriteOf(
  lines: readonly string[],
  changes: ListenerChanges = {},
  connection = connectionFrom("192.0.2.7", 40000),
): RequestRewrite {
  const received = requestHead(headText(...lines));
  const parts = { authority: "", originTarget: "", path: "", query: "" };
  splitTarget(received.target, parts);
  return {
    received,
    connection,
    live: liveListener(changes),
    originTarget: parts.originTarget,
    authority: parts.authority,
    isUpgrade: received.upgrade === "websocket",
    traceId: "Root=1-a",
    invalidFieldsDropped: 0,
    invalidFieldsForwarded: 0,
  };
}

function sent(...args: Parameters<typeof rewriteOf>): string[] {
  const text = composeTargetHead(rewriteOf(...args));
  expect(text.endsWith("\r\n\r\n")).toBe(true);
  return text.slice(0, -4).split("\r\n");
}

const HOST = "Host: example.com";
const GET = "GET /a?b HTTP/1.1";
const FORWARDED = ["X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: http", "X-Forwarded-Port: 80"];

describe(composeTargetHead, () => {
  it("puts the load balancer's fields first, in its order, and the client's behind as they came", () => {
    expect(
      sent(["POST /a?b HTTP/1.1", "aCCept:*/*", HOST, "Content-Length:  3", "X-b: 1 ", "X-B: 2"]),
    ).toEqual([
      "POST /a?b HTTP/1.1",
      ...FORWARDED,
      HOST,
      "X-Amzn-Trace-Id: Root=1-a",
      "aCCept:*/*",
      "Content-Length:  3",
      "X-b: 1 ",
      "X-B: 2",
    ]);
  });

  it("overwrites what the client says of protocol, port and trace", () => {
    const lines = ["X-Forwarded-Proto: https", "X-Forwarded-Port: 1", "x-amzn-trace-id: Root=1-z"];
    expect(sent([GET, HOST, ...lines])).toEqual([
      GET,
      ...FORWARDED,
      HOST,
      "X-Amzn-Trace-Id: Root=1-a",
    ]);
  });

  it.for<[string, ListenerChanges["alb"] & object, readonly string[], string | undefined]>([
    ["append, none yet", {}, [], "X-Forwarded-For: 192.0.2.7"],
    ["append, one", {}, ["X-Forwarded-For: 10.0.0.1"], "X-Forwarded-For: 10.0.0.1, 192.0.2.7"],
    [
      "append, two lines",
      {},
      ["x-forwarded-for: a", "X-Forwarded-For: b"],
      "X-Forwarded-For: a, b, 192.0.2.7",
    ],
    ["append, empty", {}, ["X-Forwarded-For: "], "X-Forwarded-For: 192.0.2.7"],
    ["append with port", { xffClientPort: true }, [], "X-Forwarded-For: 192.0.2.7:40000"],
    ["preserve, none", { xffMode: "preserve" }, [], undefined],
    [
      "preserve, one",
      { xffMode: "preserve", xffClientPort: true },
      ["x-Forwarded-For: a"],
      "x-Forwarded-For: a",
    ],
    ["remove", { xffMode: "remove" }, ["X-Forwarded-For: a"], undefined],
  ])("X-Forwarded-For: %s", ([, alb, lines, expected]) => {
    const found = sent([GET, HOST, ...lines], { alb }).filter((l) => /^x-forwarded-for:/i.test(l));
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  it("writes an IPv6 client with its port in brackets", () => {
    const from = connectionFrom("2001:db8::1", 8080);
    expect(sent([GET, HOST], { alb: { xffClientPort: true } }, from)[1]).toBe(
      "X-Forwarded-For: [2001:db8::1]:8080",
    );
  });

  it.for<[string, number, boolean, readonly string[], readonly string[]]>([
    ["default port, none named", 80, false, [HOST], [HOST]],
    ["default port, one named", 443, false, ["Host: example.com:8443"], [HOST]],
    ["other port, none named", 8080, false, [HOST], ["Host: example.com:8080"]],
    ["other port, one named", 8080, false, ["Host: example.com:9"], ["Host: example.com:9"]],
    ["IPv6", 8080, false, ["Host: [::1]"], ["Host: [::1]:8080"]],
    ["several", 80, false, [HOST, "Host: b"], [HOST]],
    ["preserved", 8080, true, ["hOST:  Example.com "], ["hOST:  Example.com "]],
    ["preserved, several", 8080, true, [HOST, "Host: b"], [HOST, "Host: b"]],
  ])("Host: %s", ([, port, preserveHostHeader, lines, expected]) => {
    const changes = { port, alb: { preserveHostHeader } };
    expect(sent([GET, ...lines], changes).filter((l) => /^host:/i.test(l))).toEqual(expected);
  });

  it("asks in origin form and takes the host of an absolute target", () => {
    const lines = sent(["GET http://other.example:81/x?y HTTP/1.1", HOST]);
    expect(lines[0]).toBe("GET /x?y HTTP/1.1");
    expect(lines).toContain("Host: other.example");
  });

  it("sends HTTP/1.1 with a Host of its own for HTTP/1.0 without one", () => {
    const lines = sent(["GET / HTTP/1.0"]);
    expect(lines[0]).toBe("GET / HTTP/1.1");
    expect(lines).toContain("Host: web-1234567890.us-east-1.elb.amazonaws.com");
  });

  it("keeps fields of the client's hop back", () => {
    const hop = ["Connection: keep-alive, X-Mine", "X-Mine: 1", "Keep-Alive: 5", "TE: trailers"];
    const more = ["Proxy-Connection: keep-alive", "Upgrade: h2c", "Proxy-Authorization: x"];
    const lines = sent([GET, HOST, ...hop, ...more, "Authorization: y", "Trailer: z"]);
    expect(lines.slice(6)).toEqual(["Authorization: y", "Trailer: z"]);
  });

  it("does not let Connection name the fields that frame or forward", () => {
    const lines = ["Connection: Content-Length, X-Forwarded-For, Host", "Content-Length: 3"];
    expect(sent(["POST / HTTP/1.1", HOST, ...lines])).toEqual([
      "POST / HTTP/1.1",
      ...FORWARDED,
      HOST,
      "X-Amzn-Trace-Id: Root=1-a",
      "Content-Length: 3",
    ]);
  });

  it("keeps a WebSocket's upgrade", () => {
    const lines = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
    expect(sent([GET, HOST, ...lines]).slice(6)).toEqual(lines);
  });

  it.for<[string, readonly string[], readonly string[]]>([
    [
      "chunked as it came",
      ["Transfer-Encoding: chunked", "A: b"],
      ["Transfer-Encoding: chunked", "A: b"],
    ],
    [
      "chunked in other words",
      ["Transfer-Encoding: identity, Chunked", "A: b"],
      ["A: b", "Transfer-Encoding: chunked"],
    ],
    [
      "chunked beats a length",
      ["Content-Length: 5", "Transfer-Encoding: chunked"],
      ["Transfer-Encoding: chunked"],
    ],
    ["equal lengths become one", ["Content-Length: 5", "Content-Length: 5"], ["Content-Length: 5"]],
    [
      "a look-alike passes and frames nothing",
      ["Content_Length: 9", "Content-Length: 5"],
      ["Content_Length: 9", "Content-Length: 5"],
    ],
  ])("framing: %s", ([, lines, expected]) => {
    expect(sent(["POST / HTTP/1.1", HOST, ...lines]).slice(6)).toEqual(expected);
  });

  it("answers Expect: 100-continue itself and passes other expectations on", () => {
    const lines = ["Content-Length: 1", "Expect: 100-continue"];
    expect(sent(["POST / HTTP/1.1", HOST, ...lines]).slice(6)).toEqual(["Content-Length: 1"]);
    expect(sent([GET, HOST, "Expect: wonders"]).slice(6)).toEqual(["Expect: wonders"]);
  });

  it("counts fields with odd names, and drops them when told to", () => {
    const lines = ["X_Odd: 1", "X-Even: 2", "X.Odd: 3"];
    const kept = rewriteOf([GET, HOST, ...lines]);
    expect(composeTargetHead(kept)).toContain("X_Odd: 1\r\nX-Even: 2\r\nX.Odd: 3\r\n");
    expect(kept).toMatchObject({ invalidFieldsForwarded: 2, invalidFieldsDropped: 0 });
    const dropping = rewriteOf([GET, HOST, ...lines], { alb: { dropInvalidHeaderFields: true } });
    expect(composeTargetHead(dropping)).toContain("Root=1-a\r\nX-Even: 2\r\n\r\n");
    expect(dropping).toMatchObject({ invalidFieldsForwarded: 0, invalidFieldsDropped: 2 });
  });

  it("puts a colon to a folded line", () => {
    expect(sent([GET, HOST, "A: b", " folded"]).slice(6)).toEqual(["A: b", " folded:"]);
  });

  it("ends every line with CRLF, however the client ended it", () => {
    const rewrite = rewriteOf([GET, HOST]);
    const received = requestHead("GET / HTTP/1.1\nHost: example.com\nA: b\nC: d\n\n");
    const text = composeTargetHead({ ...rewrite, received });
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text).toContain("A: b\r\nC: d\r\n\r\n");
  });

  it("tells version and cipher suite of TLS when told to, and takes no client's word for them", () => {
    const changes: ListenerChanges = { alb: { addTlsHeaders: true }, protocol: "HTTPS", port: 443 };
    const from = connectionFrom("192.0.2.7", 40000, TLS);
    const lines = sent([GET, HOST, "X-Amzn-Tls-Version: forged"], changes, from);
    expect(lines.slice(2)).toEqual([
      "X-Forwarded-Proto: https",
      "X-Forwarded-Port: 443",
      HOST,
      "X-Amzn-Trace-Id: Root=1-a",
      "x-amzn-tls-version: TLSv1.3",
      "x-amzn-tls-cipher-suite: TLS_AES_128_GCM_SHA256",
    ]);
  });
});
