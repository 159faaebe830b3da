// What an Application Load Balancer keeps of its requests, and the steps that are made of it: each failure on the
// decision that it belongs to, with its resource and evidence.
import { afterEach, describe, expect, it } from "vitest";
import { failure } from "../../src/base/failure.ts";
import {
  GROUP_ARN,
  LISTENER_ARN,
  condition,
  defaultRule,
  fixedResponse,
  forwardTo,
  headerCondition,
  rule,
} from "../../src/balancer/alb/rule-fixtures.ts";
import type { JourneyHop, JourneyStep } from "../../src/telemetry/journeys/journey.ts";
import { noJourneys } from "../../src/telemetry/journeys/journey-source.ts";
import type { JourneySource } from "../../src/telemetry/journeys/journey-source.ts";
import { AlbBed, SHORT_TIMEOUT_MS, targetGroup } from "./alb-bed.ts";
import type { AlbBedOptions } from "./alb-bed.ts";
import { ok } from "./raw-peer.ts";

let bed: AlbBed;
afterEach(() => bed.close());

const HOST = "Host: example.com\r\n";
const GET = `GET /a HTTP/1.1\r\n${HOST}\r\n`;
const LOAD_BALANCER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/50dc6c495c0c9188";

async function hopOf(index = 0): Promise<JourneyHop> {
  const kept = await bed.keptHop(index);
  return kept.compose({ wallOffsetMs: 0, journeyStartMs: kept.startedAtMs, next: [] });
}

const decisions = (hop: JourneyHop) => hop.steps.map((step) => step.decision);

function stepOf(hop: JourneyHop, decision: string): JourneyStep {
  const step = hop.steps.find((each) => each.decision === decision);
  if (step === undefined) throw new Error(`Cannot find ${decision} in ${decisions(hop).join()}`);
  return step;
}

/** Sends the request and gives the hop once the request is over. */
async function travel(request: string, options: AlbBedOptions = {}): Promise<JourneyHop> {
  bed = await AlbBed.start(options);
  const client = await bed.connect();
  client.send(request);
  return hopOf();
}

