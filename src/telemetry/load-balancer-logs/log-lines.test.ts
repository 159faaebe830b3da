// The lines themselves, field by field, against the examples and tables of AWS's pages:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { albAccessLine, USER_AGENT_LENGTH_MAX } from "./alb-access-line.ts";
import { albConnectionLine } from "./alb-connection-line.ts";
import { albEntry, connectionEntry, loggedListener, tlsFlowEntry } from "./log-fixtures.ts";
import { nlbTlsLine } from "./nlb-tls-line.ts";

/** Monotonic 1000 ms is 2026-11-22T12:00:00Z. */
const OFFSET_MS = Date.UTC(2026, 10, 22, 12) - 1000;

function fieldsOf(line: string): string[] {
  return line.match(/"[^"]*"|[^ ]+/g) ?? [];
}

function albFields(over: Parameters<typeof albEntry>[0] = {}): string[] {
  return fieldsOf(albAccessLine(albEntry(over), OFFSET_MS));
}

test("albAccessLine() writes all 33 fields of a request that was forwarded", () => {
  expect(albAccessLine(albEntry(), OFFSET_MS)).toBe(
    "http 2026-11-22T12:00:00.025750Z app/shop/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 " +
      "0.001 0.024 0.001 200 200 34 366 " +
      '"GET http://www.example.com:80/pets?x=1 HTTP/1.1" "curl/8.5.0" - - ' +
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/pets/73e2d6bc24d8a067 " +
      '"Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-22T12:00:00.000000Z "forward" ' +
      '"-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"',
  );
  expect(albFields()).toHaveLength(33);
});

test("albAccessLine() writes what TLS has agreed on", () => {
  const fields = albFields({
    connectionType: "https",
    snapshot: loggedListener({ protocol: "HTTPS", port: 443 }),
    tlsCipher: "ECDHE-RSA-AES128-GCM-SHA256",
    tlsProtocol: "TLSv1.2",
    serverName: "www.example.com",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  });
  expect(fields[0]).toBe("https");
  expect(fields[12]).toBe('"GET https://www.example.com:443/pets?x=1 HTTP/1.1"');
  expect(fields.slice(14, 16)).toEqual(["ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2"]);
  expect(fields.slice(18, 20)).toEqual([
    '"www.example.com"',
    '"arn:aws:acm:us-east-1:123456789012:certificate/1"',
  ]);
});

test("albAccessLine() writes a blocked request with its classification", () => {
  const fields = albFields({
    elbStatus: 400,
    targetStatus: 0,
    target: "",
    targetGroupArn: "",
    sentToTargetAtMs: 0,
    targetAnsweredAtMs: 0,
    matchedRulePriority: -1,
    actionsExecuted: "",
    desyncTier: 1,
    desyncReason: "GetHeadZeroContentLength",
  });
  expect(fields).toHaveLength(33);
  expect(fields.slice(4, 10)).toEqual(["-", "-1", "-1", "-1", "400", "-"]);
  expect(fields[16]).toBe("-");
  expect(fields[20]).toBe("-");
  expect(fields.slice(22, 29)).toEqual([
    '"-"',
    '"-"',
    '"-"',
    '"-"',
    '"-"',
    '"Acceptable"',
    '"GetHeadZeroContentLength"',
  ]);
});

test("albAccessLine() names the tiers as AWS does", () => {
  const tiers = [1, 2, 3].map((desyncTier) => albFields({ desyncTier, desyncReason: "x" })[27]);
  expect(tiers).toEqual(['"Acceptable"', '"Ambiguous"', '"Severe"']);
});

test("albAccessLine() writes a request that could not be read as AWS does", () => {
  const fields = albFields({ method: "", requestTarget: "", httpVersion: "", userAgent: "" });
  expect(fields[12]).toBe('"- http://shop-1.us-east-1.elb.amazonaws.com:80- -"');
  expect(fields[13]).toBe('"-"');
});

