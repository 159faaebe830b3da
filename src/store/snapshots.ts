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

/** The S3 bucket that a log of a load balancer goes to. */
export interface LogDeliverySnapshot {
  readonly bucket: string;
  /** "" for none. */
  readonly prefix: string;
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
  /** Names of the nodes' Availability Zones, in the subnets' order. Unknown when left out. */
  readonly nodeZones?: readonly string[];
  /** null: the load balancer has none (an NLB made without), everything may connect. */
  readonly securityGroups: readonly SecurityGroupSnapshot[] | null;
  /** False: an NLB's security groups let everything in that comes through PrivateLink. They do not when left out. */
  readonly enforcesPrivateLinkRules?: boolean;
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
  /** Null, or left out: the load balancer writes none. */
  readonly accessLog?: LogDeliverySnapshot | null;
  readonly connectionLog?: LogDeliverySnapshot | null;
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

/** A VPC link of the first kind, towards one Network Load Balancer. */
export interface RestVpcLinkSnapshot {
  readonly account: string;
  readonly region: string;
  readonly vpcLinkId: string;
  readonly name: string;
  /** PENDING, AVAILABLE, DELETING or FAILED. */
  readonly status: string;
  readonly statusMessage: string;
  /** The Network Load Balancer. */
  readonly loadBalancerArn: string;
}

/** How a REST API's integration or method answers a status. */
export interface RestIntegrationResponseSnapshot {
  readonly statusCode: number;
  /** A Java regular expression; "" for the default one. */
  readonly selectionPattern: string;
  /** "method.response.header.X" → "integration.response.header.Y", "'static'", … */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** By content type. */
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | null;
}

export interface RestIntegrationSnapshot {
  readonly type: "HTTP" | "HTTP_PROXY" | "MOCK" | "AWS" | "AWS_PROXY";
  /** "" for MOCK; "ANY" passes the client's method on. */
  readonly httpMethod: string;
  /** As configured: may hold {parameters} and ${stageVariables.x}. */
  readonly uri: string;
  readonly connectionType: "INTERNET" | "VPC_LINK";
  /** A VPC link's id of either kind, or ${stageVariables.x}; "" for public ones. */
  readonly connectionId: string;
  /** Load balancer or listener ARN, for VPC links of the second kind; "" else. */
  readonly integrationTarget: string;
  readonly credentials: string;
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
  readonly passthroughBehavior: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly contentHandling: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | null;
  readonly streams: boolean;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** The default one (without pattern) last. */
  readonly responses: readonly RestIntegrationResponseSnapshot[];
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
}

/** Settings of a stage for one method; what the stage says of all methods is in it. */
export interface RestMethodSettingsSnapshot {
  readonly metricsEnabled: boolean;
  readonly loggingLevel: "OFF" | "ERROR" | "INFO";
  readonly dataTraceEnabled: boolean;
  readonly throttle: ThrottleSnapshot | null;
  readonly cachingEnabled: boolean;
  readonly cacheTtlSeconds: number;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy:
    | "FAIL_WITH_403"
    | "SUCCEED_WITH_RESPONSE_HEADER"
    | "SUCCEED_WITHOUT_RESPONSE_HEADER";
}

export interface RestMethodSnapshot {
  readonly resourceId: string;
  /** "/pets/{petId}" */
  readonly resourcePath: string;
  /** "GET" … or "ANY". */
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId: string;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName: string;
  /** "method.request.header.X" → required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type → model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validatesBody: boolean;
  readonly validatesParameters: boolean;
  /** Status codes that are declared, "200" …, with the headers each declares. */
  readonly methodResponses: Readonly<Record<string, RestMethodResponseSnapshot>>;
  /** null: none was put. */
  readonly integration: RestIntegrationSnapshot | null;
  readonly settings: RestMethodSettingsSnapshot;
}

export interface RestMethodResponseSnapshot {
  /** "method.response.header.X" of those declared. */
  readonly responseParameters: readonly string[];
  readonly responseModels: Readonly<Record<string, string>>;
}

export interface RestGatewayResponseSnapshot {
  /** null: the type's own. */
  readonly statusCode: number | null;
  /** "gatewayresponse.header.X" → "'static'", "method.request.header.Y", "context.z" … */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

export interface RestAuthorizerSnapshot {
  readonly authorizerId: string;
  readonly name: string;
  readonly type: "TOKEN" | "REQUEST" | "COGNITO_USER_POOLS";
  readonly providerArns: readonly string[];
  readonly authorizerUri: string;
  readonly identitySource: string;
  readonly identityValidationExpression: string;
  readonly resultTtlSeconds: number;
}

/** What a deployment froze, compiled. A stage has one, a canary another. */
export interface RestApiContentSnapshot {
  readonly deploymentId: string;
  readonly apiName: string;
  readonly disableExecuteApiEndpoint: boolean;
  readonly apiKeySource: "HEADER" | "AUTHORIZER";
  readonly binaryMediaTypes: readonly string[];
  /** null: answers are not compressed. */
  readonly minimumCompressionBytes: number | null;
  readonly endpointType: "EDGE" | "REGIONAL" | "PRIVATE";
  readonly policy: string;
  readonly methods: readonly RestMethodSnapshot[];
  /** Model name → JSON Schema, as text. */
  readonly models: Readonly<Record<string, string>>;
  /** Response type → what was customised. */
  readonly gatewayResponses: Readonly<Record<string, RestGatewayResponseSnapshot>>;
  readonly authorizers: Readonly<Record<string, RestAuthorizerSnapshot>>;
}

export interface RestCanarySnapshot {
  /** 0.0 to 100.0 */
  readonly percentTraffic: number;
  readonly useStageCache: boolean;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly content: RestApiContentSnapshot;
}

/** What a stage of a REST API serves: its deployment's content with the stage's own settings. */
export interface RestApiStageSnapshot {
  readonly account: string;
  readonly region: string;
  readonly apiId: string;
  readonly stageName: string;
  /** {api-id}.execute-api.{region}.amazonaws.com */
  readonly endpointHost: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly content: RestApiContentSnapshot;
  readonly canary: RestCanarySnapshot | null;
  readonly cacheEnabled: boolean;
  /** The gigabytes of the stage's cache, "0.5" … "237". */
  readonly cacheSize: string;
  readonly tracingEnabled: boolean;
  readonly clientCertificate: {
    readonly certificatePem: string;
    readonly privateKeyPem: string;
  } | null;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | null;
}

export interface ApiKeySnapshot {
  readonly account: string;
  readonly region: string;
  readonly apiKeyId: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

export interface UsagePlanSnapshot {
  readonly account: string;
  readonly region: string;
  readonly usagePlanId: string;
  readonly name: string;
  readonly throttle: ThrottleSnapshot | null;
  readonly quota: {
    readonly limit: number;
    readonly offset: number;
    readonly period: "DAY" | "WEEK" | "MONTH";
  } | null;
  readonly apiStages: readonly {
    readonly apiId: string;
    readonly stageName: string;
    /** "/pets/GET" → limits. */
    readonly methodThrottles: Readonly<Record<string, ThrottleSnapshot>>;
  }[];
  readonly apiKeyIds: readonly string[];
}

/** What a key has used of a plan, as far as it was written down. */
export interface ApiKeyUsageSnapshot {
  readonly account: string;
  readonly region: string;
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  /** "2026-11-22" → requests */
  readonly usedByDay: Readonly<Record<string, number>>;
  /** Granted on top of the plan's quota. */
  readonly extraQuota: number;
}

export interface SnapshotTypes {
  "http-api-stage": HttpApiStageSnapshot;
  "vpc-link": VpcLinkSnapshot;
  listener: ListenerSnapshot;
  "target-group": TargetGroupSnapshot;
  "rest-api-stage": RestApiStageSnapshot;
  "rest-vpc-link": RestVpcLinkSnapshot;
  "api-key": ApiKeySnapshot;
  "usage-plan": UsagePlanSnapshot;
  "api-key-usage": ApiKeyUsageSnapshot;
}

export type SnapshotKind = keyof SnapshotTypes;

/** Told of every snapshot that was made anew or is gone (null). A promise is waited for before the write is acknowledged. */
export type SnapshotListener<K extends SnapshotKind> = (
  key: string,
  snapshot: SnapshotTypes[K] | null,
) => Promise<void> | void;

/**
 * The current snapshots. Keys: "ApiId/StageName", VpcLinkId, ListenerArn, TargetGroupArn, api key and usage plan ids,
 * "UsagePlanId/ApiKeyId" (ids of API Gateway are unique across accounts and regions here).
 */
export interface Snapshots {
  get<K extends SnapshotKind>(kind: K, key: string): SnapshotTypes[K] | undefined;
  keys(kind: SnapshotKind): Iterable<string>;
  /** `listener` is first told of what is there already. */
  subscribe<K extends SnapshotKind>(kind: K, listener: SnapshotListener<K>): void;
}