describe("a request through an Application Load Balancer", () => {
  it("has a step for every decision, those about its fields among them", async () => {
    const apart = rule(
      3,
      [condition("path-pattern", "/a"), headerCondition("Authorization", "no*")],
      fixedResponse(200),
    );
    const hop = await travel(
      `GET /a?token=t HTTP/1.1\r\n${HOST}Authorization: secret\r\nX_y: 1\r\n\r\n`,
      { rules: [apart, defaultRule(forwardTo(GROUP_ARN))] },
    );
    expect(decisions(hop)).toEqual([
      "listener",
      "request",
      "desync",
      "rule",
      "action",
      "target",
      "headers",
      "connection",
      "headers",
      "answer",
      "headers",
    ]);
    expect(hop).toMatchObject({
      kind: "alb",
      resource: LOAD_BALANCER_ARN,
      status: 200,
      failure: null,
    });
    expect(stepOf(hop, "rule")).toMatchObject({
      resource: expect.stringContaining("listener-rule"),
      loadBalancerArn: LOAD_BALANCER_ARN,
      evidence: {
        missed: [
          {
            priority: 3,
            conditions: [
              { field: "path-pattern", seen: "/a", holds: true },
              { field: "http-header", wanted: ["no*"], seen: "(6 characters)", holds: false },
            ],
          },
        ],
      },
    });
    const port = bed.target.port;
    expect(stepOf(hop, "target").evidence).toMatchObject({
      algorithm: "round_robin",
      chosen: `127.0.0.1:${port}`,
      targets: [{ target: `127.0.0.1:${port}`, state: "unavailable" }],
    });
    expect(stepOf(hop, "connection").evidence).toMatchObject({ reused: false });
    const sent = hop.steps.filter((step) => step.evidence["direction"] === "request")[0];
    expect(sent?.evidence["added"]).toContainEqual(["X-Forwarded-For", "127.0.0.1"]);
    expect(stepOf(hop, "headers").evidence).toMatchObject({ forwarded: ["X_y: 1"] });
    expect(JSON.stringify(hop)).not.toContain("secret");
    expect(stepOf(hop, "request").summary).toBe("GET /a?token=(1 characters) HTTP/1.1");
  });

  it("is followed when it asks, and its answer alone says so", async () => {
    const left: string[] = [];
    const journeys: JourneySource = {
      ...noJourneys,
      ticketFor: (wish) =>
        wish === undefined
          ? null
          : { id: "j1", reason: "asked", answerLine: "x-postern-journey: j1\r\n" },
      leavesOn: (_ticket, address, port) => left.push(`to ${address}:${port}`),
      isBackFrom: (_ticket, address, port) => left.push(`back ${address}:${port}`),
    };
    bed = await AlbBed.start({ journeys, target: null });
    const client = await bed.connect();
    client.send(`GET /a HTTP/1.1\r\n${HOST}x-postern-trace: 1\r\n\r\n`);
    const peer = await bed.target.next();
    expect((await peer.takeMessage(false)).head).not.toMatch(/postern/i);
    peer.send(ok("1"));
    expect((await client.takeMessage()).head).toContain("\r\nx-postern-journey: j1\r\n\r\n");
    const { leftOn, ticket } = await bed.keptHop();
    expect(ticket?.id).toBe("j1");
    expect(left).toEqual([`to ${leftOn}`, `back ${leftOn}`]);
    expect(leftOn).toBe(`127.0.0.1:${peer.socket.remotePort}`);
    client.send(GET);
    await peer.takeMessage(false);
    peer.send(ok("2"));
    expect((await client.takeMessage()).head).not.toMatch(/postern/i);
    expect(left).toHaveLength(2);
    expect(stepOf(await hopOf(1), "connection").evidence).toMatchObject({ reused: true });
  });

  it("tells a redirect and a fixed response", async () => {
    const redirect = {
      type: "redirect",
      statusCode: 301,
      protocol: "HTTPS",
      host: "#{host}",
      port: "443",
      path: "/#{path}",
      query: "#{query}",
    } as const;
    const moved = rule(1, [condition("path-pattern", "/a")], redirect);
    const hop = await travel(GET, { rules: [moved, defaultRule(fixedResponse(418, "tea"))] });
    expect(stepOf(hop, "action")).toMatchObject({
      resource: moved.ruleArn,
      evidence: { type: "redirect", status: 301, location: "https://example.com:443/a" },
    });
    const client = await bed.connect();
    client.send(`GET /b HTTP/1.1\r\n${HOST}\r\n`);
    expect(stepOf(await hopOf(1), "action").evidence).toMatchObject({
      type: "fixed-response",
      status: 418,
      bodyBytes: 3,
    });
    expect((await bed.entry(0)).ruleEvaluations).toBe(1);
    expect((await bed.entry(1)).ruleEvaluations).toBe(1);
  });
});

