import { expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { silentLogger } from "../base/logger.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import type { ListenerPort, OpenListenerPort } from "./bound-listener.ts";
import type { ListenerAcceptor } from "./listener-acceptor.ts";
import type { ListenerAddressSettings, ListenerPlace } from "./listener-addresses.ts";
import { ListenerDirectory } from "./listener-directory.ts";

const LB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/1";

function snapshot(name: string, values: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    listenerArn: name,
    loadBalancerArn: LB,
    loadBalancerName: "web",
    loadBalancerId: "app/web/1",
    loadBalancerType: "application",
    dnsName: "Web-1.us-east-1.elb.amazonaws.com",
    scheme: "internet-facing",
    vpcId: "vpc-1",
    protocol: "HTTP",
    port: 80,
    nodeAddresses: [],
    securityGroups: null,
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules: [],
    alb: null,
    tcpIdleTimeoutMs: 350_000,
    ...values,
  };
}

/** A machine whose ports are kept in a set. */
function setUp(settings: Partial<ListenerAddressSettings> = {}) {
  const clock = new FakeClock();
  const log: string[] = [];
  const busy = new Set<string>();
  const remembered = new Map<string, ListenerPlace>();
  let nextFreePort = 41_001;
  const openPort: OpenListenerPort = async (place, wanted) => {
    await Promise.resolve();
    const port = place.port === 0 ? nextFreePort++ : place.port;
    const name = `${place.address}:${port}`;
    if (busy.has(name)) throw new Error("EADDRINUSE");
    busy.add(name);
    log.push(`open ${name} ${wanted.protocol}`);
    const opened: ListenerPort = {
      address: place.address,
      port,
      update: (changed) => void log.push(`update ${name} ${changed.rules.length}`),
      close: async (graceMs) => {
        busy.delete(name);
        log.push(`close ${name} ${graceMs}`);
        await Promise.resolve();
      },
    };
    return opened;
  };
  const acceptors: ListenerAcceptor[] = [];
  const directory = new ListenerDirectory({
    clock,
    logger: silentLogger,
    addressBook: {
      recall: (arn) => remembered.get(arn),
      remember: async (listener, place) => {
        await Promise.resolve();
        remembered.set(listener.listenerArn, place);
      },
      forget: async (listener) => void remembered.delete(listener.listenerArn),
    },
    addresses: { host: "127.0.0.1", portRange: null, ownAddresses: false, ...settings },
    openPort,
    createAcceptor: (made) => {
      const acceptor: ListenerAcceptor = {
        accept() {},
        acceptPlainOnTls() {},
        update: (changed) => void log.push(`rules ${changed.rules.length}`),
        close: () => void log.push(`finish ${made.listenerArn}`),
        destroy: () => void log.push(`destroy ${made.listenerArn}`),
      };
      acceptors.push(acceptor);
      return acceptor;
    },
  });
  return { clock, log, busy, remembered, directory, acceptors };
}

test("ListenerDirectory.apply() binds a listener and remembers where", async () => {
  const { directory, remembered, acceptors } = setUp();
  await directory.apply("l1", snapshot("l1"));
  expect(directory.find("l1")).toMatchObject({
    listenerArn: "l1",
    address: "127.0.0.1",
    port: 41_001,
    acceptor: acceptors[0],
    bindError: "",
  });
  expect(remembered.get("l1")).toEqual({ address: "127.0.0.1", port: 41_001 });
});

test("ListenerDirectory.apply() binds again where the listener was before", async () => {
  const { directory, remembered } = setUp();
  remembered.set("l1", { address: "127.0.0.1", port: 45_000 });
  await directory.apply("l1", snapshot("l1"));
  expect(directory.find("l1")?.port).toBe(45_000);
});

test("ListenerDirectory.apply() goes elsewhere when the remembered place is taken", async () => {
  const { directory, remembered, busy } = setUp();
  remembered.set("l1", { address: "127.0.0.1", port: 45_000 });
  busy.add("127.0.0.1:45000");
  await directory.apply("l1", snapshot("l1"));
  expect(directory.find("l1")?.port).toBe(41_001);
  expect(remembered.get("l1")?.port).toBe(41_001);
});

test("ListenerDirectory.apply() changes rules without touching the port", async () => {
  const { directory, log } = setUp();
  await directory.apply("l1", snapshot("l1"));
  await directory.apply("l1", snapshot("l1", { rules: [{} as never], port: 8080 }));
  expect(log).toEqual(["open 127.0.0.1:41001 HTTP", "rules 1", "update 127.0.0.1:41001 1"]);
  expect(directory.findByLoadBalancer(LB, 8080)?.port).toBe(41_001);
  expect(directory.findByLoadBalancer(LB, 80)).toBeUndefined();
});

