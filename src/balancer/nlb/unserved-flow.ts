// The entry of a connection to a TLS listener that never became a flow: its handshake failed, or it did not speak TLS.
import type { Failure } from "../../base/failure.ts";
import { hexId } from "../../base/ids.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { ListenerConnectionEntry, NlbFlowEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { NlbKeptHop } from "./nlb-kept-hop.ts";
import type { NlbRuntime } from "./nlb-runtime.ts";

export interface UnservedFacts {
  readonly connection: ConnectionInfo;
  readonly failure: Failure;
  readonly startedAtMs: number;
  readonly sentBytes: number;
}

const TRACE_ID_DIGITS = 32;

export class UnservedFlow implements NlbFlowEntry, ListenerConnectionEntry {
  readonly snapshot: ListenerSnapshot;
  readonly connection: ConnectionInfo;
  readonly journey: JourneyTicket | null = null;
  readonly targetGroupArn = "";
  readonly target = "";
  readonly failure: Failure;
  readonly receivedBytes = 0;
  readonly sentBytes: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly resetBy = "";
  readonly tlsHandshakeMs = -1;
  readonly tlsCipher = "";
  readonly tlsProtocol = "";
  readonly certificateArn = "";
  readonly alpn = "";
  readonly failedOpen = false;
  readonly dialed = null;
  readonly targetConnection = null;
  readonly connectedAtMs = 0;
  readonly #runtime: NlbRuntime;
  #traceId = "";

  constructor(snapshot: ListenerSnapshot, runtime: NlbRuntime, facts: UnservedFacts) {
    this.snapshot = snapshot;
    this.connection = facts.connection;
    this.failure = facts.failure;
    this.sentBytes = facts.sentBytes;
    this.startedAtMs = facts.startedAtMs;
    this.finishedAtMs = runtime.wire.clock.monotonicMs();
    this.#runtime = runtime;
  }

  get listenerArn(): string {
    return this.snapshot.listenerArn;
  }

  get loadBalancerId(): string {
    return this.snapshot.loadBalancerId;
  }

  get clientAddress(): string {
    return this.connection.remoteAddress;
  }

  get clientPort(): number {
    return this.connection.remotePort;
  }

  /** As far as the client's first message told it. */
  get serverName(): string {
    const name = this.failure.evidence?.["serverName"];
    return typeof name === "string" ? name : "";
  }

  get connectionTraceId(): string {
    if (this.#traceId === "") this.#traceId = `TID_${hexId(TRACE_ID_DIGITS)}`;
    return this.#traceId;
  }

  targetCertificate(): null {
    return null;
  }

  keepHop(): KeptHop {
    return new NlbKeptHop(this.#runtime, this);
  }
}