test.for<[what: string, host: string, target: string, url: string]>([
  ["the listener's port", "a.example:8080", "/", "http://a.example:80/"],
  ["an IPv6 host", "[::1]:8080", "/", "http://[::1]:80/"],
  ["its own name without Host", "", "/", "http://shop-1.us-east-1.elb.amazonaws.com:80/"],
  ["an absolute target as it is", "a.example", "http://b.example/x", "http://b.example/x"],
])("albAccessLine() writes the URL with %s", ([, host, requestTarget, url]) => {
  expect(albFields({ host, requestTarget })[12]).toBe(`"GET ${url} HTTP/1.1"`);
});

test("albAccessLine() escapes what would break a line, byte by byte", () => {
  const fields = albFields({ requestTarget: '/?bar="\\', userAgent: "a\tb\u00e9" });
  expect(fields[12]).toBe('"GET http://www.example.com:80/?bar=\\x22\\x5C HTTP/1.1"');
  expect(fields[13]).toBe('"a\\x09b\\xE9"');
});

test("albAccessLine() cuts a user agent, and shows how far a request came", () => {
  const userAgent = "x".repeat(USER_AGENT_LENGTH_MAX + 5);
  expect(albFields({ userAgent })[13]).toHaveLength(USER_AGENT_LENGTH_MAX + 2);
  const unanswered = { targetAnsweredAtMs: 0, targetStatus: 0, elbStatus: 504 };
  expect(albFields(unanswered).slice(5, 10)).toEqual(["0.001", "-1", "-1", "504", "-"]);
  expect(albFields({ elbStatus: 0 })[8]).toBe("-");
});

test("albConnectionLine() writes all 13 fields, without and with TLS", () => {
  const atMs = Date.UTC(2026, 8, 23, 7, 11, 32) + 882;
  expect(albConnectionLine(connectionEntry(), atMs)).toBe(
    '2026-09-23T07:11:32.882000Z 198.51.100.159 61814 80 - - - "-" - - - TID_2 -',
  );
  const tls = {
    snapshot: loggedListener({ protocol: "HTTPS", port: 443 }),
    tlsProtocol: "TLSv1.2",
    tlsCipher: "ECDHE-ECDSA-AES128-GCM-SHA256",
    tlsHandshakeMs: 337,
  };
  expect(albConnectionLine(connectionEntry(tls), atMs)).toBe(
    "2026-09-23T07:11:32.882000Z 198.51.100.159 61814 443 TLSv1.2 " +
      'ECDHE-ECDSA-AES128-GCM-SHA256 0.337 "-" - - Success TID_2 -',
  );
  const failed = { ...tls, tlsProtocol: "", tlsCipher: "", tlsHandshakeMs: -1 };
  const line = albConnectionLine(
    connectionEntry({ ...failed, failure: failure("client-tls-failed") }),
    atMs,
  );
  expect(fieldsOf(line)).toHaveLength(13);
  expect(line).toContain(' 443 - - - "-" - - Failed:UnmappedConnectionError TID_2 -');
});

test("nlbTlsLine() writes all 22 fields of a connection", () => {
  const line = nlbTlsLine(tlsFlowEntry(), OFFSET_MS);
  expect(line).toBe(
    "tls 2.0 2026-11-22T12:00:05 net/flows/c6e77e28c25b2234 g3d4b5e8bb8464cd 72.21.218.154:51341 " +
      "172.31.0.10:443 5000 2 98 246 - arn:aws:acm:us-east-1:123456789012:certificate/2a108f19 - " +
      "ECDHE-RSA-AES128-SHA tlsv12 - example.com - - - 2026-11-22T12:00:00",
  );
  expect(fieldsOf(line)).toHaveLength(22);
});

test("nlbTlsLine() writes a handshake that failed, and what ALPN has chosen", () => {
  const failed = nlbTlsLine(
    tlsFlowEntry({
      tlsHandshakeMs: -1,
      tlsCipher: "",
      tlsProtocol: "",
      serverName: "",
      certificateArn: "",
    }),
    OFFSET_MS,
  );
  expect(failed).toContain(" 5000 - 98 246 - - - - - - - - - - 2026-11-22T12:00:00");
  expect(nlbTlsLine(tlsFlowEntry({ alpn: "h2" }), OFFSET_MS)).toContain(" example.com h2 h2 - ");
});
