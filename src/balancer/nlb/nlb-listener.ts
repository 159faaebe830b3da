// A listener of a Network Load Balancer, TCP or TLS: makes a flow of every connection. TLS is terminated by the port
// that accepts, so that both look alike from here; connections to a TLS listener that don't speak it come apart.
import { failure as failureOf } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { ByteStream, ConnectionInfo } from "../../wire/byte-stream.ts";
import type { ListenerAcceptor } from "../listener-acceptor.ts";
import { flowHash, rehash } from "./flow-hash.ts";
import { FlowRoute } from "./flow-route.ts";
import { Flow } from "./flow.ts";
import type { FlowOwner } from "./flow.ts";
import type { NlbRuntime } from "./nlb-runtime.ts";
import { answerPlainOnTls } from "./plain-on-tls.ts";
import { UnservedFlow } from "./unserved-flow.ts";
import type { UnservedFacts } from "./unserved-flow.ts";

/**
 * Flows of this process that lead into each other. A load balancer whose target is its own listener would go on
 * until nothing is left to connect with; nobody chains this many on purpose.
 */
const FLOWS_CHAINED_MAX = 8;

/** Takes the connections of one listener. */
export class NlbListener implements ListenerAcceptor, FlowOwner {
  readonly #runtime: NlbRuntime;
  readonly #flows = new Set<Flow>();
  #snapshot: ListenerSnapshot;
  #route: FlowRoute;

  constructor(snapshot: ListenerSnapshot, runtime: NlbRuntime) {
    this.#runtime = runtime;
    this.#snapshot = snapshot;
    this.#route = new FlowRoute(snapshot);
  }

  /** Flows under way. */
  get flowCount(): number {
    return this.#flows.size;
  }

  /** Flows under way keep their target. */
  update(snapshot: ListenerSnapshot): void {
    this.#snapshot = snapshot;
    this.#route = new FlowRoute(snapshot);
  }

  accept(stream: ByteStream): void {
    const hash = flowHash(stream.info);
    const flow = new Flow(stream, this.#snapshot, this.#runtime, this);
    this.#flows.add(flow);
    if ((stream.info.identity?.flowsBefore ?? 0) >= FLOWS_CHAINED_MAX) {
      flow.refuse(failureOf("out-of-resources", "Its flows lead back to it"));
      return;
    }
    flow.start(this.#route.targetGroupFor(stream.info.remoteAddress, hash), rehash(hash));
  }

  acceptPlainOnTls(stream: ByteStream): void {
    const startedAtMs = this.#runtime.wire.clock.monotonicMs();
    answerPlainOnTls(stream, this.#runtime.wire, (failure, ended, sentBytes) => {
      this.#observeUnserved({ connection: ended.info, failure, startedAtMs, sentBytes });
    });
  }

  onTlsFailed(connection: ConnectionInfo, failure: Failure): void {
    const startedAtMs = this.#runtime.wire.clock.monotonicMs();
    this.#observeUnserved({ connection, failure, startedAtMs, sentBytes: 0 });
  }

  /** Flows may go on until they end by themselves, or `destroy` ends them. */
  close(): void {}

  destroy(): void {
    for (const flow of this.#flows) flow.cut(failureOf("listener-not-found"));
  }

  onFlowEnd(flow: Flow): void {
    this.#flows.delete(flow);
  }

  /** A connection that never became a flow. */
  #observeUnserved(facts: UnservedFacts): void {
    const { observer } = this.#runtime;
    const flow = new UnservedFlow(this.#snapshot, this.#runtime, facts);
    observer.connectionOpened(flow);
    observer.nlbFlow(flow);
  }
}
