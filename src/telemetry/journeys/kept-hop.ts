// What a hop keeps of a request that somebody may want to see again: the failure, the head, the snapshot, and what
// was only known while it ran. Steps are made from it when it is asked for, by the pure planners of the hop.
import type { Failure } from "../../base/failure.ts";
import type { JourneyHop } from "./journey.ts";
import type { HopKind } from "./journey.ts";

/** A request that is followed. */
export interface JourneyTicket {
  readonly id: string;
  readonly reason: "asked" | "sampled";
  /** "x-postern-journey: ID\r\n" for the head of the answer when the request asked; "" for sampled ones. */
  readonly answerLine: string;
}

/** Made once a request is over, by the hop's own request object (keepHop). */
export interface KeptHop {
  readonly kind: HopKind;
  readonly ticket: JourneyTicket | null;
  /** Monotonic milliseconds. */
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly status: number;
  readonly failure: Failure | null;
  readonly requestId: string;
  readonly traceId: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  /** Every API id, stage, listener, load balancer and target group ARN that it touched, for filters. */
  readonly resources: readonly string[];
  /**
   * "address:port" of the client as this hop saw it, and of this hop as the next one sees it ("" when it went
   * nowhere private): a connection carries one request at a time, so these and the time join the hops of one way.
   */
  readonly arrivedOn: string;
  readonly leftOn: string;
  /** Bytes of memory it holds on to, roughly; what is kept is bounded by their sum. */
  readonly weight: number;
  /** Names and values of the request's fields, secrets replaced. */
  headers(): readonly (readonly [name: string, value: string])[];
  /**
   * The hop with its steps; `next` are the hops after it, made already. `wallOffsetMs` added to monotonic times
   * gives wall time, `journeyStartMs` is the monotonic time at which the journey began.
   */
  compose(frame: {
    readonly wallOffsetMs: number;
    readonly journeyStartMs: number;
    readonly next: readonly JourneyHop[];
  }): JourneyHop;
}
