// Where access logs, metrics and journeys hook into the data plane. Each hop keeps what it decided in fields of
// its own per-request object, which satisfies one of the entries below; when the request is over the hop hands
// that object to the observer, which reads what it wants and keeps no reference. `journey` is null unless the
// request asked for one, so that a step costs one comparison when nobody looks.
import type { Failure } from "../base/failure.ts";

/** One decision on a request's way. */
export interface JourneyStep {
  readonly hop: "gateway" | "vpc-link" | "listener" | "target";
  readonly decision: string;
  /** ARN or id of what decided. */
  readonly resource: string;
  readonly atMs: number;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly failure: Failure | null;
}

export interface Journey {
  readonly id: string;
  step(step: JourneyStep): void;
}

/** What an Application Load Balancer knows of a request when it is over (fields of its access log). */
export interface AlbRequestEntry {
  readonly listenerArn: string;
  readonly loadBalancerId: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly method: string;
  readonly requestTarget: string;
  readonly host: string;
  readonly userAgent: string;
  readonly traceId: string;
  /** The status sent to the client; 0 when the client left before one was sent; 460 as AWS logs it. */
  readonly elbStatus: number;
  /** 0 when no target answered. */
  readonly targetStatus: number;
  readonly targetGroupArn: string;
  /** "address:port", "" when none was chosen. */
  readonly target: string;
  readonly matchedRulePriority: number;
  readonly actionsExecuted: string;
  readonly redirectUrl: string;
  readonly desyncTier: number;
  readonly desyncReason: string;
  readonly failure: Failure | null;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Monotonic milliseconds; 0 where it did not come to that. */
  readonly startedAtMs: number;
  readonly sentToTargetAtMs: number;
  readonly targetAnsweredAtMs: number;
  readonly finishedAtMs: number;
  readonly invalidFieldsDropped: number;
  readonly invalidFieldsForwarded: number;
  readonly journey: Journey | null;
}

/** What an NLB knows of a flow when it is over. */
export interface NlbFlowEntry {
  readonly listenerArn: string;
  readonly loadBalancerId: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly targetGroupArn: string;
  readonly target: string;
  readonly failure: Failure | null;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  /** Who reset the flow, if anybody did. */
  readonly resetBy: "" | "client" | "target" | "load-balancer";
}

/** What an HTTP API knows of a request when it is over ($context variables of its access log). */
export interface HttpApiRequestEntry {
  readonly apiId: string;
  readonly stageName: string;
  readonly routeKey: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly host: string;
  readonly sourceAddress: string;
  readonly userAgent: string;
  readonly status: number;
  readonly responseLength: number;
  readonly integrationStatus: number;
  /** $context.error.message, .responseType and integrationErrorMessage; "" when there is no error. */
  readonly errorMessage: string;
  readonly errorResponseType: string;
  readonly integrationErrorMessage: string;
  readonly failure: Failure | null;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly startedAtMs: number;
  readonly integrationStartedAtMs: number;
  readonly integrationAnsweredAtMs: number;
  readonly finishedAtMs: number;
  readonly journey: Journey | null;
}

/** What a REST API knows of a request when it is over ($context variables of its access log). */
export interface RestApiRequestEntry {
  readonly account: string;
  readonly apiId: string;
  readonly stageName: string;
  readonly resourceId: string;
  readonly resourcePath: string;
  /** x-amzn-RequestId and x-amz-apigw-id. */
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly domainName: string;
  readonly sourceAddress: string;
  readonly userAgent: string;
  readonly isCanaryRequest: boolean;
  readonly apiKeyId: string;
  readonly status: number;
  readonly responseLength: number;
  readonly integrationStatus: number;
  /** $context.error.message, .responseType and integrationErrorMessage; "" when there is no error. */
  readonly errorMessage: string;
  readonly errorResponseType: string;
  readonly integrationErrorMessage: string;
  readonly validationErrorString: string;
  readonly failure: Failure | null;
  /** Lines of the execution log; null when the stage's settings want none. */
  readonly executionLog: readonly string[] | null;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly startedAtMs: number;
  readonly integrationStartedAtMs: number;
  readonly integrationAnsweredAtMs: number;
  readonly finishedAtMs: number;
  readonly journey: Journey | null;
}

export interface HopObserver {
  albRequest(entry: AlbRequestEntry): void;
  nlbFlow(entry: NlbFlowEntry): void;
  httpApiRequest(entry: HttpApiRequestEntry): void;
  restApiRequest(entry: RestApiRequestEntry): void;
}

/** Observes nothing. */
export const silentObserver: HopObserver = {
  albRequest() {},
  nlbFlow() {},
  httpApiRequest() {},
  restApiRequest() {},
};
