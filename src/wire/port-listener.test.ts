// Ports over real sockets and real handshakes: what is told apart by the first byte, what is presented for which
// name, what dialing ends say of a handshake that fails, and private hops that are known by their local port.
import net from "node:net";
import tls from "node:tls";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  createTestAuthority,
  type TestAuthority,
  type TestCertificate,
} from "../../tests/support/test-certificates.ts";
import { FakeClock } from "../base/fake-clock.ts";
import { systemClock } from "../base/clock.ts";
import type { Failure } from "../base/failure.ts";
import { silentLogger } from "../base/logger.ts";
import type { ByteStream, ConnectionInfo, HopIdentity } from "./byte-stream.ts";
import { listenOnPort, type PortListener, type PortListenerOptions } from "./port-listener.ts";
import { RecordingHandler } from "./recording-handler.ts";
import { createWireRuntime, type WireRuntime } from "./runtime.ts";
import { createSocketDialer, type SocketDialerOptions } from "./socket-dialer.ts";
import type { ClientTlsSettings } from "./tls/client-context-cache.ts";
import type { ServerCertificate, TlsServerSettings } from "./tls/server-tls.ts";

const DAY_MS = 86_400_000;

let authority: TestAuthority;
let good: TestCertificate;

beforeAll(async () => {
  authority = await createTestAuthority();
  good = await authority.issue({ dnsNames: ["good.test"] });
});

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function certificate(name: string, from: TestCertificate, isDefault = false): ServerCertificate {
  return { name, ...from, isDefault };
}

function serverTls(
  certificates: readonly ServerCertificate[],
  changes: Partial<TlsServerSettings> = {},
): TlsServerSettings {
  return {
    certificates,
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    ciphers: "",
    alpnProtocols: [],
    ...changes,
  };
}

function clientTls(changes: Partial<ClientTlsSettings> = {}): ClientTlsSettings {
  return {
    serverName: "good.test",
    verify: true,
    trustedCas: [authority.caPem],
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    ciphers: "",
    alpnProtocols: [],
    ...changes,
  };
}

interface Listening {
  readonly listener: PortListener;
  readonly runtime: WireRuntime;
  /** Connections that the acceptor got, and those that onPlain got. */
  readonly accepted: Accepted[];
  readonly plain: Accepted[];
  readonly tlsFailures: { info: ConnectionInfo; failure: Failure }[];
  dial(changes?: Partial<SocketDialerOptions>): { stream: ByteStream; events: RecordingHandler };
  acceptedCount(count: number): Promise<void>;
}

interface Accepted {
  readonly stream: ByteStream;
  readonly events: RecordingHandler;
}

async function listen(
  changes: Partial<PortListenerOptions> = {},
  clock = systemClock as FakeClock | typeof systemClock,
): Promise<Listening> {
  const runtime = createWireRuntime({ clock, logger: silentLogger });
  const accepted: Accepted[] = [];
  const plain: Accepted[] = [];
  const tlsFailures: Listening["tlsFailures"] = [];
  let told: () => void = () => {};
  const collect = (into: Accepted[]) => ({
    accept(stream: ByteStream) {
      const events = new RecordingHandler();
      into.push({ stream, events });
      stream.attach(events);
      told();
    },
  });
  const listener = await listenOnPort(
    {
      host: "127.0.0.1",
      port: 0,
      expects: "tls",
      tls: changes.expects === "plain" ? null : serverTls([certificate("arn:good", good, true)]),
      acceptor: collect(accepted),
      onPlain: collect(plain),
      onTlsFailed: (info, failure) => {
        tlsFailures.push({ info, failure });
        told();
      },
      ...changes,
    },
    runtime,
  );
  cleanups.push(async () => {
    for (const each of [...accepted, ...plain]) each.stream.destroy();
    await listener.close(0);
    runtime.close();
  });
  return {
    listener,
    runtime,
    accepted,
    plain,
    tlsFailures,
    dial(options = {}) {
      const events = new RecordingHandler();
      const dialer = createSocketDialer(
        {
          host: "127.0.0.1",
          port: listener.port,
          connectTimeoutMs: 5_000,
          tls: clientTls(),
          identity: null,
          ...options,
        },
        runtime,
      );
      const stream = dialer.dial(events);
      cleanups.push(async () => stream.destroy());
      return { stream, events };
    },
    async acceptedCount(count) {
      while (accepted.length + plain.length + tlsFailures.length < count) {
        await new Promise<void>((resolve) => (told = resolve));
      }
    },
  };
}

