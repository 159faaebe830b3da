// Limits what was found to one API: its own resources, and everything that its ways touch on the way to the targets.
import { buildWays } from "./build-ways.ts";
import type { Examination } from "./examine.ts";
import { certificatesOf } from "./listener-names.ts";
import type { Inventory, InventoryItem, ListenerItem } from "./inventory.ts";
import type { FindingResource, View } from "./rule.ts";
import { vpcLinkResource } from "./resources.ts";
import type { Way } from "./ways.ts";

const VIEWS: readonly View[] = ["deployed", "configured"];

/** There is no API of that id where it was looked for. */
export class UnknownApiError extends Error {}

/** Throws UnknownApiError when the inventory has no such API. */
export function limitToApi(
  examination: Examination,
  inventory: Inventory,
  apiId: string,
): Examination {
  if (!hasApi(inventory, apiId)) {
    throw new UnknownApiError(`Cannot find API "${apiId}" in ${inventory.source.name}`);
  }
  const touched = resourcesOfApi(inventory, apiId);
  const belongs = ({ id }: FindingResource): boolean =>
    id === apiId || id.startsWith(`${apiId}/`) || touched.has(id);
  return {
    ...examination,
    findings: examination.findings.filter(({ resource }) => belongs(resource)),
    undecided: examination.undecided.filter(({ resource }) => belongs(resource)),
  };
}

function hasApi(inventory: Inventory, apiId: string): boolean {
  return (
    inventory.httpApis.some(({ api }) => api.ApiId === apiId) ||
    inventory.restApis.some(({ restApi }) => restApi.id === apiId)
  );
}

/** ARNs, and ids where there is no ARN, of what the API's ways lead through. */
export function resourcesOfApi(inventory: Inventory, apiId: string): Set<string> {
  const touched = new Set<string>();
  for (const view of VIEWS) {
    for (const way of buildWays(inventory, view)) {
      if (way.apiId === apiId) addWay(touched, inventory, way);
    }
  }
  return touched;
}

function addWay(touched: Set<string>, inventory: Inventory, way: Way): void {
  const { link, loadBalancer, listener } = way;
  if (link !== null && typeof link === "object") {
    add(touched, link, vpcLinkResource(link).id);
    if ("VpcLinkId" in link.vpcLink) {
      addNetwork(touched, inventory, {
        groups: link.vpcLink.SecurityGroupIds ?? [],
        subnets: link.vpcLink.SubnetIds ?? [],
      });
    }
  }
  if (loadBalancer !== null && typeof loadBalancer === "object") {
    add(touched, loadBalancer, "");
    const { SecurityGroups = [], AvailabilityZones = [] } = loadBalancer.loadBalancer;
    addNetwork(touched, inventory, {
      groups: SecurityGroups,
      subnets: AvailabilityZones.map(({ SubnetId = "" }) => SubnetId),
    });
  }
  if (listener !== null && typeof listener === "object") addListener(touched, inventory, listener);
}

function addListener(touched: Set<string>, inventory: Inventory, listener: ListenerItem): void {
  add(touched, listener, "");
  for (const certificate of certificatesOf(inventory, listener)) add(touched, certificate, "");
  for (const { RuleArn } of listener.rules) if (RuleArn !== undefined) touched.add(RuleArn);
  const groups = targetGroupArns(listener);
  for (const item of inventory.targetGroups) if (groups.has(item.arn)) add(touched, item, "");
}

function targetGroupArns({ listener, rules }: ListenerItem): Set<string> {
  const arns = new Set<string>();
  for (const action of [
    ...(listener.DefaultActions ?? []),
    ...rules.flatMap((rule) => rule.Actions ?? []),
  ]) {
    if (action.TargetGroupArn !== undefined) arns.add(action.TargetGroupArn);
    for (const { TargetGroupArn } of action.ForwardConfig?.TargetGroups ?? []) {
      if (TargetGroupArn !== undefined) arns.add(TargetGroupArn);
    }
  }
  return arns;
}

function addNetwork(
  touched: Set<string>,
  inventory: Inventory,
  ids: { readonly groups: readonly string[]; readonly subnets: readonly string[] },
): void {
  for (const item of inventory.securityGroups) {
    if (ids.groups.includes(item.group.groupId)) add(touched, item, item.group.groupId);
  }
  for (const item of inventory.subnets) {
    const { SubnetId = "" } = item.subnet;
    if (ids.subnets.includes(SubnetId)) add(touched, item, SubnetId);
  }
}

function add(touched: Set<string>, item: InventoryItem, id: string): void {
  touched.add(item.arn);
  if (id !== "") touched.add(id);
}
