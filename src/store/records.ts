// What is stored, kind by kind. A record's body is AWS's own shape (the SDK's types) plus what AWS keeps but does
// not show. Records live in one account and region; ids are unique within kind, account and region.
import type {
  Api,
  Deployment,
  Integration,
  Route,
  Stage,
  VpcLink,
} from "@aws-sdk/client-apigatewayv2";
import type {
  Account,
  ApiKey,
  Authorizer,
  BasePathMapping,
  ClientCertificate,
  Deployment as RestDeployment,
  DocumentationPart,
  DocumentationVersion,
  DomainName,
  GatewayResponse,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  Stage as RestStage,
  UsagePlan,
  UsagePlanKey,
  VpcLink as RestVpcLink,
} from "@aws-sdk/client-api-gateway";
import type { CertificateDetail } from "@aws-sdk/client-acm";
import type {
  ActionsSuppressedBy,
  AlarmHistoryItem,
  CompositeAlarm,
  MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import type { QueryDefinition, ResourcePolicy } from "@aws-sdk/client-cloudwatch-logs";
import type {
  NetworkInterface,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Vpc,
} from "@aws-sdk/client-ec2";
import type {
  Listener,
  LoadBalancer,
  Rule,
  TargetDescription,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";

export type Tags = Record<string, string>;

/** Everything of an HTTP API that a deployment freezes. */
export interface HttpApiContent {
  readonly api: Api;
  readonly routes: readonly Route[];
  readonly integrations: readonly Integration[];
}

/** Everything of a REST API that a deployment freezes. */
export interface RestApiContent {
  readonly restApi: RestApi;
  readonly resources: readonly Resource[];
  readonly models: readonly Model[];
  readonly requestValidators: readonly RequestValidator[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly authorizers: readonly Authorizer[];
}

export interface RecordBodies {
  /** id: ApiId */
  "http-api": { api: Api };
  /** id: ApiId/RouteId */
  "http-api-route": { route: Route };
  /** id: ApiId/IntegrationId */
  "http-api-integration": { integration: Integration };
  /** id: ApiId/StageName */
  "http-api-stage": { stage: Stage };
  /** id: ApiId/DeploymentId */
  "http-api-deployment": { deployment: Deployment; content: HttpApiContent };
  /** id: restApiId */
  "rest-api": { restApi: RestApi };
  /** id: restApiId/resourceId. Methods, integrations and their responses are in it, as GetResource embeds them. */
  "rest-resource": { resource: Resource };
  /** id: restApiId/deploymentId */
  "rest-deployment": { deployment: RestDeployment; content: RestApiContent };
  /** id: restApiId/stageName */
  "rest-stage": { stage: RestStage };
  /** id: restApiId/name */
  "rest-model": { model: Model };
  /** id: restApiId/id */
  "rest-request-validator": { requestValidator: RequestValidator };
  /** id: restApiId/responseType. Customised ones only. */
  "rest-gateway-response": { gatewayResponse: GatewayResponse };
  /** id: restApiId/id */
  "rest-authorizer": { authorizer: Authorizer };
  /** id: restApiId/id */
  "rest-documentation-part": { documentationPart: DocumentationPart };
  /** id: restApiId/version. The parts are frozen with it. */
  "rest-documentation-version": {
    documentationVersion: DocumentationVersion;
    parts: readonly DocumentationPart[];
  };
  /** id: vpcLinkId. VPC links of the first kind, towards a Network Load Balancer. */
  "rest-vpc-link": { vpcLink: RestVpcLink };
  /** id: apiKey id. The value is always in it. */
  "api-key": { apiKey: ApiKey };
  /** id: usagePlanId */
  "usage-plan": { usagePlan: UsagePlan };
  /** id: usagePlanId/keyId */
  "usage-plan-key": { usagePlanKey: UsagePlanKey };
  /** id: usagePlanId/keyId. Requests used, by day ("2026-11-22"), and what UpdateUsage granted on top. */
  "api-key-usage": { usedByDay: Record<string, number>; extraQuota: number };
  /** id: domainName */
  "rest-domain-name": { domainName: DomainName };
  /** id: domainName/basePath, "(none)" for the empty one */
  "base-path-mapping": { basePathMapping: BasePathMapping };
  /** id: clientCertificateId */
  "client-certificate": { clientCertificate: ClientCertificate; privateKeyPem: string };
  /** id: "account" */
  "rest-account": { account: Account };
  /** id: VpcLinkId */
  "vpc-link": { vpcLink: VpcLink };
  /** id: LoadBalancerArn */
  "load-balancer": { loadBalancer: LoadBalancer; attributes: Record<string, string>; tags: Tags };
  /** id: ListenerArn */
  listener: {
    listener: Listener;
    attributes: Record<string, string>;
    /** ARNs beside the default certificate. */
    extraCertificateArns: readonly string[];
    tags: Tags;
  };
  /** id: RuleArn. The default rule is a record too; its actions are the listener's DefaultActions. */
  rule: { rule: Rule; listenerArn: string; tags: Tags };
  /** id: TargetGroupArn */
  "target-group": { targetGroup: TargetGroup; attributes: Record<string, string>; tags: Tags };
  /** id: TargetGroupArn#Id:Port */
  target: {
    targetGroupArn: string;
    target: TargetDescription;
    registeredAtMs: number;
    /** Draining from then until the group's deregistration delay is over; null while registered. */
    deregisteredAtMs: number | null;
  };
  /** id: CertificateArn */
  certificate: {
    certificate: CertificateDetail;
    certificatePem: string;
    chainPem: string;
    privateKeyPem: string;
    tags: Tags;
    /** Of the request for it, which may be repeated with the same token. */
    idempotencyToken?: string;
  };
  /** id: queryDefinitionId. Logs Insights queries kept under a name. */
  "log-query-definition": { queryDefinition: QueryDefinition };
  /** id: account/policyName, or group/logGroupName for the policy of a log group. */
  "log-resource-policy": { policy: ResourcePolicy };
  /** id: "defaults". Says that the account and region have had their default network made. */
  "account-region": { defaultNetworkMade: true };
  /** id: VpcId */
  vpc: { vpc: Vpc };
  /** id: SubnetId */
  subnet: { subnet: Subnet };
  /** id: GroupId. Rules are kept as SecurityGroupRule; IpPermissions are derived from them. */
  "security-group": { securityGroup: SecurityGroup; rules: readonly SecurityGroupRule[] };
  /** id: NetworkInterfaceId. Of VPC links and load balancer nodes. */
  "network-interface": { networkInterface: NetworkInterface };
  /** id: instance id. Where an instance target is reached: an address or host name. */
  instance: { address: string };
  /** id: ListenerArn. The local address a listener is bound to, kept across restarts. */
  "listener-address": { address: string; port: number };
  /** id: AlarmName */
  "metric-alarm": { alarm: MetricAlarm; tags: Tags };
  /**
   * id: AlarmName. `children` and `suppressor` are the names of the alarms that its rule and its ActionsSuppressor
   * refer to; `suppressed` is what keeps its actions back and until when, null where only the suppressor ends it.
   */
  "composite-alarm": {
    alarm: CompositeAlarm;
    tags: Tags;
    children: readonly string[];
    suppressor: string | null;
    suppressed: { by: ActionsSuppressedBy; untilMs: number | null } | null;
  };
  /** id: AlarmName, percent-encoded/a number that counts up. Bounded for each alarm. */
  "alarm-history": { item: AlarmHistoryItem };
  /** id: DashboardName. The body is the JSON text as it was put. */
  dashboard: { body: string; lastModified: Date; tags: Tags };
}

export type RecordKind = keyof RecordBodies;

/** Every kind, for what has to go through all of them. */
export const RECORD_KINDS = [
  "http-api",
  "http-api-route",
  "http-api-integration",
  "http-api-stage",
  "http-api-deployment",
  "rest-api",
  "rest-resource",
  "rest-deployment",
  "rest-stage",
  "rest-model",
  "rest-request-validator",
  "rest-gateway-response",
  "rest-authorizer",
  "rest-documentation-part",
  "rest-documentation-version",
  "rest-vpc-link",
  "api-key",
  "usage-plan",
  "usage-plan-key",
  "api-key-usage",
  "rest-domain-name",
  "base-path-mapping",
  "client-certificate",
  "rest-account",
  "vpc-link",
  "load-balancer",
  "listener",
  "rule",
  "target-group",
  "target",
  "certificate",
  "log-query-definition",
  "log-resource-policy",
  "account-region",
  "vpc",
  "subnet",
  "security-group",
  "network-interface",
  "instance",
  "listener-address",
  "metric-alarm",
  "composite-alarm",
  "alarm-history",
  "dashboard",
] as const satisfies readonly RecordKind[];

/** Account and region that a record belongs to. */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** Where records of kinds that belong to the machine rather than to an account are kept. */
export const MACHINE_SCOPE: Scope = { account: "machine", region: "machine" };

/** Kinds that every account and region sees alike: they are about this machine. */
export const MACHINE_KINDS: ReadonlySet<RecordKind> = new Set(["instance", "listener-address"]);

export interface StoredRecord<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  /** Frozen, deeply: change a copy and put that. */
  readonly body: RecordBodies[K];
}

/** One committed change; `after` is null for a deletion, `before` for a creation. */
export interface RecordChange {
  readonly before: StoredRecord | null;
  readonly after: StoredRecord | null;
}
