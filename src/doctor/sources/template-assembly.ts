// The inventory out of the resources of templates and plans.
import type { Inventory, Unreadable } from "../inventory.ts";
import { balancersOf } from "./template-balancers.ts";
import { certificatesOfTemplate } from "./template-certificates.ts";
import { httpApisOf } from "./template-http-apis.ts";
import { listenersOf } from "./template-listeners.ts";
import { restVpcLinksOf, subnetsOf, vpcLinksOf } from "./template-network.ts";
import type { TemplateResource } from "./template-resource.ts";
import { TemplateResources } from "./template-resources.ts";
import { restApisOf } from "./template-rest-apis.ts";
import { securityGroupsOf } from "./template-security-groups.ts";
import { targetGroupsOf } from "./template-target-groups.ts";

/** What was read, before it is an inventory. */
export interface TemplateReading {
  readonly resources: readonly TemplateResource[];
  readonly unreadable: readonly Unreadable[];
}

/** The inventory of everything that was read. */
export async function assembleInventory(
  source: Inventory["source"],
  reading: TemplateReading,
): Promise<Inventory> {
  const resources = new TemplateResources(reading.resources, reading.unreadable);
  const vpcLinks = vpcLinksOf(resources);
  const restVpcLinks = restVpcLinksOf(resources);
  const subnets = subnetsOf(resources);
  const loadBalancers = balancersOf(resources, subnets);
  const listeners = listenersOf(resources);
  const listenerArns = new Set(listeners.map(({ arn }) => arn));
  const linkIds = vpcLinks.map(({ vpcLink }) => vpcLink.VpcLinkId ?? "");
  const httpApis = await httpApisOf(resources, { vpcLinkIds: new Set(linkIds), listenerArns });
  const restApis = await restApisOf(resources, {
    vpcLinkIds: new Set([...linkIds, ...restVpcLinks.map(({ vpcLink }) => vpcLink.id ?? "")]),
    balancingArns: new Set([...listenerArns, ...loadBalancers.map(({ arn }) => arn)]),
  });
  return {
    source,
    httpApis,
    restApis,
    vpcLinks,
    restVpcLinks,
    loadBalancers,
    listeners,
    targetGroups: targetGroupsOf(resources, listeners),
    certificates: certificatesOfTemplate(resources),
    securityGroups: securityGroupsOf(resources),
    subnets,
    unreadable: resources.unreadable,
  };
}
