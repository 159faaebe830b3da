// What the data plane runs on: plain data, one value per stage, listener, target group and VPC link, made from
// records when they change and never touched again. A request takes the pointer once and sees one state from
// start to end. AWS's member names end here; on the request path names are ours, with units.

export interface CorsSnapshot {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number | null;
  readonly allowCredentials: boolean;
}

export interface ThrottleSnapshot {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface RouteSnapshot {
  readonly routeId: string;
  /** "GET /pets/{id}", "ANY /{proxy+}" or "$default". */
  readonly routeKey: string;
  readonly integrationId: string | null;
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
  /** Of the route's own settings, else the stage's default ones, else null. */
  readonly throttle: ThrottleSnapshot | null;
  readonly detailedMetrics: boolean;
}

export interface IntegrationSnapshot {
  readonly integrationId: string;
  readonly type: "HTTP_PROXY" | "AWS_PROXY";
  readonly connectionType: "INTERNET" | "VPC_LINK";
  readonly vpcLinkId: string | null;
  /** "ANY" passes the client's method on. */
  readonly method: string;
  /** A URL, a listener ARN or a Cloud Map service ARN; may hold {parameters} and ${stageVariables.x}. */
  readonly uri: string;
  readonly timeoutMs: number;
  readonly serverNameToVerify: string | null;
  readonly requestParameters: Readonly<Record<string, string>>;
  /** By status code, "200" … "599". */
  readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a stage of an HTTP API serves: its deployment's content with the stage's own settings. */
export interface HttpApiStageSnapshot {
  readonly account: string;
  readonly region: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
  readonly deploymentId: string;
  /** {api-id}.execute-api.{region}.amazonaws.com */
  readonly endpointHost: string;
  readonly disableExecuteApiEndpoint: boolean;
  readonly cors: CorsSnapshot | null;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly routes: readonly RouteSnapshot[];
  readonly integrations: Readonly<Record<string, IntegrationSnapshot>>;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | null;
}

/** One security group rule, addresses and peers written out. */
export interface SecurityRuleSnapshot {
  /** IP protocol: "tcp", "udp", "icmp", a number, or "-1" for all. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrs: readonly string[];
  readonly peerGroupIds: readonly string[];
}

export interface SecurityGroupSnapshot {
  readonly groupId: string;
  readonly ingress: readonly SecurityRuleSnapshot[];
  readonly egress: readonly SecurityRuleSnapshot[];
}

export interface VpcLinkSnapshot {
  readonly account: string;
  readonly region: string;
  readonly vpcLinkId: string;
  readonly name: string;
  /** PENDING, AVAILABLE, DELETING, FAILED or INACTIVE. */
  readonly status: string;
  readonly vpcId: string;
  /** One network interface per subnet. */
  readonly interfaceAddresses: readonly string[];
  readonly securityGroups: readonly SecurityGroupSnapshot[];
}

export interface CertificateSnapshot {
  readonly certificateArn: string;
  /** Leaf first, then the chain. */
  readonly certificateChainPem: string;
  readonly privateKeyPem: string;
  readonly isDefault: boolean;
}

export interface ConditionSnapshot {
  readonly field:
    | "host-header"
    | "path-pattern"
    | "http-header"
    | "http-request-method"
    | "query-string"
    | "source-ip";
  /** The header's name for http-header, else "". */
  readonly headerName: string;
  readonly values: readonly string[];
  readonly regexValues: readonly string[];
  /** For query-string only. */
  readonly pairs: readonly { readonly key: string | null; readonly value: string }[];
}

export interface WeightedTargetGroupSnapshot {
  readonly targetGroupArn: string;
  readonly weight: number;
}

export type ActionSnapshot =
  | { readonly type: "forward"; readonly targetGroups: readonly WeightedTargetGroupSnapshot[] }
  | {
      readonly type: "redirect";
      readonly statusCode: 301 | 302;
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | {
      readonly type: "fixed-response";
      readonly statusCode: number;
      readonly contentType: string;
      readonly messageBody: string;
    }
  | { readonly type: "unsupported"; readonly name: string };

export interface RuleSnapshot {
  readonly ruleArn: string;
  /** 1 to 50000; Infinity does not survive JSON, so the default rule has 0 and isDefault. */
  readonly priority: number;
  readonly isDefault: boolean;
  readonly conditions: readonly ConditionSnapshot[];
  readonly actions: readonly ActionSnapshot[];
}

export type DesyncMode = "monitor" | "defensive" | "strictest";

/** Attributes of a load balancer and its listener that decide how requests are handled. */
export interface AlbSettingsSnapshot {
  readonly idleTimeoutMs: number;
  readonly clientKeepAliveMs: number;
  readonly desyncMode: DesyncMode;
  readonly dropInvalidHeaderFields: boolean;
  readonly preserveHostHeader: boolean;
  readonly addTlsHeaders: boolean;
  readonly xffClientPort: boolean;
  readonly xffMode: "append" | "preserve" | "remove";
  readonly serverHeader: boolean;
  /** Name and value of fields that the listener's attributes set on every answer. */
  readonly responseFields: readonly (readonly [name: string, value: string])[];
}

export interface TlsPolicySnapshot {
  readonly name: string;
  readonly minVersion: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  readonly maxVersion: "TLSv1.2" | "TLSv1.3";
  /** OpenSSL names joined by colons, in order of preference. */
  readonly ciphers: string;
}

export interface ListenerSnapshot {
  readonly account: string;
  readonly region: string;
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly loadBalancerName: string;
  /** "app/NAME/ID" or "net/NAME/ID". */
  readonly loadBalancerId: string;
  readonly loadBalancerType: "application" | "network";
  readonly dnsName: string;
  readonly scheme: "internet-facing" | "internal";
  readonly vpcId: string;
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  readonly port: number;
  /** Private addresses of the load balancer's nodes, one per subnet. */
  readonly nodeAddresses: readonly string[];
  /** null: the load balancer has none (an NLB made without), everything may connect. */
  readonly securityGroups: readonly SecurityGroupSnapshot[] | null;
  readonly certificates: readonly CertificateSnapshot[];
  readonly tlsPolicy: TlsPolicySnapshot | null;
  /** ALPN protocols offered by a TLS listener, in order. */
  readonly alpnProtocols: readonly string[];
  /** In order of priority, the default rule last. */
  readonly rules: readonly RuleSnapshot[];
  /** ALB only. */
  readonly alb: AlbSettingsSnapshot | null;
  /** NLB only: how long a TCP flow may be idle. */
  readonly tcpIdleTimeoutMs: number;
}

export interface TargetSnapshot {
  /** As registered: an address, an instance id or a load balancer ARN. */
  readonly id: string;
  readonly port: number;
  /** Where to connect: an address or host name; null for an instance whose address is not known, or an alb. */
  readonly address: string | null;
  /** For targets of type alb. */
  readonly loadBalancerArn: string | null;
  readonly availabilityZone: string | null;
  /** Wall time at which draining ends; null while registered. */
  readonly drainingUntilMs: number | null;
}

export interface HealthCheckSnapshot {
  readonly enabled: boolean;
  readonly protocol: "HTTP" | "HTTPS" | "TCP";
  /** null: the target's own port. */
  readonly port: number | null;
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** "200", "200-299", "200,202"; "" for TCP. */
  readonly matcher: string;
}

export interface TargetGroupSnapshot {
  readonly account: string;
  readonly region: string;
  readonly targetGroupArn: string;
  readonly name: string;
  /** "targetgroup/NAME/ID" */
  readonly targetGroupId: string;
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  readonly protocolVersion: "HTTP1" | "HTTP2" | "GRPC";
  readonly targetType: "instance" | "ip" | "lambda" | "alb";
  readonly healthCheck: HealthCheckSnapshot;
  readonly targets: readonly TargetSnapshot[];
  /** A listener or rule refers to it. */
  readonly inUse: boolean;
  /** The node address and listener port that NLB health checks present as Host. */
  readonly healthCheckHost: string;
  readonly deregistrationDelayMs: number;
  readonly deregistrationTermination: boolean;
  readonly unhealthyTermination: boolean;
  readonly algorithm: "round_robin" | "least_outstanding_requests" | "weighted_random";
  readonly minimumHealthyCount: number;
  /** null: off. */
  readonly minimumHealthyPercentage: number | null;
  readonly proxyProtocolV2: boolean;
  readonly preserveClientIp: boolean;
}

export interface SnapshotTypes {
  "http-api-stage": HttpApiStageSnapshot;
  "vpc-link": VpcLinkSnapshot;
  listener: ListenerSnapshot;
  "target-group": TargetGroupSnapshot;
}

export type SnapshotKind = keyof SnapshotTypes;

/** Told of every snapshot that was made anew or is gone (null). A promise is waited for before the write is acknowledged. */
export type SnapshotListener<K extends SnapshotKind> = (
  key: string,
  snapshot: SnapshotTypes[K] | null,
) => Promise<void> | void;

/**
 * The current snapshots. Keys: "ApiId/StageName", VpcLinkId, ListenerArn, TargetGroupArn (ids of API Gateway
 * are unique across accounts and regions here).
 */
export interface Snapshots {
  get<K extends SnapshotKind>(kind: K, key: string): SnapshotTypes[K] | undefined;
  keys(kind: SnapshotKind): Iterable<string>;
  /** `listener` is first told of what is there already. */
  subscribe<K extends SnapshotKind>(kind: K, listener: SnapshotListener<K>): void;
}
