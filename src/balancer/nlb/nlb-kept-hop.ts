// What a Network Load Balancer keeps of a flow that somebody may want to see again. It may be asked for while the flow
// is under way, as requests on it are over long before it is. Steps are made in nlb-steps.ts.
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { NlbFlowEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyHop } from "../../telemetry/journeys/journey.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { ConnectionInfo, Dialer, PeerCertificate } from "../../wire/byte-stream.ts";
import type { KeptTargetConnection } from "../kept-target-connection.ts";
import { keepTargetConnection } from "../kept-target-connection.ts";
import type { TargetGroupFacts } from "../targets/target-group-facts.ts";
import type { NlbRuntime } from "./nlb-runtime.ts";
import { nlbSteps } from "./nlb-steps.ts";

/** What a kept flow weighs, roughly. */
const WEIGHT = 1024;

/** What keeping reads of a flow. */
export interface NlbHopSource extends Omit<NlbFlowEntry, "keepHop"> {
  readonly connection: ConnectionInfo;
  readonly dialed: Dialer | null;
  readonly targetConnection: ConnectionInfo | null;
  /** Monotonic milliseconds; 0 while there is no connection to the target. */
  readonly connectedAtMs: number;
  targetCertificate(): PeerCertificate | null;
}

export class NlbKeptHop implements KeptHop {
  readonly kind = "nlb";
  readonly ticket: JourneyTicket | null;
  readonly startedAtMs: number;
  /** 0 while the flow is under way. */
  readonly finishedAtMs: number;
  readonly status = 0;
  readonly failure: Failure | null;
  readonly requestId = "";
  readonly traceId = "";
  readonly method = "";
  readonly target = "";
  readonly host: string;
  readonly resources: readonly string[];
  readonly arrivedOn: string;
  readonly leftOn: string;
  readonly weight = WEIGHT;

  readonly snapshot: ListenerSnapshot;
  readonly connection: ConnectionInfo;
  readonly targetGroupArn: string;
  readonly targetGroup: TargetGroupFacts | null;
  /** "address:port", "" when none was chosen. */
  readonly chosenTarget: string;
  readonly failedOpen: boolean;
  readonly targetConnection: KeptTargetConnection | null;
  readonly connectedAtMs: number;
  readonly resetBy: NlbFlowEntry["resetBy"];
  readonly receivedBytes: number;
  readonly sentBytes: number;

  constructor(runtime: NlbRuntime, source: NlbHopSource) {
    const { snapshot, targetGroupArn, dialed, targetConnection: info } = source;
    this.ticket = source.journey;
    this.startedAtMs = source.startedAtMs;
    this.finishedAtMs = source.finishedAtMs;
    this.failure = source.failure;
    this.host = source.serverName;
    this.snapshot = snapshot;
    this.connection = source.connection;
    this.targetGroupArn = targetGroupArn;
    this.targetGroup = targetGroupArn === "" ? null : runtime.targets.facts(targetGroupArn);
    this.chosenTarget = source.target;
    this.failedOpen = source.failedOpen;
    this.targetConnection =
      dialed === null || info === null
        ? null
        : keepTargetConnection(
            {
              description: dialed.description,
              info,
              peerCertificate: () => source.targetCertificate(),
            },
            true,
          );
    this.connectedAtMs = source.connectedAtMs;
    this.resetBy = source.resetBy;
    this.receivedBytes = source.receivedBytes;
    this.sentBytes = source.sentBytes;
    const resources = [snapshot.loadBalancerArn, snapshot.listenerArn];
    if (targetGroupArn !== "") resources.push(targetGroupArn);
    this.resources = resources;
    this.arrivedOn = `${source.clientAddress}:${source.clientPort}`;
    this.leftOn = this.targetConnection?.arrivesAs ?? "";
  }

  headers(): readonly [] {
    return [];
  }

  compose(frame: Parameters<KeptHop["compose"]>[0]): JourneyHop {
    return {
      kind: "nlb",
      resource: this.snapshot.loadBalancerArn,
      name: this.snapshot.loadBalancerId,
      startedAtMs: this.startedAtMs + frame.wallOffsetMs,
      durationMs: this.finishedAtMs === 0 ? 0 : Math.max(0, this.finishedAtMs - this.startedAtMs),
      status: 0,
      steps: nlbSteps(this, frame.journeyStartMs),
      failure: this.failure,
      next: frame.next,
    };
  }
}