describe("listenOnPort()", () => {
  test("hands TLS connections over when their handshake is done, with what it settled on", async () => {
    const { dial, accepted, acceptedCount } = await listen({
      tls: serverTls([certificate("arn:good", good)], { alpnProtocols: ["h2", "http/1.1"] }),
    });
    const { stream, events } = dial({ tls: clientTls({ alpnProtocols: ["http/1.1"] }) });
    stream.write("hello");
    await acceptedCount(1);
    await accepted[0]?.events.until(() => accepted[0]?.events.text === "hello");
    expect(accepted[0]?.stream.info.tls).toEqual({
      protocol: "TLSv1.3",
      cipher: expect.stringMatching(/^TLS_/),
      serverName: "good.test",
      alpn: "http/1.1",
      certificateName: "arn:good",
    });
    expect(events.opened).toBe(true);
    expect(stream.info.remoteAddress).toBe("127.0.0.1");
  });

  test("gives connections that do not begin with a TLS record to onPlain, first byte included", async () => {
    const { listener, accepted, plain, acceptedCount } = await listen();
    const client = net.connect(listener.port, "127.0.0.1");
    client.write("GET / HTTP/1.1\r\n");
    await acceptedCount(1);
    await plain[0]?.events.until(() => plain[0]?.events.text === "GET / HTTP/1.1\r\n");
    expect(plain[0]?.stream.info.tls).toBeNull();
    expect(accepted).toHaveLength(0);
    client.destroy();
  });

  test("serves both kinds alike where either is expected", async () => {
    const { listener, dial, accepted, acceptedCount } = await listen({
      expects: "either",
      onPlain: null,
    });
    const client = net.connect(listener.port, "127.0.0.1");
    client.write("plain");
    await acceptedCount(1);
    dial().stream.write("secret");
    await acceptedCount(2);
    await accepted[1]?.events.until(() => accepted[1]?.events.text === "secret");
    expect(accepted.map((each) => each.stream.info.tls === null)).toEqual([true, false]);
    client.destroy();
  });

  test("closes a plain connection nobody wants", async () => {
    const { listener } = await listen({ onPlain: null });
    const client = net.connect(listener.port, "127.0.0.1");
    client.on("error", () => {});
    client.write("plain");
    await new Promise((resolve) => client.once("close", resolve));
    expect(client.bytesRead).toBe(0);
  });

  test("closes a connection that sends nothing within its time", async () => {
    const clock = new FakeClock();
    const { listener, runtime } = await listen({ firstByteTimeoutMs: 3_000 }, clock);
    const client = net.connect(listener.port, "127.0.0.1");
    while (runtime.timers.size === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(2_000);
    expect(client.destroyed).toBe(false);
    clock.advance(1_500);
    client.resume();
    await new Promise((resolve) => client.once("close", resolve));
    expect(runtime.timers.size).toBe(0);
  });

  test("leaves a first message that does not get complete to the handshake's own limit", async () => {
    const clock = new FakeClock();
    const { listener, runtime, tlsFailures, acceptedCount } = await listen(
      { handshakeTimeoutMs: 50 },
      clock,
    );
    const client = net.connect(listener.port, "127.0.0.1");
    client.on("error", () => {});
    while (runtime.timers.size === 0) await new Promise((resolve) => setImmediate(resolve));
    client.write(Buffer.from([0x16, 3, 1]));
    const due = () => (clock.advance(1_000), runtime.timers.size === 0);
    while (!due()) await new Promise((resolve) => setImmediate(resolve));
    await acceptedCount(1);
    expect(tlsFailures[0]?.failure.detail).toContain("timeout");
    client.destroy();
  });

  test("reports handshakes that fail and handshakes that take too long", async () => {
    const { listener, tlsFailures, acceptedCount } = await listen({ handshakeTimeoutMs: 100 });
    const garbage = net.connect(listener.port, "127.0.0.1");
    garbage.on("error", () => {});
    garbage.write(Buffer.from([0x16, 3, 1, 0, 2, 1, 2, 3, 4, 5, 6, 7]));
    await acceptedCount(1);
    const silent = net.connect(listener.port, "127.0.0.1");
    silent.on("error", () => {});
    silent.write(Buffer.from([0x16, 3, 1, 0, 1, 1]));
    await acceptedCount(2);
    expect(tlsFailures.map((each) => each.failure.kind)).toEqual([
      "client-tls-failed",
      "client-tls-failed",
    ]);
    expect(tlsFailures[1]?.failure.detail).toContain("timeout");
    expect(tlsFailures[0]?.info.remoteAddress).toBe("127.0.0.1");
    garbage.destroy();
    silent.destroy();
  });

  test("rejects with address and reason when the port is in use", async () => {
    const { listener } = await listen();
    await expect(listen({ port: listener.port })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${listener.port}: the port is in use`,
    );
  });

  test("refuses connections beyond its maximum", async () => {
    const { listener, acceptedCount } = await listen({ expects: "plain", connectionsMax: 1 });
    const first = net.connect(listener.port, "127.0.0.1");
    await acceptedCount(1);
    const second = net.connect(listener.port, "127.0.0.1");
    second.on("error", () => {});
    second.resume();
    await new Promise((resolve) => second.once("close", resolve));
    expect(listener.connectionCount).toBe(1);
    first.destroy();
  });

  test("close() waits for connections, and ends those that are left after its grace", async () => {
    const clock = new FakeClock();
    const { listener, acceptedCount } = await listen({ expects: "plain" }, clock);
    const client = net.connect(listener.port, "127.0.0.1");
    await acceptedCount(1);
    let closed = false;
    const closing = listener.close(5_000).then(() => (closed = true));
    clock.advance(4_900);
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    clock.advance(100);
    client.resume();
    await closing;
    expect(listener.connectionCount).toBe(0);
  });
});

describe("listenOnPort() choosing certificates", () => {
  test("presents the certificate whose name matches, else the default", async () => {
    const other = await authority.issue({ dnsNames: ["*.other.test"] });
    const { listener, accepted, acceptedCount } = await listen({
      tls: serverTls([certificate("arn:other", other), certificate("arn:good", good, true)]),
    });
    const seen: string[] = [];
    for (const servername of ["a.other.test", "good.test", "a.b.other.test", "other.test"]) {
      seen.push(await presentedTo(listener.port, { servername }));
    }
    expect(seen).toEqual(["*.other.test", "good.test", "good.test", "good.test"]);
    await acceptedCount(4);
    expect(accepted.map((each) => each.stream.info.tls?.certificateName)).toEqual([
      "arn:other",
      "arn:good",
      "arn:good",
      "arn:good",
    ]);
  });

  test("presents ECDSA to those who can, RSA to those who cannot", async () => {
    const rsa = await authority.issue({ dnsNames: ["both.test"], rsa: true });
    const ecdsa = await authority.issue({ dnsNames: ["both.test"] });
    const { listener, accepted, acceptedCount } = await listen({
      tls: serverTls([
        certificate("arn:good", good, true),
        certificate("arn:rsa", rsa),
        certificate("arn:ecdsa", ecdsa),
      ]),
    });
    await presentedTo(listener.port, { servername: "both.test" });
    await presentedTo(listener.port, {
      servername: "both.test",
      maxVersion: "TLSv1.2",
      ciphers: "ECDHE-RSA-AES128-GCM-SHA256",
    });
    await acceptedCount(2);
    expect(accepted.map((each) => each.stream.info.tls?.certificateName)).toEqual([
      "arn:ecdsa",
      "arn:rsa",
    ]);
  });

  test("setTls() changes what new connections get and leaves living ones alone", async () => {
    const { listener, dial, accepted, acceptedCount } = await listen();
    const old = dial();
    await acceptedCount(1);
    const next = await authority.issue({ dnsNames: ["next.test"] });
    listener.setTls(serverTls([certificate("arn:next", next)]));
    dial({ tls: clientTls({ serverName: "next.test" }) });
    await acceptedCount(2);
    expect(accepted[1]?.stream.info.tls?.certificateName).toBe("arn:next");
    old.stream.write("still here");
    await accepted[0]?.events.until(() => accepted[0]?.events.text === "still here");
    expect(() => listener.setTls(null)).toThrow("Cannot expect tls connections");
    expect(() =>
      listener.setTls(serverTls([{ name: "x", chainPem: "no", keyPem: "no", isDefault: true }])),
    ).toThrow();
    listener.setTls(null, "plain");
    const client = net.connect(listener.port, "127.0.0.1");
    client.write("x");
    await acceptedCount(3);
    client.destroy();
  });

  test("speaks old versions where its settings say so, and refuses them otherwise", async () => {
    const old = await listen({
      tls: serverTls([certificate("arn:good", good)], {
        minVersion: "TLSv1",
        maxVersion: "TLSv1.2",
        ciphers: "ECDHE-ECDSA-AES128-SHA",
      }),
    });
    const asOld = {
      servername: "good.test",
      minVersion: "TLSv1",
      maxVersion: "TLSv1",
      ciphers: "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0",
    } as const;
    expect(await presentedTo(old.listener.port, asOld)).toBe("good.test");
    const current = await listen();
    await expect(presentedTo(current.listener.port, asOld)).rejects.toThrow();
  });

  test("goes on without ALPN when there is no overlap", async () => {
    const { dial, accepted, acceptedCount } = await listen({
      tls: serverTls([certificate("arn:good", good)], { alpnProtocols: ["h2"] }),
    });
    dial({ tls: clientTls({ alpnProtocols: ["http/1.1"] }) });
    await acceptedCount(1);
    expect(accepted[0]?.stream.info.tls?.alpn).toBe("");
  });
});

/** The common name of what a TLS client is shown; the client stays until the test is over. */
async function presentedTo(port: number, options: tls.ConnectionOptions): Promise<string> {
  const socket = tls.connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ...options });
  cleanups.push(async () => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once("secureConnect", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => {});
  return String(socket.getPeerCertificate().subject.CN);
}

describe("createSocketDialer() with TLS", () => {
  async function failureOf(
    presented: TestCertificate,
    changes: Partial<ClientTlsSettings> = {},
  ): Promise<Failure | null> {
    const { dial } = await listen({ tls: serverTls([certificate("arn:it", presented, true)]) });
    const { events } = dial({ tls: clientTls(changes) });
    await events.until(() => events.closed || events.opened);
    return events.opened ? null : events.closeFailure;
  }

  test("checks the name, and says which names were there", async () => {
    const reason = await failureOf(good, { serverName: "wrong.test" });
    expect(reason?.kind).toBe("tls-name-mismatch");
    expect(reason?.detail).toContain("wrong.test");
    expect(reason?.detail).toContain("DNS:good.test");
  });

  test("checks the chain and the dates", async () => {
    const selfSigned = await authority.issue({ dnsNames: ["good.test"], selfSigned: true });
    expect((await failureOf(selfSigned))?.kind).toBe("tls-untrusted");
    expect((await failureOf(good, { trustedCas: [] }))?.kind).toBe("tls-untrusted");
    const expired = await authority.issue({
      dnsNames: ["good.test"],
      notBefore: new Date(Date.now() - 2 * DAY_MS),
      notAfter: new Date(Date.now() - DAY_MS),
    });
    expect((await failureOf(expired))?.kind).toBe("tls-expired");
    const early = await authority.issue({
      dnsNames: ["good.test"],
      notBefore: new Date(Date.now() + DAY_MS),
      notAfter: new Date(Date.now() + 2 * DAY_MS),
    });
    expect((await failureOf(early))?.kind).toBe("tls-expired");
  });

  test("checks nothing where it is told so", async () => {
    const selfSigned = await authority.issue({ dnsNames: ["x.test"], selfSigned: true });
    expect(await failureOf(selfSigned, { verify: false, trustedCas: [] })).toBeNull();
    expect(await failureOf(good, { verify: false, serverName: "127.0.0.1" })).toBeNull();
  });

  test("checks the name of a resumed session too", async () => {
    const { runtime, listener } = await listen({
      tls: serverTls([certificate("arn:good", good)]),
    });
    const dialer = createSocketDialer(
      {
        host: "127.0.0.1",
        port: listener.port,
        connectTimeoutMs: 5_000,
        identity: null,
        tls: clientTls(),
      },
      runtime,
    );
    for (let round = 0; round < 2; round++) {
      const events = new RecordingHandler();
      const stream = dialer.dial(events);
      await events.until(() => events.opened || events.closed);
      expect(events.closeFailure).toBeNull();
      stream.destroy();
      await events.until(() => events.closed);
    }
  });

  test("fails the handshake at a peer that speaks no TLS, one without common versions and one that leaves", async () => {
    const plain = await listen({ expects: "plain" });
    const { events } = plain.dial();
    await plain.acceptedCount(1);
    plain.accepted[0]?.stream.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    await events.until(() => events.closed);
    expect(events.closeFailure?.kind).toBe("tls-handshake-failed");

    const modern = await listen({
      tls: serverTls([certificate("arn:good", good)], { minVersion: "TLSv1.3" }),
    });
    const old = modern.dial({ tls: clientTls({ maxVersion: "TLSv1.2" }) });
    await old.events.until(() => old.events.closed);
    expect(old.events.closeFailure?.kind).toBe("tls-handshake-failed");

    for (const reset of [false, true]) {
      const left = plain.dial();
      await plain.acceptedCount(reset ? 3 : 2);
      const peer = plain.accepted.at(-1);
      await peer?.events.until(() => peer.events.byteCount > 0);
      peer?.stream.destroy(reset);
      await left.events.until(() => left.events.closed);
      expect(left.events.closeFailure?.kind).toBe("tls-handshake-failed");
      expect(left.events.opened).toBe(false);
    }
  });

  test("limits the time of a handshake", async () => {
    const clock = new FakeClock();
    const { dial, accepted, acceptedCount } = await listen({ expects: "plain" }, clock);
    const { events } = dial();
    await acceptedCount(1);
    await accepted[0]?.events.until(() => accepted[0]?.events.byteCount !== 0);
    clock.advance(10_500);
    await events.until(() => events.closed);
    expect(events.closeFailure?.kind).toBe("tls-handshake-timeout");
  });
});

describe("createSocketDialer()", () => {
  test("names what kept it from connecting", async () => {
    const { listener, runtime, dial } = await listen({ expects: "plain" });
    const { port } = listener;
    await listener.close(0);
    const refused = dial({ tls: null, port });
    await refused.events.until(() => refused.events.closed);
    expect(refused.events.closeFailure?.kind).toBe("connect-refused");
    expect(refused.events.opened).toBe(false);
    const unknown = dial({
      tls: null,
      host: "nowhere.test",
      lookup: (_host, _options, done) => {
        const error: NodeJS.ErrnoException = new Error("Not found");
        error.code = "ENOTFOUND";
        done(error, "");
      },
    });
    await unknown.events.until(() => unknown.events.closed);
    expect(unknown.events.closeFailure?.kind).toBe("name-not-resolved");
    expect(runtime.timers.size).toBe(0);
  });

  test("limits the time of connecting", async () => {
    const clock = new FakeClock();
    const { dial } = await listen({ expects: "plain" }, clock);
    const { events } = dial({ tls: null, host: "silent.test", lookup: () => {} });
    clock.advance(5_500);
    await events.until(() => events.closed);
    expect(events.closeFailure?.kind).toBe("connect-timeout");
  });

  test("a dial that is given up says nothing but that it is closed", async () => {
    const { dial } = await listen({ expects: "plain" });
    const { stream, events } = dial({ tls: null });
    stream.destroy();
    await events.until(() => events.closed);
    expect(events.opened).toBe(false);
    expect(events.closeFailure).toBeNull();
  });

  test("carries a private hop's identity to the listener, from the moment of accepting to the end", async () => {
    const identity: HopIdentity = {
      sourceAddress: "172.31.5.9",
      vpcLinkId: "abc123",
      securityGroupIds: ["sg-1"],
    };
    const atAccept: ConnectionInfo[] = [];
    let ends: ByteStream | undefined;
    const { dial, runtime } = await listen({
      expects: "plain",
      acceptor: {
        accept(stream) {
          atAccept.push(stream.info);
          ends = stream;
          stream.attach(new RecordingHandler());
        },
      },
    });
    const { stream, events } = dial({ tls: null, identity });
    await events.until(() => events.opened);
    while (atAccept.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(atAccept[0]).toMatchObject({ remoteAddress: "172.31.5.9", identity });
    expect(runtime.identities.size).toBe(1);
    stream.destroy();
    await events.until(() => events.closed);
    expect(runtime.identities.size).toBe(0);
    ends?.destroy();
    const direct = dial({ tls: null });
    await direct.events.until(() => direct.events.opened);
    while (atAccept.length === 1) await new Promise((resolve) => setImmediate(resolve));
    expect(atAccept[1]).toMatchObject({ remoteAddress: "127.0.0.1", identity: null });
    ends?.destroy();
  });
});
