import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ListenerSnapshot, RuleSnapshot } from "../../store/snapshots.ts";
import { silentObserver } from "../../telemetry/hop-observer.ts";
import type { NlbFlowEntry } from "../../telemetry/hop-observer.ts";
import { createWireRuntime } from "../../wire/runtime.ts";
import { FakeStream, FakeTargetWire } from "../targets/fake-target-wire.ts";
import type { FlowChoice, TargetUser } from "../targets/target-choice.ts";
import { NlbListener } from "./nlb-listener.ts";

function rule(groups: Record<string, number>, sourceCidrs: string[] = []): RuleSnapshot {
  return {
    ruleArn: "rule",
    priority: 0,
    isDefault: sourceCidrs.length === 0,
    conditions:
      sourceCidrs.length === 0
        ? []
        : [
            {
              field: "source-ip",
              headerName: "",
              values: sourceCidrs,
              regexValues: [],
              pairs: [],
            },
          ],
    actions: [
      {
        type: "forward",
        targetGroups: Object.entries(groups).map(([targetGroupArn, weight]) => ({
          targetGroupArn,
          weight,
        })),
      },
    ],
  };
}

function snapshot(rules: readonly RuleSnapshot[]): ListenerSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    listenerArn: "listener",
    loadBalancerArn: "lb",
    loadBalancerName: "n",
    loadBalancerId: "net/n/1",
    loadBalancerType: "network",
    dnsName: "n",
    scheme: "internal",
    vpcId: "vpc-1",
    protocol: "TCP",
    port: 80,
    nodeAddresses: [],
    securityGroups: null,
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules,
    alb: null,
    tcpIdleTimeoutMs: 60_000,
  };
}

function setUp(rules: readonly RuleSnapshot[] = [rule({ tg: 1 })]) {
  const clock = new FakeClock();
  const wire = createWireRuntime({ clock, logger: silentLogger });
  const targetWire = new FakeTargetWire();
  const entries: NlbFlowEntry[] = [];
  const users: TargetUser[] = [];
  const released: TargetUser[] = [];
  const chosen: string[] = [];
  const options = { hasTarget: true, proxyProtocolV2: false };
  const listener = new NlbListener(snapshot(rules), {
    wire,
    observer: { ...silentObserver, nlbFlow: (entry) => void entries.push(entry) },
    targets: {
      facts: () => null,
      chooseFlow(targetGroupArn, _hash, user): FlowChoice | null {
        chosen.push(targetGroupArn);
        if (!options.hasTarget) return null;
        users.push(user);
        const dialer = targetWire.dialer({
          host: "10.0.0.1",
          port: 8080,
          tls: false,
          identity: null,
        });
        return {
          targetGroupArn,
          target: "10.0.0.1:8080",
          failedOpen: false,
          upstream: targetWire.upstream(dialer),
          proxyProtocolV2: options.proxyProtocolV2,
          flowDialer: () => dialer,
          release: (each) => void released.push(each),
        };
      },
    },
  });
  let nextPort = 40_000;
  const connect = (remoteAddress = "203.0.113.7") => {
    const client = new FakeStream(null, {
      remoteAddress,
      remotePort: nextPort++,
      localAddress: "127.0.0.1",
      localPort: 41_001,
      tls: null,
      identity: null,
    });
    listener.accept(client);
    const target = targetWire.dials.at(-1);
    return { client, target: target as NonNullable<typeof target> };
  };
  return { clock, wire, listener, entries, users, released, chosen, options, connect };
}

test("NlbListener joins a client with a target of its own, both ways", () => {
  const { connect, entries, released, users } = setUp();
  const { client, target } = connect();
  client.receive("early ");
  target.open();
  client.receive("hello");
  target.receive("world!");
  expect([target.written, client.written]).toEqual([["early ", "hello"], ["world!"]]);
  client.handler?.onEnd();
  expect([target.ended, client.ended]).toEqual([true, false]);
  target.receive("more");
  target.handler?.onEnd();
  expect(client.ended).toBe(true);
  client.close(null);
  expect(entries).toEqual([]);
  target.close(null);
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    listenerArn: "listener",
    loadBalancerId: "net/n/1",
    clientAddress: "203.0.113.7",
    clientPort: 40_000,
    targetGroupArn: "tg",
    target: "10.0.0.1:8080",
    failure: null,
    resetBy: "",
    receivedBytes: 11,
    sentBytes: 10,
  });
  expect(released).toEqual(users);
});

test("NlbListener stops reading from the side whose peer has no room", () => {
  const { connect } = setUp();
  const { client, target } = connect();
  target.open();
  target.hasRoom = false;
  client.receive("x");
  expect([client.paused, target.paused]).toEqual([true, false]);
  target.handler?.onDrain();
  expect(client.paused).toBe(false);
});

test("NlbListener resets the client when its group has no target", () => {
  const { connect, entries, options } = setUp();
  options.hasTarget = false;
  const { client } = connect();
  expect(client.wasReset).toBe(true);
  expect(entries).toMatchObject([
    { failure: failure("no-target"), resetBy: "load-balancer", target: "" },
  ]);
});

test("NlbListener resets the client when the target refuses", () => {
  const { connect, entries } = setUp();
  const { client, target } = connect();
  target.close(failure("connect-refused"));
  expect(client.wasReset).toBe(true);
  expect(entries).toMatchObject([{ failure: failure("connect-refused"), resetBy: "target" }]);
});

test("NlbListener passes a reset on, from either side", () => {
  const { connect, entries } = setUp();
  const first = connect();
  first.target.open();
  first.client.close(failure("connect-reset"));
  expect(first.target.wasReset).toBe(true);
  const second = connect();
  second.target.open();
  second.target.close(failure("connect-reset"));
  expect(second.client.wasReset).toBe(true);
  expect(entries.map(({ resetBy, failure: reason }) => [resetBy, reason?.kind])).toEqual([
    ["client", "client-reset"],
    ["target", "connect-reset"],
  ]);
});

