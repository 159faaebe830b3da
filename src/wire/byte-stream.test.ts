// The contract of ByteStream on its three transports.
import { systemClock } from "../base/clock.ts";
import { silentLogger } from "../base/logger.ts";
import { createTestAuthority } from "../../tests/support/test-certificates.ts";
import { type StreamPair, testByteStream } from "./byte-stream.contract.ts";
import type { ByteStream, ConnectionInfo } from "./byte-stream.ts";
import { createMemoryPair } from "./memory-pair.ts";
import { listenOnPort } from "./port-listener.ts";
import { RecordingHandler } from "./recording-handler.ts";
import { createWireRuntime } from "./runtime.ts";
import { createSocketDialer } from "./socket-dialer.ts";

const INFO: ConnectionInfo = {
  remoteAddress: "10.0.0.1",
  remotePort: 1,
  localAddress: "10.0.0.2",
  localPort: 2,
  tls: null,
  identity: null,
};

async function memoryPair(): Promise<StreamPair> {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const [first, second] = createMemoryPair(runtime, INFO, INFO);
  const firstEvents = new RecordingHandler();
  const secondEvents = new RecordingHandler();
  first.attach(firstEvents);
  second.attach(secondEvents);
  return { first, firstEvents, second, secondEvents, close: async () => runtime.close() };
}

async function socketPair(overTls: boolean): Promise<StreamPair> {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const authority = await createTestAuthority();
  const certificate = await authority.issue({ dnsNames: ["peer.test"] });
  const firstEvents = new RecordingHandler();
  const secondEvents = new RecordingHandler();
  let second: ByteStream | undefined;
  const listener = await listenOnPort(
    {
      host: "127.0.0.1",
      port: 0,
      expects: overTls ? "tls" : "plain",
      tls: overTls
        ? {
            certificates: [{ name: "arn:peer", ...certificate, isDefault: true }],
            minVersion: "TLSv1.2",
            maxVersion: "TLSv1.3",
            ciphers: "",
            alpnProtocols: [],
          }
        : null,
      acceptor: {
        accept(stream) {
          second = stream;
          stream.attach(secondEvents);
        },
      },
      onPlain: null,
      onTlsFailed: null,
    },
    runtime,
  );
  const dialer = createSocketDialer(
    {
      host: "127.0.0.1",
      port: listener.port,
      connectTimeoutMs: 5_000,
      identity: null,
      tls: overTls
        ? {
            serverName: "peer.test",
            verify: true,
            trustedCas: [authority.caPem],
            minVersion: "TLSv1.2",
            maxVersion: "TLSv1.3",
            ciphers: "",
            alpnProtocols: [],
          }
        : null,
    },
    runtime,
  );
  const first = dialer.dial(firstEvents);
  first.write("\0");
  await firstEvents.until(() => firstEvents.opened);
  await secondEvents.until(() => secondEvents.text === "\0");
  // A TLS server's session tickets have left once its first answer has come.
  second?.write("\0");
  await firstEvents.until(() => firstEvents.text === "\0");
  firstEvents.forget();
  secondEvents.forget();
  return {
    first,
    firstEvents,
    second: second as ByteStream,
    secondEvents,
    async close() {
      first.destroy();
      second?.destroy();
      await listener.close(0);
      runtime.close();
    },
  };
}

testByteStream("memory pair", memoryPair);
testByteStream("TCP socket", () => socketPair(false));
testByteStream("TLS socket", () => socketPair(true));
