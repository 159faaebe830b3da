// Dialing over real sockets: what keeps a connection from being made, what is checked of a certificate, and private
// hops that the listener knows by their local port.
import { afterEach, describe, expect, test } from "vitest";
import type { TestCertificate } from "../../tests/support/test-certificates.ts";
import { FakeClock } from "../base/fake-clock.ts";
import type { Failure } from "../base/failure.ts";
import type { ByteStream, ConnectionInfo, HopIdentity } from "./byte-stream.ts";
import {
  authority,
  certificate,
  clientTls,
  closeAll,
  good,
  listen,
  serverTls,
} from "./listening-fixture.ts";
import { RecordingHandler } from "./recording-handler.ts";
import { createSocketDialer } from "./socket-dialer.ts";
import type { ClientTlsSettings } from "./tls/client-context-cache.ts";

const DAY_MS = 86_400_000;

afterEach(closeAll);

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
    expect(reason?.evidence).toMatchObject({
      serverName: "wrong.test",
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      certificateNames: ["DNS:good.test"],
      issuer: expect.any(String),
      validFrom: expect.any(String),
      validTo: expect.any(String),
      serialNumber: expect.stringMatching(/^[0-9A-F]+$/),
    });
  });

  test("says what was presented when the chain does not hold, and never a key", async () => {
    const selfSigned = await authority.issue({ dnsNames: ["good.test"], selfSigned: true });
    const reason = await failureOf(selfSigned);
    expect(reason).toMatchObject({
      detail: "self-signed certificate",
      evidence: {
        serverName: "good.test",
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
        certificateNames: ["DNS:good.test"],
      },
    });
    expect(JSON.stringify(reason)).not.toContain("KEY");
    const misnamed = await failureOf(selfSigned, { serverName: "wrong.test", skipIssuer: true });
    expect(misnamed?.detail).toContain("DNS:good.test");
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

  test("checks name and dates, and no more, where any issuer will do", async () => {
    const wishes = { skipIssuer: true, trustedCas: [] };
    const selfSigned = await authority.issue({ dnsNames: ["good.test"], selfSigned: true });
    expect(await failureOf(selfSigned, wishes)).toBeNull();
    expect(await failureOf(good, wishes)).toBeNull();
    const misnamed = await failureOf(good, { ...wishes, serverName: "wrong.test" });
    expect(misnamed?.kind).toBe("tls-name-mismatch");
    const expired = await authority.issue({
      dnsNames: ["good.test"],
      notBefore: new Date(Date.now() - 2 * DAY_MS),
      notAfter: new Date(Date.now() - DAY_MS),
    });
    expect((await failureOf(expired, wishes))?.kind).toBe("tls-expired");
  });

  test.for(["TLSv1.2", "TLSv1.3"] as const)(
    "checks each connection to the same place anew, session tickets or not (%s)",
    async (maxVersion) => {
      const { listener, runtime, accepted, acceptedCount } = await listen({
        tls: serverTls([certificate("arn:good", good)], { maxVersion }),
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
      for (let round = 1; round <= 3; round++) {
        const events = new RecordingHandler();
        const stream = dialer.dial(events);
        await acceptedCount(round);
        // With the first data the tickets have come too.
        accepted[round - 1]?.stream.write("tickets before this");
        await events.until(() => events.closed || events.text !== "");
        expect(events.closeFailure).toBeNull();
        expect(events.opened).toBe(true);
        stream.end();
        accepted[round - 1]?.stream.end();
        await events.until(() => events.closed);
      }
      const renamed = await authority.issue({ dnsNames: ["renamed.test"] });
      listener.setTls(serverTls([certificate("arn:renamed", renamed)], { maxVersion }));
      const refused = new RecordingHandler();
      dialer.dial(refused);
      await refused.until(() => refused.closed);
      expect(refused.closeFailure?.kind).toBe("tls-name-mismatch");
    },
  );

  test("fails the handshake at a peer that speaks no TLS, one without common versions and one that leaves", async () => {
    const plain = await listen({ expects: "plain" });
    const { events } = plain.dial();
    await plain.acceptedCount(1);
    plain.accepted[0]?.stream.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    await events.until(() => events.closed);
    expect(events.closeFailure?.kind).toBe("tls-handshake-failed");
    expect(events.closeFailure?.evidence).toMatchObject({
      serverName: "good.test",
      code: "ERR_SSL_WRONG_VERSION_NUMBER",
      peerSpeaksTls: false,
      receivedBytes: 28,
    });

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
