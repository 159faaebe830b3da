// The typed set of resources a diagnosis needs. It has several sources (the local store, an AWS account, templates,
// Terraform plans) and one shape, built of AWS's own shapes: what the SDK answers is what rules read. Ids are AWS's,
// or such as the source makes up so that its resources find each other (templates know no ids yet).
import type { CertificateDetail } from "@aws-sdk/client-acm";
import type {
  Resource,
  RestApi,
  Stage as RestStage,
  VpcLink as RestVpcLink,
} from "@aws-sdk/client-api-gateway";
import type { Api, Integration, Route, Stage, VpcLink } from "@aws-sdk/client-apigatewayv2";
import type { Subnet } from "@aws-sdk/client-ec2";
import type {
  Listener,
  LoadBalancer,
  Rule,
  TargetDescription,
  TargetGroup,
  TargetHealth,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { SecurityGroupSnapshot } from "../store/snapshots.ts";

/** Where a resource is written down, for people and for SARIF. */
export interface SourceLocation {
  /** Path of a template or plan; "" for live resources. */
  readonly file: string;
  /** 1-based; 0 when there is no line. */
  readonly line: number;
  readonly column: number;
  /** Logical id, Terraform address, or ARN. */
  readonly address: string;
}

export interface InventoryItem {
  readonly arn: string;
  readonly location: SourceLocation;
}

/** "unreadable": it may be there, but could not be read (no permission). */
export type Deployed<Content> = Content | null | "unreadable";

export interface HttpApiContentItem {
  readonly routes: readonly Route[];
  readonly integrations: readonly Integration[];
}

export interface HttpApiStageItem extends InventoryItem {
  readonly stage: Stage;
  /** What the stage serves; null when nothing was deployed to it. */
  readonly deployed: Deployed<HttpApiContentItem>;
}

export interface HttpApiItem extends InventoryItem, HttpApiContentItem {
  readonly api: Api;
  readonly stages: readonly HttpApiStageItem[];
  /** True where a template or plan gives it one, by which clients come with another Host field. */
  readonly hasCustomDomain?: boolean;
  /** Of routes and integrations of their own in a template, by RouteId or IntegrationId. */
  readonly locations: ReadonlyMap<string, SourceLocation>;
}

export interface RestApiContentItem {
  /** Methods with their integrations are in resourceMethods, as GetResources embeds them. */
  readonly resources: readonly Resource[];
}

export interface RestApiStageItem extends InventoryItem {
  readonly stage: RestStage;
  readonly deployed: Deployed<RestApiContentItem>;
}

export interface RestApiItem extends InventoryItem, RestApiContentItem {
  readonly restApi: RestApi;
  readonly stages: readonly RestApiStageItem[];
  /** Of methods, by "resourceId/GET". */
  readonly locations: ReadonlyMap<string, SourceLocation>;
}

export interface VpcLinkItem extends InventoryItem {
  readonly vpcLink: VpcLink;
}

export interface RestVpcLinkItem extends InventoryItem {
  readonly vpcLink: RestVpcLink;
}

export interface LoadBalancerItem extends InventoryItem {
  readonly loadBalancer: LoadBalancer;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ListenerItem extends InventoryItem {
  readonly listener: Listener;
  readonly attributes: Readonly<Record<string, string>>;
  /** All, the default one first. */
  readonly certificateArns: readonly string[];
  /** In order of priority, the default rule last. */
  readonly rules: readonly Rule[];
}

export interface TargetGroupItem extends InventoryItem {
  readonly targetGroup: TargetGroup;
  readonly attributes: Readonly<Record<string, string>>;
  readonly targets: readonly TargetItem[];
}

export interface TargetItem {
  readonly target: TargetDescription;
  /** Null where the source knows no health (templates). */
  readonly health: TargetHealth | null;
}

export interface CertificateItem extends InventoryItem {
  readonly certificate: CertificateDetail;
  /** Subject's common name and subject alternative names. */
  readonly names: readonly string[];
  /** Leaf and chain, "" when it could not be read. */
  readonly chainPem: string;
  /** Whether what private hops trust (public roots, and Postern's local authority on Postern) leads to it; null: cannot be told. */
  readonly isTrusted: boolean | null;
  /** Why not, in words; "" when trusted or not known. */
  readonly distrust: string;
}

export interface SecurityGroupItem extends InventoryItem {
  readonly name: string;
  readonly vpcId: string;
  readonly group: SecurityGroupSnapshot;
}

export interface SubnetItem extends InventoryItem {
  readonly subnet: Subnet;
}

/** Something that should have been read and was not. */
export interface Unreadable {
  /** "attributes of load balancer app/shop/…", and which part of the inventory it belongs to. */
  readonly what: string;
  readonly part: InventoryPart;
  readonly why: string;
}

export interface Inventory {
  readonly source: {
    readonly kind: "store" | "aws" | "cloudformation" | "terraform";
    /** For people: "Postern at http://127.0.0.1:4566", "template.yaml". */
    readonly name: string;
    readonly account: string;
    readonly region: string;
    /** Of what speaks AWS's APIs; absent for AWS itself, and for what does not run. */
    readonly endpoint?: string;
    /** "AWS" or "Postern": who will run it. */
    readonly isPostern: boolean;
  };
  readonly httpApis: readonly HttpApiItem[];
  readonly restApis: readonly RestApiItem[];
  readonly vpcLinks: readonly VpcLinkItem[];
  readonly restVpcLinks: readonly RestVpcLinkItem[];
  readonly loadBalancers: readonly LoadBalancerItem[];
  readonly listeners: readonly ListenerItem[];
  readonly targetGroups: readonly TargetGroupItem[];
  readonly certificates: readonly CertificateItem[];
  readonly securityGroups: readonly SecurityGroupItem[];
  readonly subnets: readonly SubnetItem[];
  readonly unreadable: readonly Unreadable[];
}

/** What a rule may declare that it reads. */
export type InventoryPart = Exclude<keyof Inventory, "source" | "unreadable">;
