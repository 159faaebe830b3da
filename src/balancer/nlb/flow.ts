// One flow: a client's connection, the connection to the one target that it stays with for life, and the bytes
// between them. Half-close is passed on, a reset of either side resets the other, and silence ends it
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout).
import { failure as failureOf } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { NlbFlowEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type {
  ByteStream,
  ConnectionInfo,
  Dialer,
  PeerCertificate,
} from "../../wire/byte-stream.ts";
import { CoarseTimer } from "../../wire/coarse-timers.ts";
import type { TimerOwner } from "../../wire/coarse-timers.ts";
import type { FlowChoice, TargetUser } from "../targets/target-choice.ts";
import { FlowEnd } from "./flow-end.ts";
import type { FlowEndOwner } from "./flow-end.ts";
import { NlbKeptHop } from "./nlb-kept-hop.ts";
import type { NlbRuntime } from "./nlb-runtime.ts";
import { proxyProtocolHeader } from "./proxy-protocol-header.ts";

/** Where a flow belongs: told once when it is over. */
export interface FlowOwner {
  onFlowEnd(flow: Flow): void;
}

/** The flow's own fields are its entry in logs and metrics. */
export class Flow implements FlowEndOwner, TargetUser, TimerOwner, NlbFlowEntry {
  readonly snapshot: ListenerSnapshot;
  readonly journey: JourneyTicket | null;
  readonly clientAddress: string;
  readonly clientPort: number;
  targetGroupArn = "";
  target = "";
  failure: Failure | null = null;
  failedOpen = false;
  /** How the target is reached, once there is one. */
  dialed: Dialer | null = null;
  readonly startedAtMs: number;
  finishedAtMs = 0;
  resetBy: NlbFlowEntry["resetBy"] = "";

  readonly #runtime: NlbRuntime;
  readonly #owner: FlowOwner;
  readonly #idleTimeoutMs: number;
  readonly #timer: CoarseTimer;
  readonly #clientEnd: FlowEnd;
  readonly #targetEnd: FlowEnd;
  readonly #client: ByteStream;
  #choice: FlowChoice | null = null;
  #finished = false;

  constructor(
    client: ByteStream,
    snapshot: ListenerSnapshot,
    runtime: NlbRuntime,
    owner: FlowOwner,
  ) {
    const { remoteAddress, remotePort, identity } = client.info;
    this.snapshot = snapshot;
    this.clientAddress = remoteAddress;
    this.clientPort = remotePort;
    this.journey =
      runtime.journeys?.ticketFor(undefined, remoteAddress, remotePort, identity !== null) ?? null;
    this.startedAtMs = runtime.wire.clock.monotonicMs();
    this.#client = client;
    this.#runtime = runtime;
    this.#owner = owner;
    this.#idleTimeoutMs = snapshot.tcpIdleTimeoutMs;
    this.#timer = new CoarseTimer(this);
    this.#clientEnd = new FlowEnd(this, client);
    this.#targetEnd = new FlowEnd(this, null);
    this.#clientEnd.join(this.#targetEnd);
    this.#targetEnd.join(this.#clientEnd);
  }

  get listenerArn(): string {
    return this.snapshot.listenerArn;
  }

  get loadBalancerId(): string {
    return this.snapshot.loadBalancerId;
  }

  get tlsHandshakeMs(): number {
    return this.#client.info.tls?.handshakeMs ?? -1;
  }

  get tlsCipher(): string {
    return this.#client.info.tls?.cipher ?? "";
  }

  get tlsProtocol(): string {
    return this.#client.info.tls?.protocol ?? "";
  }

  get serverName(): string {
    return this.#client.info.tls?.serverName ?? "";
  }

  get certificateArn(): string {
    return this.#client.info.tls?.certificateName ?? "";
  }

  get alpn(): string {
    return this.#client.info.tls?.alpn ?? "";
  }

  /** The client's connection. */
  get connection(): ConnectionInfo {
    return this.#client.info;
  }

  /** The connection to the target; null while it was never open. */
  get targetConnection(): ConnectionInfo | null {
    return this.#targetEnd.info;
  }

  /** Monotonic milliseconds; 0 while it was never open. */
  get connectedAtMs(): number {
    return this.#targetEnd.openedAtMs;
  }

  targetCertificate(): PeerCertificate | null {
    return this.#targetEnd.stream?.peerCertificate?.() ?? null;
  }

  /** As far as it has come: it may be asked while the flow is under way. */
  keepHop(): KeptHop {
    return new NlbKeptHop(this.#runtime, this);
  }

  /** From the client and to the target. */
  get receivedBytes(): number {
    return this.#clientEnd.receivedBytes;
  }

  /** From the target and to the client. */
  get sentBytes(): number {
    return this.#targetEnd.receivedBytes;
  }

  /** Chooses the target and connects; without one, the client is reset. */
  start(targetGroupArn: string, flowHash: number): void {
    this.targetGroupArn = targetGroupArn;
    this.#client.attach(this.#clientEnd);
    this.#runtime.observer.nlbFlowStarted(this);
    const choice = this.#runtime.targets.chooseFlow(targetGroupArn, flowHash, this);
    if (choice === null) {
      this.cut(failureOf("no-target"));
      return;
    }
    this.#choice = choice;
    this.target = choice.target;
    this.failedOpen = choice.failedOpen;
    this.touch();
    const client = this.#client.info;
    this.dialed = choice.flowDialer(client);
    const stream = this.dialed.dial(this.#targetEnd);
    this.#targetEnd.stream = stream;
    // What is written before the connection is open goes out first thing once it is.
    if (choice.proxyProtocolV2) stream.write(proxyProtocolHeader(client));
  }

  /** Resets the client before anything was asked for a target. */
  refuse(reason: Failure): void {
    this.#client.attach(this.#clientEnd);
    this.#runtime.observer.nlbFlowStarted(this);
    this.cut(reason);
  }

  /** Resets both ends on the load balancer's own account. */
  cut(reason: Failure): void {
    if (this.#finished || this.failure !== null) return;
    this.failure = reason;
    this.resetBy = "load-balancer";
    this.#clientEnd.reset();
    this.#targetEnd.reset();
    this.#finishIfOver();
  }

  nowMs(): number {
    return this.#runtime.wire.clock.monotonicMs();
  }

  touch(): void {
    this.#runtime.wire.timers.arm(this.#timer, this.#idleTimeoutMs);
  }

  onTimer(): void {
    this.cut(failureOf("client-idle-timeout"));
  }

  onTargetGone(reason: Failure): void {
    this.cut(reason);
  }

  onEndClosed(end: FlowEnd, reason: Failure | null): void {
    const other = end === this.#clientEnd ? this.#targetEnd : this.#clientEnd;
    if (reason !== null && this.failure === null) {
      this.failure = end === this.#clientEnd ? failureOf("client-reset", reason.detail) : reason;
      this.resetBy = this.#whoReset(end, reason);
    }
    // After an orderly end the other side may still have something to send to nobody: its next byte resets it.
    if (reason === null && this.failure === null) other.finishSending();
    else other.reset();
    this.#finishIfOver();
  }

  #whoReset(end: FlowEnd, reason: Failure): NlbFlowEntry["resetBy"] {
    if (end === this.#clientEnd) return "client";
    if (end.isOpen || reason.kind === "connect-refused" || reason.kind === "connect-reset") {
      return "target";
    }
    return "load-balancer";
  }

  #finishIfOver(): void {
    if (this.#finished || !this.#clientEnd.isClosed || !this.#targetEnd.isClosed) return;
    this.#finished = true;
    const { wire, observer } = this.#runtime;
    wire.timers.remove(this.#timer);
    this.#choice?.release(this);
    this.finishedAtMs = wire.clock.monotonicMs();
    this.#owner.onFlowEnd(this);
    observer.nlbFlow(this);
  }
}
