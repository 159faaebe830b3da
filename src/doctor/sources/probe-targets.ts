// Connects to the targets of a local Postern to see what they speak: TLS first, since what speaks TLS may answer plain
// HTTP too, if only to refuse it; then a plain request. Never done for an account of AWS, whose targets are other
// people's machines, and only when somebody asked for it.
import { systemClock } from "../../base/clock.ts";
import type { Failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream, DialHandler } from "../../wire/byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "../../wire/coarse-timers.ts";
import { createWireRuntime, type WireRuntime } from "../../wire/runtime.ts";
import { createSocketDialer } from "../../wire/socket-dialer.ts";
import type { ClientTlsSettings } from "../../wire/tls/client-context-cache.ts";
import type { ProbeEvidence } from "../evidence.ts";
import type { Inventory } from "../inventory.ts";

const PROBE_TIMEOUT_MS = 1000;
const PROBES_IN_FLIGHT_MAX = 16;
const PROBES_MAX = 500;
/** RFC 8446 §5.1: the record that refuses what was no handshake. */
const TLS_ALERT = 21;

const ANY_TLS: ClientTlsSettings = {
  serverName: "",
  verify: false,
  trustedCas: [],
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.3",
  ciphers: "",
  alpnProtocols: [],
};

interface Place {
  readonly host: string;
  readonly port: number;
}

interface ProbedTarget extends Place {
  readonly targetGroupArn: string;
  readonly target: string;
}

type Observation = Pick<ProbeEvidence, "speaks" | "detail">;

export interface ProbeOptions {
  /** Where instances are reached, by instance id; others are left out. */
  readonly instances: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** What the targets of a local Postern's groups speak; nothing for any other inventory. */
export async function probeTargets(
  inventory: Inventory,
  options: ProbeOptions,
): Promise<ProbeEvidence[]> {
  if (!inventory.source.isPostern) return [];
  const waiting = targetsOf(inventory, options.instances).slice(0, PROBES_MAX);
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const found: ProbeEvidence[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { targetGroupArn, target } = next;
      const seen = await probe(next, runtime, options.timeoutMs ?? PROBE_TIMEOUT_MS);
      found.push({ targetGroupArn, target, ...seen });
    }
  };
  await Promise.all(Array.from({ length: PROBES_IN_FLIGHT_MAX }, work));
  runtime.close();
  return found;
}

/** UDP is no connection, functions and load balancers are no sockets of a target. */
function targetsOf(
  { targetGroups }: Inventory,
  instances: Readonly<Record<string, string>>,
): ProbedTarget[] {
  return targetGroups.flatMap(({ arn, targetGroup, targets }) => {
    const { TargetType: type, Protocol: protocol } = targetGroup;
    if (protocol === "UDP" || (type !== "ip" && type !== "instance")) return [];
    return targets.flatMap(({ target: { Id = "", Port = targetGroup.Port ?? 0 } }) => {
      const host = type === "ip" ? Id : instances[Id];
      if (host === undefined || Port === 0) return [];
      return [{ targetGroupArn: arn, target: `${Id}:${Port}`, host, port: Port }];
    });
  });
}

async function probe(place: Place, runtime: WireRuntime, timeoutMs: number): Promise<Observation> {
  const overTls = await new Probe({ place, runtime, timeoutMs }, ANY_TLS).run();
  if (overTls !== null) return overTls;
  const plain = await new Probe({ place, runtime, timeoutMs }, null).run();
  return plain ?? { speaks: "nothing", detail: "it closed the connection without an answer" };
}

interface ProbeSetting {
  readonly place: Place;
  readonly runtime: WireRuntime;
  readonly timeoutMs: number;
}

/** One connection. */
class Probe implements DialHandler, TimerOwner {
  readonly #setting: ProbeSetting;
  readonly #tls: ClientTlsSettings | null;
  readonly #timer: CoarseTimer;
  #stream: ByteStream | null = null;
  #done: ((seen: Observation | null) => void) | null = null;

  constructor(setting: ProbeSetting, tls: ClientTlsSettings | null) {
    this.#setting = setting;
    this.#tls = tls;
    this.#timer = new CoarseTimer(this);
  }

  /** Null: it did not speak as it was spoken to. */
  run(): Promise<Observation | null> {
    const { place, runtime, timeoutMs } = this.#setting;
    const dialer = createSocketDialer(
      {
        ...place,
        connectTimeoutMs: timeoutMs,
        handshakeTimeoutMs: timeoutMs,
        identity: null,
        tls: this.#tls,
      },
      runtime,
    );
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#stream = dialer.dial(this);
    });
  }

  onOpen(): void {
    const { place, runtime, timeoutMs } = this.#setting;
    if (this.#tls !== null) {
      const { protocol = "TLS" } = this.#stream?.info.tls ?? {};
      this.#finish({ speaks: "tls", detail: `it made a handshake with ${protocol}` });
      return;
    }
    runtime.timers.arm(this.#timer, timeoutMs);
    this.#stream?.write(
      `GET / HTTP/1.1\r\nHost: ${place.host}\r\nUser-Agent: postern\r\nConnection: close\r\n\r\n`,
    );
  }

  onData(bytes: Buffer, start: number, end: number): void {
    if (this.#tls !== null) return;
    const line = bytes.latin1Slice(start, Math.min(end, start + 40)).split("\r\n")[0] ?? "";
    if (line.startsWith("HTTP/")) this.#finish({ speaks: "http", detail: `it answered ${line}` });
    else if (bytes[start] === TLS_ALERT) {
      this.#finish({ speaks: "tls", detail: "it answered a plain request with a TLS alert" });
    } else {
      const first = bytes.toString("hex", start, Math.min(end, start + 8));
      this.#finish({ speaks: "something-else", detail: `its first bytes were ${first}` });
    }
  }

  onTimer(): void {
    const detail = "it accepted the connection and did not answer a plain request";
    this.#finish({ speaks: "nothing", detail });
  }

  onEnd(): void {
    this.#finish(null);
  }

  onDrain(): void {}

  onClose(failure: Failure | null): void {
    this.#finish(failure === null ? null : observed(failure));
  }

  #finish(seen: Observation | null): void {
    const done = this.#done;
    if (done === null) return;
    this.#done = null;
    this.#setting.runtime.timers.remove(this.#timer);
    this.#stream?.destroy();
    done(seen);
  }
}

/** Null for what does not rule out another way of speaking. */
function observed({ kind, detail }: Failure): Observation | null {
  switch (kind) {
    case "connect-refused":
      return { speaks: "refused", detail: "it refused the connection" };
    case "connect-timeout":
      return { speaks: "nothing", detail: "it did not accept the connection in time" };
    case "connect-failed":
    case "name-not-resolved":
      return { speaks: "nothing", detail: detail === "" ? "it cannot be reached" : detail };
    default:
      return null;
  }
}
