// Requests made to be understood differently by two hops, through a load balancer in each desync mode and through
// an HTTP API: whatever the client wrote, the target must find in the bytes it gets as many requests as were
// answered, by the plainest reading of RFC 9112, and no byte more.
import { ModifyLoadBalancerAttributesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { connectRaw, type RawPeer } from "./raw-peer.ts";
import { startStrictTarget, type StrictTarget } from "./strict-target.ts";

let target: StrictTarget;
let stack: PrivateStack;
let loadBalancerArn: string;
let listenerPort: number;
let apiHost: string;

beforeAll(async () => {
  target = await startStrictTarget();
  stack = await startPrivateStack();
  const balancer = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  loadBalancerArn = balancer.loadBalancerArn;
  listenerPort = (await stack.listenerAddress(balancer.listenerArn)).port;
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn: balancer.listenerArn, vpcLinkId });
  apiHost = `${api.apiId}.execute-api.us-east-1.amazonaws.com`;
});

afterAll(async () => {
  await stack.close();
  target.close();
});

beforeEach(() => target.forget());

const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: hidden\r\n\r\n";
const POST = "POST /a HTTP/1.1\r\nHost: @\r\n";
const EMPTY_CHUNKS = "0\r\n\r\n";

/** What each shape's connection gets by mode: monitor, defensive, strictest; then an HTTP API's edge. */
const SHAPES: readonly (readonly [
  name: string,
  bytes: string,
  statuses: readonly [number, number, number, number],
])[] = [
  [
    "Content-Length before Transfer-Encoding",
    `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${EMPTY_CHUNKS}${HIDDEN}`,
    [200, 200, 400, 400],
  ],
  [
    "Transfer-Encoding before Content-Length",
    `${POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`,
    [200, 200, 400, 400],
  ],
  [
    "a Transfer-Encoding that no hop knows",
    `${POST}Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\nabcd`,
    [501, 501, 501, 400],
  ],
  [
    "white space before the colon of Transfer-Encoding",
    `${POST}Transfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\nabcd`,
    [400, 400, 400, 400],
  ],
  [
    "a vertical tab in Transfer-Encoding",
    `${POST}Transfer-Encoding: \u000bchunked\r\nContent-Length: 5\r\n\r\n${EMPTY_CHUNKS}`,
    [501, 501, 501, 400],
  ],
  [
    "Transfer-Encoding in a folded line",
    `${POST}X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n${EMPTY_CHUNKS}`,
    [200, 400, 400, 400],
  ],
  [
    "Transfer-Encoding behind a bare LF",
    `${POST}X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n${EMPTY_CHUNKS}`,
    [200, 200, 400, 400],
  ],
  [
    "Transfer-Encoding behind a bare CR",
    `${POST}X: y\rTransfer-Encoding: chunked\r\n\r\n`,
    [200, 400, 400, 400],
  ],
  [
    "Transfer-Encoding in HTTP/1.0",
    `POST /a HTTP/1.0\r\nHost: @\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    [200, 200, 400, 400],
  ],
  [
    "chunked twice",
    `${POST}Transfer-Encoding: chunked, chunked\r\n\r\n${EMPTY_CHUNKS}`,
    [200, 400, 400, 400],
  ],
  [
    "identity beside Content-Length",
    `${POST}Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nabcd`,
    [200, 200, 400, 400],
  ],
  [
    "two different Content-Lengths",
    `${POST}Content-Length: 4\r\nContent-Length: 6\r\n\r\nabcdef`,
    [200, 400, 400, 400],
  ],
  [
    "the same Content-Length twice",
    `${POST}Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd`,
    [200, 200, 400, 200],
  ],
  ["a Content-Length with a sign", `${POST}Content-Length: +4\r\n\r\nabcd`, [200, 400, 400, 400]],
  [
    "a Content-Length beyond all numbers",
    `${POST}Content-Length: 99999999999999999999\r\n\r\nabcd`,
    [200, 400, 400, 400],
  ],
  ["a Content-Length without value", `${POST}Content-Length: \r\n\r\n`, [200, 200, 200, 400]],
  [
    "Content-Length: 0 and a body",
    `${POST}Content-Length: 0\r\n\r\n${HIDDEN}`,
    [200, 200, 200, 200],
  ],
  [
    "a GET with a request as its body",
    `GET /a HTTP/1.1\r\nHost: @\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
    [200, 200, 400, 200],
  ],
  [
    "Content-Length named as a field of this hop",
    `${POST}Connection: content-length\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
    [200, 200, 200, 200],
  ],
  [
    "Transfer-Encoding named as a field of this hop",
    `${POST}Connection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n${EMPTY_CHUNKS}`,
    [200, 200, 200, 200],
  ],
  [
    "names that look like framing with underscores",
    `${POST}Content_Length: 9\r\nTransfer_Encoding: chunked\r\n\r\n`,
    [200, 400, 400, 200],
  ],
  ["a request line without a target", "GET  HTTP/1.1\r\nHost: @\r\n\r\n", [400, 400, 400, 400]],
  ["tabs in the request line", "GET\t/a\tHTTP/1.1\r\nHost: @\r\n\r\n", [400, 400, 400, 400]],
  ["two Hosts", "GET /a HTTP/1.1\r\nHost: @\r\nHost: evil\r\n\r\n", [200, 200, 200, 400]],
  ["NUL in a field", "GET /a HTTP/1.1\r\nHost: @\r\nX: y\u0000z\r\n\r\n", [200, 400, 400, 400]],
  [
    "chunk extensions",
    `${POST}Transfer-Encoding: chunked\r\n\r\n3;a="${"b".repeat(100)}"\r\nabc\r\n0\r\n\r\n`,
    [200, 200, 200, 200],
  ],
  [
    "a chunk extension with a bare LF",
    `${POST}Transfer-Encoding: chunked\r\n\r\n3;\nabc\r\n0\r\n\r\n`,
    [400, 400, 400, 400],
  ],
  [
    "a chunk size beyond all numbers",
    `${POST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n`,
    [400, 400, 400, 400],
  ],
  [
    "a chunk that is longer than its size",
    `${POST}Transfer-Encoding: chunked\r\n\r\n3\r\nabcXX0\r\n\r\n`,
    [400, 400, 400, 400],
  ],
  [
    "framing fields as trailers",
    `${POST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nContent-Length: 9\r\nX: y\r\n\r\n`,
    [200, 200, 200, 200],
  ],
  ["a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505, 505, 505, 505]],
  ["a version of another protocol", "GET /a HTXP/1.1\r\nHost: @\r\n\r\n", [400, 400, 400, 400]],
];

/** A request that is answered last, so that everything before it has been. */
const LAST = "GET /last HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n";

/** Statuses of all answers until the connection ends. */
async function statusesOf(peer: RawPeer, bytes: string): Promise<number[]> {
  peer.send(bytes);
  const text = await peer.takeAll();
  peer.socket.destroy();
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}

test.for([
  ["monitor", 0],
  ["defensive", 1],
  ["strictest", 2],
] as const)(
  "in %s mode a target gets whole requests only, one for each answer",
  async ([mode, column]) => {
    await stack.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: loadBalancerArn,
        Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: mode }],
      }),
    );
    for (const [name, bytes, statuses] of SHAPES) {
      target.forget();
      const peer = await connectRaw(listenerPort);
      const got = await statusesOf(peer, (bytes + LAST).replaceAll("@", "in.example.com"));
      expect(got[0], name).toBe(statuses[column]);
      expect(target.faults, name).toEqual([]);
      const served = got.filter((status) => status === 200).length;
      expect(target.requests, name).toHaveLength(served);
    }
  },
);

test("behind an HTTP API a target gets whole requests only, one for each answer", async () => {
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "monitor" }],
    }),
  );
  for (const [name, bytes, statuses] of SHAPES) {
    target.forget();
    const peer = await connectRaw(stack.postern.port);
    const got = await statusesOf(peer, (bytes + LAST).replaceAll("@", apiHost));
    expect(got[0], name).toBe(statuses[3]);
    expect(target.faults, name).toEqual([]);
    expect(target.requests, name).toHaveLength(got.filter((status) => status === 200).length);
  }
});

test("a refused request to an HTTP API gets the API's answer, one to AWS's APIs the edge's", async () => {
  const refused = await connectRaw(stack.postern.port);
  refused.send(`GET /a HTTP/1.1\r\nHost: ${apiHost}\r\nX : y\r\n\r\n`);
  const answer = await refused.takeAll();
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toMatch(/\r\napigw-requestid: \S{16}\r\n\r\n\{"message":"Bad Request"\}$/i);
  const own = await connectRaw(stack.postern.port);
  own.send("GET /v2/apis HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n");
  const ownAnswer = await own.takeAll();
  expect(ownAnswer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(ownAnswer).not.toMatch(/apigw-requestid/i);
});