test("ListenerDirectory.apply() lets TLS begin on the same port", async () => {
  const { directory, log } = setUp();
  await directory.apply("l1", snapshot("l1"));
  await directory.apply("l1", snapshot("l1", { protocol: "HTTPS" }));
  expect(log.slice(1)).toEqual(["rules 0", "update 127.0.0.1:41001 0"]);
  expect(directory.find("l1")?.acceptor).toBeNull();
});

test("ListenerDirectory.apply() of null frees the port and lets requests finish", async () => {
  const { directory, log, busy, remembered } = setUp();
  await directory.apply("l1", snapshot("l1"));
  await directory.apply("l1", null);
  expect(directory.find("l1")).toBeUndefined();
  expect(directory.findByDnsName("web-1.us-east-1.elb.amazonaws.com", 80)).toBeUndefined();
  expect(log.slice(1, 3)).toEqual(["close 127.0.0.1:41001 30000", "finish l1"]);
  expect(busy.size).toBe(0);
  expect(remembered.size).toBe(0);
});

test("ListenerDirectory keeps trying to bind, and shows why it can't", async () => {
  const { clock, directory, busy } = setUp({ portRange: { from: 500, to: 501 } });
  busy.add("127.0.0.1:500").add("127.0.0.1:501");
  await directory.apply("l1", snapshot("l1"));
  expect(directory.find("l1")).toMatchObject({ address: "", port: 0 });
  expect(directory.find("l1")?.bindError).toContain("EADDRINUSE");
  busy.delete("127.0.0.1:501");
  clock.advance(5000);
  // An unchanged snapshot is queued behind the attempt, so its end is the attempt's end.
  await directory.apply("l1", snapshot("l1"));
  expect(directory.find("l1")).toMatchObject({ port: 501, bindError: "" });
});

test("ListenerDirectory takes ports of a range one after the other", async () => {
  const { directory } = setUp({ portRange: { from: 500, to: 502 } });
  await Promise.all(["a", "b", "c"].map((name) => directory.apply(name, snapshot(name))));
  expect(new Set(directory.list().map(({ port }) => port))).toEqual(new Set([500, 501, 502]));
});

test("ListenerDirectory gives a load balancer's listeners one address and their real ports", async () => {
  const { directory } = setUp({ ownAddresses: true });
  await directory.apply("a", snapshot("a"));
  await directory.apply("b", snapshot("b", { port: 443 }));
  await directory.apply("c", snapshot("c", { loadBalancerArn: "other", port: 443 }));
  const [a, b, c] = directory.list();
  expect([a?.port, b?.port, c?.port]).toEqual([80, 443, 443]);
  expect(a?.address).toMatch(/^127\./);
  expect(b?.address).toBe(a?.address);
  expect(c?.address).not.toBe(a?.address);
  await directory.apply("a", snapshot("a", { port: 81 }));
  expect(directory.find("a")).toMatchObject({ address: b?.address, port: 81 });
});

test("ListenerDirectory.findByDnsName() pays no heed to case and a final dot", async () => {
  const { directory } = setUp();
  await directory.apply("l1", snapshot("l1"));
  expect(directory.findByDnsName("WEB-1.us-east-1.elb.amazonaws.com.", 80)?.listenerArn).toBe("l1");
  expect(directory.findByDnsName("web-1.us-east-1.elb.amazonaws.com", 81)).toBeUndefined();
});

test("ListenerDirectory.close() closes everything with the time it was given", async () => {
  const { clock, directory, busy, log } = setUp();
  await directory.apply("a", snapshot("a"));
  await directory.apply("b", snapshot("b"));
  await directory.close(100);
  expect(busy.size).toBe(0);
  expect(log.slice(2)).toEqual([
    "close 127.0.0.1:41001 100",
    "finish a",
    "close 127.0.0.1:41002 100",
    "finish b",
    "destroy a",
    "destroy b",
  ]);
  expect(clock.pendingCount).toBe(0);
});

test("ListenerDirectory moves a listener to another port without closing connections", async () => {
  const { directory, log } = setUp({ ownAddresses: true });
  await directory.apply("a", snapshot("a"));
  const { address } = directory.find("a") ?? {};
  await directory.apply("a", snapshot("a", { port: 81 }));
  expect(log).toEqual([
    `open ${address}:80 HTTP`,
    "rules 0",
    `open ${address}:81 HTTP`,
    `close ${address}:80 30000`,
  ]);
});
