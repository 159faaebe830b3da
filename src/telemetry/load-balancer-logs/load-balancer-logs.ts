// The logs that load balancers write to S3: access logs of Application Load Balancers and of TLS listeners of Network
// Load Balancers, and connection logs of the former. A request of a load balancer without logs costs a comparison.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-monitoring.html
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { ListenerSnapshot, LogDeliverySnapshot } from "../../store/snapshots.ts";
import type {
  AlbRequestEntry,
  HopObserver,
  ListenerConnectionEntry,
  NlbFlowEntry,
} from "../hop-observer.ts";
import { albAccessLine } from "./alb-access-line.ts";
import { albConnectionLine } from "./alb-connection-line.ts";
import { type LogKind, logLocation } from "./log-file-name.ts";
import { LogFileWriter, WrittenLog } from "./log-file-writer.ts";
import { nlbTlsLine } from "./nlb-tls-line.ts";

/** How many are remembered; far more than load balancers that are there. */
const LOGS_MAX = 1000;

export interface LoadBalancerLogsOptions {
  /** The data directory; null: there is nowhere to write, and whoever switches a log on is told so. */
  readonly directory: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class LoadBalancerLogs implements HopObserver {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #writer: LogFileWriter | null;
  /** By what a file's name is made of; listeners of a load balancer share its logs. */
  readonly #logs = new Map<string, WrittenLog>();
  readonly #accessLogs = new WeakMap<ListenerSnapshot, WrittenLog>();
  readonly #connectionLogs = new WeakMap<ListenerSnapshot, WrittenLog>();
  readonly #warned = new Set<string>();

  constructor({ directory, clock, logger }: LoadBalancerLogsOptions) {
    this.#clock = clock;
    this.#logger = logger;
    this.#writer = directory === null ? null : new LogFileWriter({ directory, clock, logger });
  }

  /** Finishes files that an earlier run left. To be called before there is traffic. */
  async start(): Promise<void> {
    await this.#writer?.recover();
  }

  /** Writes what waits; fulfils when it is on disk, or lost. */
  async flush(): Promise<void> {
    await this.#writer?.flush();
  }

  async close(): Promise<void> {
    await this.#writer?.close();
  }

  /** For health: lines that were lost, and why writing failed the last time ("" when it did not). */
  get state(): { readonly droppedLines: number; readonly lastError: string } {
    const { droppedLines = 0, lastError = "" } = this.#writer ?? {};
    return { droppedLines, lastError };
  }

  albRequest(entry: AlbRequestEntry): void {
    const { snapshot } = entry;
    const delivery = snapshot.accessLog ?? null;
    if (delivery === null) return;
    const writer = this.#writerFor(snapshot);
    if (writer === null) return;
    const log = this.#accessLogs.get(snapshot) ?? this.#open("access", snapshot, delivery);
    writer.append(log, albAccessLine(entry, this.#wallOffsetMs()));
  }

  nlbFlowStarted(): void {}

  nlbFlow(entry: NlbFlowEntry): void {
    const { snapshot } = entry;
    const delivery = snapshot.accessLog ?? null;
    if (delivery === null || snapshot.protocol !== "TLS") return;
    const writer = this.#writerFor(snapshot);
    if (writer === null) return;
    const log = this.#accessLogs.get(snapshot) ?? this.#open("access", snapshot, delivery);
    writer.append(log, nlbTlsLine(entry, this.#wallOffsetMs()));
  }

  httpApiRequest(): void {}

  restApiRequest(): void {}

  connectionOpened(entry: ListenerConnectionEntry): void {
    const { snapshot } = entry;
    const delivery = snapshot.connectionLog ?? null;
    if (delivery === null) return;
    const writer = this.#writerFor(snapshot);
    if (writer === null) return;
    const log = this.#connectionLogs.get(snapshot) ?? this.#open("connection", snapshot, delivery);
    writer.append(log, albConnectionLine(entry, this.#clock.nowMs()));
  }

  connectionClosed(): void {}

  #open(kind: LogKind, snapshot: ListenerSnapshot, delivery: LogDeliverySnapshot): WrittenLog {
    const location = logLocation(kind, snapshot, delivery);
    const key = `${location.folder}/${location.namePrefix}${location.nameSuffix}`;
    let log = this.#logs.get(key);
    if (log === undefined) {
      // A log that is forgotten while it is written to is no harm: it goes on in a file of its own.
      if (this.#logs.size >= LOGS_MAX) this.#logs.clear();
      log = new WrittenLog(location);
      this.#logs.set(key, log);
    }
    (kind === "access" ? this.#accessLogs : this.#connectionLogs).set(snapshot, log);
    return log;
  }

  #writerFor({ loadBalancerArn }: ListenerSnapshot): LogFileWriter | null {
    if (this.#writer === null && !this.#warned.has(loadBalancerArn)) {
      if (this.#warned.size >= LOGS_MAX) this.#warned.clear();
      this.#warned.add(loadBalancerArn);
      this.#logger.warn("Logs of a load balancer are not written: there is no data directory", {
        loadBalancer: loadBalancerArn,
      });
    }
    return this.#writer;
  }

  /** What entries have are monotonic times. */
  #wallOffsetMs(): number {
    return this.#clock.nowMs() - this.#clock.monotonicMs();
  }
}