test("NlbListener resets a target that sends to a client that is gone", () => {
  const { connect, entries } = setUp();
  const { client, target } = connect();
  target.open();
  client.close(null);
  expect(target.ended).toBe(true);
  target.receive("too late");
  expect(target.wasReset).toBe(true);
  expect(entries).toHaveLength(1);
});

test("NlbListener resets both sides of a flow that was idle for too long", () => {
  const { clock, connect, entries } = setUp();
  const { client, target } = connect();
  target.open();
  clock.advance(50_000);
  target.receive("still here");
  clock.advance(59_000);
  expect(client.destroyed).toBe(false);
  clock.advance(1500);
  expect([client.wasReset, target.wasReset]).toEqual([true, true]);
  expect(entries).toMatchObject([{ resetBy: "load-balancer" }]);
});

test("NlbListener resets both sides when the target is taken away", () => {
  const { connect, users, entries } = setUp();
  const { client, target } = connect();
  target.open();
  users[0]?.onTargetGone(failure("deregistration-elapsed"));
  expect([client.wasReset, target.wasReset]).toEqual([true, true]);
  expect(entries).toMatchObject([
    { failure: failure("deregistration-elapsed"), resetBy: "load-balancer" },
  ]);
});

test("NlbListener tells the target of the client by PROXY protocol before anything else", () => {
  const { connect, options } = setUp();
  options.proxyProtocolV2 = true;
  const { client, target } = connect();
  client.receive("GET");
  target.open();
  expect(target.written).toHaveLength(2);
  expect(target.written[0]?.startsWith("\r\n\r\n\0\r\nQUIT\n!")).toBe(true);
  expect(target.written[1]).toBe("GET");
});

test("NlbListener shares flows out by weight and leaves groups of weight 0 alone", () => {
  const { connect, chosen } = setUp([rule({ a: 3, b: 1, c: 0 })]);
  for (let i = 0; i < 2000; i++) connect();
  const share = (name: string) => chosen.filter((each) => each === name).length / 2000;
  expect(share("a")).toBeGreaterThan(0.7);
  expect(share("a")).toBeLessThan(0.8);
  expect(share("a") + share("b")).toBe(1);
});

test("NlbListener goes by the first rule whose source addresses hold the client's", () => {
  const { connect, chosen, listener } = setUp([
    rule({ near: 1 }, ["10.0.0.0/8"]),
    rule({ far: 1 }),
  ]);
  connect("10.1.2.3");
  connect("192.168.1.1");
  expect(chosen).toEqual(["near", "far"]);
  listener.update(snapshot([rule({ other: 1 })]));
  connect("10.1.2.3");
  expect(chosen.at(-1)).toBe("other");
});

test("NlbListener.close() leaves flows alone, destroy() resets them", () => {
  const { connect, listener } = setUp();
  const { client, target } = connect();
  target.open();
  listener.close();
  client.receive("still served");
  expect(target.written).toEqual(["still served"]);
  listener.destroy();
  expect([client.wasReset, target.wasReset]).toEqual([true, true]);
  expect(listener.flowCount).toBe(0);
});

test("NlbListener.onTlsFailed() is observed as a flow that never was", () => {
  const { listener, entries } = setUp();
  listener.onTlsFailed(new FakeStream(null).info, failure("client-tls-failed"));
  expect(entries).toMatchObject([{ failure: failure("client-tls-failed"), target: "" }]);
});

test("NlbListener answers plain HTTP on its TLS listener with the page and a close", () => {
  const { clock, listener, entries } = setUp();
  const client = new FakeStream(null);
  listener.acceptPlainOnTls(client);
  client.receive("GET /pets HT");
  expect(client.written).toEqual([]);
  client.receive("TP/1.1\r\nHost: x\r\n\r\n");
  const [head, body] = client.written.join("").split("\r\n\r\n");
  expect(head).toBe(
    "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\n" +
      `Date: ${new Date(clock.nowMs()).toUTCString()}\r\n` +
      "Content-Type: text/html\r\nContent-Length: 220\r\nConnection: close",
  );
  expect(body).toContain("<center>The plain HTTP request was sent to HTTPS port</center>\r\n");
  expect(body).toHaveLength(220);
  expect(client.ended).toBe(true);
  clock.advance(3000);
  expect(client.destroyed).toBe(true);
  expect(entries).toMatchObject([{ failure: failure("plain-http-on-tls"), targetGroupArn: "" }]);
});

test.for([
  ["what is no request line", "hello world\r\n"],
  ["a request line of no HTTP/1 version", "PRI * HTTP/2.0\r\n"],
  ["bytes", "\x00\x01\x02"],
  ["a request line without end", `GET /${"a".repeat(20_000)}`],
])("NlbListener closes a TLS listener's connection without an answer: %s", ([, text]) => {
  const { listener, entries } = setUp();
  const client = new FakeStream(null);
  listener.acceptPlainOnTls(client);
  client.receive(text ?? "");
  expect([client.written, client.destroyed]).toEqual([[], true]);
  expect(entries).toMatchObject([{ failure: { kind: "client-tls-failed" } }]);
});

test("NlbListener gives a slow plain request on its TLS listener ten seconds", () => {
  const { clock, listener } = setUp();
  const client = new FakeStream(null);
  listener.acceptPlainOnTls(client);
  client.receive("GE");
  clock.advance(9900);
  expect(client.destroyed).toBe(false);
  clock.advance(600);
  expect([client.destroyed, client.written]).toEqual([true, []]);
});
