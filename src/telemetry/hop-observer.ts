// Where logs, metrics and journeys hook into the data plane. Each hop keeps what it decided in fields of its own
// per-request object, which satisfies one of the entries below; when the request is over the hop hands that object to
// the observer, which reads what it wants and keeps no reference. What is to be kept is copied by `keepHop`.
import type { Failure } from "../base/failure.ts";
import type { Scope } from "../store/records.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";
import type { JourneyTicket, KeptHop } from "./journeys/kept-hop.ts";

/** What every hop's entry has for journeys. */
export interface FollowedEntry {
  /** Null unless the request is followed. */
  readonly journey: JourneyTicket | null;
  /** Copies what a journey needs. Called for followed requests and for those that failed. */
  keepHop(): KeptHop;
}

/** What an Application Load Balancer knows of a request when it is over (fields of its access log). */
export interface AlbRequestEntry extends FollowedEntry {
  readonly snapshot: ListenerSnapshot;
  /** What the client's connection is: "http", "https", "ws" or "wss" (h2 and grpcs do not occur). */
  readonly connectionType: "http" | "https" | "ws" | "wss";
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
  /** The head was complete. */
  readonly headAtMs: number;
  /** "HTTP/1.1", "" when it could not be read. */
  readonly httpVersion: string;
  /** Of the client's TLS connection; "" without TLS. */
  readonly tlsCipher: string;
  readonly tlsProtocol: string;
  readonly serverName: string;
  readonly certificateArn: string;
  /** "TID_" and 32 hexadecimal digits, the same for all requests of a connection. */
  readonly connectionTraceId: string;
  /** AWS's error_reason, "" for none. */
  readonly errorReason: string;
  /** Rules that were evaluated, the default one not counted. */
  readonly ruleEvaluations: number;
  /** Whether the connection to the target was made for this request. */
  readonly targetConnectionIsNew: boolean;
  /** The group routed to its unhealthy targets because it had too few healthy ones. */
  readonly failedOpen: boolean;
}

/** What an NLB knows of a flow when it is over. */
export interface NlbFlowEntry extends FollowedEntry {
  readonly snapshot: ListenerSnapshot;
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
  /** Milliseconds; -1 without TLS or when it failed. */
  readonly tlsHandshakeMs: number;
  readonly tlsCipher: string;
  readonly tlsProtocol: string;
  readonly serverName: string;
  readonly certificateArn: string;
  readonly alpn: string;
  /** The group routed to its unhealthy targets because it had no healthy one. */
  readonly failedOpen: boolean;
}

/** What an HTTP API knows of a request when it is over ($context variables of its access log). */
export interface HttpApiRequestEntry extends FollowedEntry {
  readonly scope: Scope;
  /** Metrics of the route are wanted too. */
  readonly detailedMetrics: boolean;
  readonly apiId: string;
  readonly apiName: string;
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
}

/** What a REST API knows of a request when it is over ($context variables of its access log). */
export interface RestApiRequestEntry extends FollowedEntry {
  readonly scope: Scope;
  /** Metrics of the method are wanted too. */
  readonly detailedMetrics: boolean;
  readonly account: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
  readonly resourceId: string;
  /** "" when caching was not on for the method. */
  readonly cacheResult: "" | "hit" | "miss";
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
}

/** A client's connection to a listener, told once when it is there and once when it is gone. */
export interface ListenerConnectionEntry {
  readonly snapshot: ListenerSnapshot;
  readonly clientAddress: string;
  readonly clientPort: number;
  /** The TLS handshake failed, or the load balancer would not have the connection; then it is told only once. */
  readonly failure: Failure | null;
  /** Milliseconds; -1 without TLS or when it failed. */
  readonly tlsHandshakeMs: number;
  readonly tlsCipher: string;
  readonly tlsProtocol: string;
  readonly serverName: string;
  readonly connectionTraceId: string;
}

export interface HopObserver {
  albRequest(entry: AlbRequestEntry): void;
  /** At a flow's start, so that those in progress can be counted; `nlbFlow` is told at its end. */
  nlbFlowStarted(entry: NlbFlowEntry): void;
  nlbFlow(entry: NlbFlowEntry): void;
  httpApiRequest(entry: HttpApiRequestEntry): void;
  restApiRequest(entry: RestApiRequestEntry): void;
  /** Connections to listeners of Application Load Balancers, and handshakes that failed on any listener. */
  connectionOpened(entry: ListenerConnectionEntry): void;
  connectionClosed(entry: ListenerConnectionEntry): void;
}

/** Observes nothing. */
export const silentObserver: HopObserver = {
  albRequest() {},
  nlbFlowStarted() {},
  nlbFlow() {},
  httpApiRequest() {},
  restApiRequest() {},
  connectionOpened() {},
  connectionClosed() {},
};
