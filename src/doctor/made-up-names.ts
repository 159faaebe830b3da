// The ids, ARNs and DNS names of the inventory of a template or plan, each with the resource that it stands for and how
// the languages of templates name that.
import type { HttpApiItem, Inventory, InventoryItem, SourceLocation } from "./inventory.ts";
import { executeApiHost } from "./sources/template-identity.ts";

/** A text that stands for something of a resource. */
export interface MadeUpName {
  readonly location: SourceLocation;
  /** For people: "ARN", "id", "DNS name". */
  readonly attribute: string;
  /** What follows the logical id: "" for what Ref gives, ".DNSName". Null: there is no such reference. */
  readonly cloudFormation: string | null;
  /** What follows the address: "arn". Null: there is no such reference. */
  readonly terraform: string | null;
}

type Kind = Omit<MadeUpName, "location">;

const ARN: Kind = { attribute: "ARN", cloudFormation: "", terraform: "arn" };
const ID: Kind = { attribute: "id", cloudFormation: "", terraform: "id" };
const DNS_NAME: Kind = { attribute: "DNS name", cloudFormation: ".DNSName", terraform: "dns_name" };
const GROUP_ID: Kind = { attribute: "id", cloudFormation: ".GroupId", terraform: "id" };

const RULE: Kind = { attribute: "ARN of a rule", cloudFormation: null, terraform: null };
const ENDPOINT: Kind = { attribute: "endpoint host", cloudFormation: null, terraform: null };

/** By text, as it stands in the inventory. */
export function madeUpNames(inventory: Inventory): ReadonlyMap<string, MadeUpName> {
  const names = new Map<string, MadeUpName>();
  const add = (
    text: string | undefined,
    { location }: Pick<InventoryItem, "location">,
    kind: Kind,
  ) => {
    if (text !== undefined && text !== "" && !names.has(text))
      names.set(text, { location, ...kind });
  };
  for (const item of inventory.loadBalancers) {
    add(item.arn, item, ARN);
    add(item.loadBalancer.DNSName, item, DNS_NAME);
  }
  for (const item of inventory.listeners) {
    add(item.arn, item, ARN);
    for (const { RuleArn } of item.rules) add(RuleArn, item, RULE);
  }
  for (const item of inventory.targetGroups) add(item.arn, item, ARN);
  for (const item of inventory.certificates) add(item.arn, item, ARN);
  for (const item of inventory.vpcLinks) add(item.vpcLink.VpcLinkId, item, ID);
  for (const item of inventory.restVpcLinks) add(item.vpcLink.id, item, ID);
  for (const item of inventory.securityGroups) add(item.group.groupId, item, GROUP_ID);
  for (const item of inventory.subnets) add(item.subnet.SubnetId, item, ID);
  for (const item of inventory.restApis) {
    add(item.restApi.id, item, ID);
    add(executeApiHost(item.restApi.id ?? "", inventory.source), item, ENDPOINT);
  }
  for (const item of inventory.httpApis) {
    add(item.api.ApiId, item, ID);
    add(executeApiHost(item.api.ApiId ?? "", inventory.source), item, ENDPOINT);
    for (const [id, location] of ownIntegrations(item)) add(id, { location }, ID);
  }
  return names;
}

/** Those that are resources of their own; the operations of an OpenAPI document have no name to refer to. */
function ownIntegrations({ integrations, locations, location }: HttpApiItem) {
  return integrations.flatMap(({ IntegrationId = "" }) => {
    const own = locations.get(IntegrationId);
    return own === undefined || own.address === location.address
      ? []
      : [[IntegrationId, own] as const];
  });
}
