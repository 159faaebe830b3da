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
import type { CertificateDetail } from "@aws-sdk/client-acm";
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
}

export type RecordKind = keyof RecordBodies;

/** Every kind, for what has to go through all of them. */
export const RECORD_KINDS = [
  "http-api",
  "http-api-route",
  "http-api-integration",
  "http-api-stage",
  "http-api-deployment",
  "vpc-link",
  "load-balancer",
  "listener",
  "rule",
  "target-group",
  "target",
  "certificate",
  "account-region",
  "vpc",
  "subnet",
  "security-group",
  "network-interface",
  "instance",
  "listener-address",
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
