// What the tests of ports and dialers share: a listening port with a certificate, what was accepted on it, and
// dialers that trust the authority behind that certificate. Real sockets on the loopback address.
import {
  createTestAuthority,
  type TestAuthority,
  type TestCertificate,
} from "../../tests/support/test-certificates.ts";
import { type Clock, systemClock } from "../base/clock.ts";
import type { Failure } from "../base/failure.ts";
import { silentLogger } from "../base/logger.ts";
import type { ByteStream, ConnectionInfo } from "./byte-stream.ts";
import { listenOnPort, type PortListener, type PortListenerOptions } from "./port-listener.ts";
import { RecordingHandler } from "./recording-handler.ts";
import { createWireRuntime, type WireRuntime } from "./runtime.ts";
import { createSocketDialer, type SocketDialerOptions } from "./socket-dialer.ts";
import type { ClientTlsSettings } from "./tls/client-context-cache.ts";
import type { ServerCertificate, TlsServerSettings } from "./tls/server-tls.ts";

/** Made once for all tests of a file. */
export const authority: TestAuthority = await createTestAuthority();
export const good: TestCertificate = await authority.issue({ dnsNames: ["good.test"] });

const cleanups: (() => Promise<void>)[] = [];

/** Ends everything a test has opened, last first; for afterEach. */
export async function closeAll(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}

/** Has `cleanup` run by closeAll. */
export function whenDone(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

export function certificate(
  name: string,
  from: TestCertificate,
  isDefault = false,
): ServerCertificate {
  return { name, ...from, isDefault };
}

export function serverTls(
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

export function clientTls(changes: Partial<ClientTlsSettings> = {}): ClientTlsSettings {
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

export interface Listening {
  readonly listener: PortListener;
  readonly runtime: WireRuntime;
  /** Connections that the acceptor got, and those that onPlain got. */
  readonly accepted: Accepted[];
  readonly plain: Accepted[];
  readonly tlsFailures: { info: ConnectionInfo; failure: Failure }[];
  dial(changes?: Partial<SocketDialerOptions>): { stream: ByteStream; events: RecordingHandler };
  acceptedCount(count: number): Promise<void>;
}

export interface Accepted {
  readonly stream: ByteStream;
  readonly events: RecordingHandler;
}

/** A port of this machine and everything that comes to it. */
export async function listen(
  changes: Partial<PortListenerOptions> = {},
  clock: Clock = systemClock,
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
