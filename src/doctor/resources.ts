// How findings name the resources they are about: one function per kind, so that every rule names them alike.
import type {
  CertificateItem,
  HttpApiItem,
  HttpApiStageItem,
  ListenerItem,
  LoadBalancerItem,
  RestApiItem,
  RestApiStageItem,
  RestVpcLinkItem,
  SecurityGroupItem,
  TargetGroupItem,
  VpcLinkItem,
} from "./inventory.ts";
import type { FindingResource, StageToDeploy } from "./rule.ts";
import type { Way } from "./ways.ts";

export function integrationResource(way: Way): FindingResource {
  const { integration, apiId } = way;
  const isHttp = way.api.kind === "http";
  return {
    kind: isHttp ? "integration" : "method integration",
    id: `${apiId}/${integration.id}`,
    name: isHttp
      ? `integration ${integration.id} of HTTP API ${way.apiName} (${apiId})`
      : `integration of ${way.routeKeys[0] ?? ""} of REST API ${way.apiName} (${apiId})`,
    location: integration.item.location,
  };
}

export function httpApiResource(item: HttpApiItem): FindingResource {
  const id = item.api.ApiId ?? "";
  const name = `HTTP API ${item.api.Name ?? ""} (${id})`;
  return { kind: "HTTP API", id, name, location: item.location };
}

export function restApiResource(item: RestApiItem): FindingResource {
  const id = item.restApi.id ?? "";
  const name = `REST API ${item.restApi.name ?? ""} (${id})`;
  return { kind: "REST API", id, name, location: item.location };
}

export function stageResource(
  api: HttpApiItem | RestApiItem,
  stage: HttpApiStageItem | RestApiStageItem,
): FindingResource {
  const apiId = "api" in api ? (api.api.ApiId ?? "") : (api.restApi.id ?? "");
  const apiName = "api" in api ? (api.api.Name ?? "") : (api.restApi.name ?? "");
  const shape = stage.stage;
  const stageName = ("StageName" in shape ? shape.StageName : undefined) ?? restStageName(stage);
  return {
    kind: "stage",
    id: `${apiId}/${stageName}`,
    name: `stage ${stageName} of API ${apiName} (${apiId})`,
    location: stage.location,
  };
}

function restStageName(stage: HttpApiStageItem | RestApiStageItem): string {
  return "stageName" in stage.stage ? (stage.stage.stageName ?? "") : "";
}

export function vpcLinkResource(item: VpcLinkItem | RestVpcLinkItem): FindingResource {
  const { vpcLink } = item;
  const id = ("VpcLinkId" in vpcLink ? vpcLink.VpcLinkId : undefined) ?? restLinkId(item);
  const name = ("Name" in vpcLink ? vpcLink.Name : undefined) ?? restLinkName(item);
  return { kind: "VPC link", id, name: `VPC link ${name} (${id})`, location: item.location };
}

function restLinkId({ vpcLink }: VpcLinkItem | RestVpcLinkItem): string {
  return "id" in vpcLink ? (vpcLink.id ?? "") : "";
}

function restLinkName({ vpcLink }: VpcLinkItem | RestVpcLinkItem): string {
  return "name" in vpcLink ? (vpcLink.name ?? "") : "";
}

export function loadBalancerResource(item: LoadBalancerItem): FindingResource {
  const { LoadBalancerName = "", Type } = item.loadBalancer;
  const kind = Type === "network" ? "Network Load Balancer" : "Application Load Balancer";
  return {
    kind: "load balancer",
    id: item.arn,
    name: `${kind} ${LoadBalancerName}`,
    location: item.location,
  };
}

export function listenerResource(
  item: ListenerItem,
  loadBalancer: LoadBalancerItem | null,
): FindingResource {
  const { Protocol = "", Port = 0 } = item.listener;
  const owner = loadBalancer?.loadBalancer.LoadBalancerName ?? "";
  return {
    kind: "listener",
    id: item.arn,
    name: `${Protocol}:${Port} listener of ${owner}`,
    location: item.location,
  };
}

export function targetGroupResource(item: TargetGroupItem): FindingResource {
  return {
    kind: "target group",
    id: item.arn,
    name: `target group ${item.targetGroup.TargetGroupName ?? ""}`,
    location: item.location,
  };
}

export function securityGroupResource(item: SecurityGroupItem): FindingResource {
  const { groupId } = item.group;
  const name = `security group ${item.name === groupId ? groupId : `${item.name} (${groupId})`}`;
  return { kind: "security group", id: item.arn, name, location: item.location };
}

export function certificateResource(item: CertificateItem): FindingResource {
  const name = `certificate ${item.certificate.DomainName ?? item.arn}`;
  return { kind: "certificate", id: item.arn, name, location: item.location };
}

/** The stage of a way, to be deployed after a change; nothing where AWS deploys by itself. */
export function deploysOf(way: Way): readonly StageToDeploy[] {
  const { apiId, stageName } = way;
  if (way.api.kind === "rest") return [{ apiType: "rest", apiId, stageName }];
  return way.api.stage.stage.AutoDeploy === true ? [] : [{ apiType: "http", apiId, stageName }];
}