describe("a request that fails at an Application Load Balancer", () => {
  it.for<
    [
      name: string,
      request: string,
      expected: { status: number; decision: string; kind: string; resource?: string },
      evidence: Record<string, unknown>,
      options?: AlbBedOptions,
    ]
  >([
    [
      "desync mode",
      `GET /a HTTP/1.1\r\n${HOST}Content-Length: 0\r\n\r\n`,
      { status: 400, decision: "desync", kind: "desync-blocked", resource: LOAD_BALANCER_ARN },
      {
        mode: "strictest",
        tier: "Acceptable",
        reason: "GetHeadZeroContentLength",
        offendingBytes: ["Content-Length: 0\\r\\n"],
      },
      { alb: { desyncMode: "strictest" } },
    ],
    [
      "no Host",
      "GET / HTTP/1.1\r\n\r\n",
      { status: 400, decision: "request", kind: "malformed-request", resource: LISTENER_ARN },
      { requestLine: "GET / HTTP/1.1" },
    ],
    [
      "TRACE",
      `TRACE / HTTP/1.1\r\n${HOST}\r\n`,
      { status: 405, decision: "request", kind: "method-not-allowed" },
      {},
    ],
    [
      "a request line that is too long",
      `GET /${"a".repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`,
      { status: 414, decision: "request", kind: "request-line-too-long" },
      {},
    ],
    [
      "TLS on a listener without",
      "\x16\x03\x01\x02\x00\x01\x00",
      { status: 400, decision: "request", kind: "malformed-request", resource: LISTENER_ARN },
      { speaksTls: true, firstBytes: "\\x16\\x03\\x01\\x02\\x00\\x01\\x00" },
    ],
    [
      "a target group that is not there",
      GET,
      { status: 503, decision: "target", kind: "no-target", resource: `${GROUP_ARN}x` },
      { chosen: "", targets: [] },
      { rules: [defaultRule(forwardTo(`${GROUP_ARN}x`))] },
    ],
    [
      "a target that resets the connection",
      GET,
      { status: 502, decision: "answer", kind: "reset-before-response", resource: GROUP_ARN },
      { status: 0, timeToFirstByteMs: null },
      { target: (peer) => void peer.takeMessage(false).then(() => peer.reset()) },
    ],
    [
      "a target that says nothing",
      GET,
      { status: 504, decision: "answer", kind: "response-timeout", resource: GROUP_ARN },
      { timeToFirstByteMs: null },
      { target: null, alb: { idleTimeoutMs: SHORT_TIMEOUT_MS } },
    ],
  ])("names the decision: %s", async ([, request, expected, evidence, options]) => {
    const hop = await travel(request, options);
    const { status, decision, kind, resource } = expected;
    expect(hop.status).toBe(status);
    const failed = hop.steps.filter((step) => step.failure !== null);
    expect(failed).toMatchObject([{ decision, failure: { kind }, evidence }]);
    expect(hop.steps.at(-1)).toBe(failed[0]);
    expect(failed[0]).toMatchObject(resource === undefined ? {} : { resource });
    expect(failed[0]?.summary).toContain(`(answered with ${status})`);
  });

  it("names the target that refuses, and says which it was", async () => {
    bed = await AlbBed.start();
    const port = bed.target.port;
    bed.target.close();
    const client = await bed.connect();
    client.send(GET);
    const hop = await hopOf();
    expect(hop).toMatchObject({ status: 502, failure: { kind: "connect-refused" } });
    expect(stepOf(hop, "connection")).toMatchObject({
      resource: GROUP_ARN,
      evidence: { to: `127.0.0.1:${port}` },
      failure: { kind: "connect-refused" },
    });
  });

  it("names TLS with a target that does not speak it", async () => {
    bed = await AlbBed.start({
      tlsTargets: true,
      target: (peer) => peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"),
    });
    bed.groups.update(GROUP_ARN, targetGroup([bed.target.port], { protocol: "HTTPS" }));
    const client = await bed.connect();
    client.send(GET);
    const hop = await hopOf();
    expect(hop.status).toBe(502);
    expect(stepOf(hop, "tls")).toMatchObject({
      resource: GROUP_ARN,
      failure: { kind: "tls-handshake-failed" },
      evidence: { peerSpeaksTls: false, code: "ERR_SSL_WRONG_VERSION_NUMBER" },
    });
  });

  it("says of a client that left that it was the client", async () => {
    bed = await AlbBed.start({ target: null });
    const client = await bed.connect();
    client.send(GET);
    await bed.target.next();
    client.reset();
    const hop = await hopOf();
    expect(hop.status).toBe(460);
    expect(hop.steps.at(-1)).toMatchObject({
      decision: "client",
      summary: expect.stringContaining("(logged as 460)"),
      failure: { source: "client" },
    });
  });
});

describe("connections to an Application Load Balancer", () => {
  it("are told when they come and when they go, with one trace id for all requests", async () => {
    bed = await AlbBed.start();
    const client = await bed.connect();
    client.send(GET);
    await client.takeMessage();
    client.send(GET);
    await client.takeMessage();
    const second = await bed.entry(1);
    expect(second.connectionTraceId).toMatch(/^TID_[0-9a-f]{32}$/);
    expect((await bed.entry(0)).connectionTraceId).toBe(second.connectionTraceId);
    expect([(await bed.entry(0)).targetConnectionIsNew, second.targetConnectionIsNew]).toEqual([
      true,
      false,
    ]);
    client.socket.end();
    await client.untilClosed();
    expect(bed.connections.map(({ opened, entry }) => [opened, entry.connectionTraceId])).toEqual([
      [true, second.connectionTraceId],
      [false, second.connectionTraceId],
    ]);
  });

  it("that never came to be are told once, with what the client's first message said", async () => {
    bed = await AlbBed.start();
    const info = {
      remoteAddress: "192.0.2.1",
      remotePort: 50_000,
      localAddress: "127.0.0.1",
      localPort: 443,
      tls: null,
      identity: null,
    };
    const reason = failure("client-tls-failed", "no shared cipher", { serverName: "a.test" });
    bed.listener.onTlsFailed(info, reason);
    expect(bed.connections).toMatchObject([
      {
        opened: true,
        entry: { failure: reason, serverName: "a.test", tlsHandshakeMs: -1, clientPort: 50_000 },
      },
    ]);
  });
});
