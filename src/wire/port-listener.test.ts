// Ports over real sockets and real handshakes: what is told apart by the first byte, what is presented for which name,
// what is swapped while connections live.
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import {
  authority,
  certificate,
  clientTls,
  closeAll,
  good,
  listen,
  serverTls,
  whenDone,
} from "./listening-fixture.ts";

afterEach(closeAll);

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
      handshakeMs: expect.any(Number),
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
    let drips = 0;
    // Bytes that drip do not put the limit off.
    const due = () => (clock.advance(1_000), runtime.timers.size === 0);
    while (!due()) {
      if (drips++ < 100) client.write(Buffer.from([1]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(drips).toBeLessThan(100);
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

  test("close() with a shorter grace hurries a close() before it", async () => {
    const clock = new FakeClock();
    const { listener, acceptedCount } = await listen({ expects: "plain" }, clock);
    const client = net.connect(listener.port, "127.0.0.1");
    await acceptedCount(1);
    const first = listener.close(30_000);
    const second = listener.close(1_000);
    clock.advance(1_000);
    client.resume();
    await Promise.all([first, second]);
    expect(listener.connectionCount).toBe(0);
    expect(clock.pendingCount).toBe(0);
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
    ).toThrow("PEM");
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
    await expect(presentedTo(current.listener.port, asOld)).rejects.toThrow(/alert|version/i);
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
  whenDone(async () => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once("secureConnect", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => {});
  return String(socket.getPeerCertificate().subject.CN);
}
