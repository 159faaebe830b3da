// A short text that is the same as long as a fix would do the same to the same resources: its calls and deployments,
// and the state of what they write and publish. It tells whether somebody has changed something between the moment a
// fix was shown and the moment it is agreed to. What moves by itself (health, states of deployments) does not count.
import { createHash } from "node:crypto";
import type { HttpApiItem, Inventory, RestApiItem } from "../inventory.ts";
import { canonicalText } from "../sources/canonical-text.ts";
import type { PlannedFix } from "./plan-fix.ts";

const FINGERPRINT_CHARACTERS = 24;

/** What a fix names: ids and ARNs in its calls, and the APIs that it deploys. */
interface Concerned {
  readonly ids: ReadonlySet<string>;
  readonly deployed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Of a plan and of the inventory that it was made from, or would be made from now. */
export function fixFingerprint(fix: PlannedFix, inventory: Inventory): string {
  const { calls, deploys } = fix;
  const text = canonicalText({ calls, deploys, state: stateOf(inventory, concernedBy(fix)) });
  return createHash("sha256").update(text).digest("hex").slice(0, FINGERPRINT_CHARACTERS);
}

function concernedBy({ finding, calls, deploys }: PlannedFix): Concerned {
  const ids = new Set<string>(finding.resource.id.split("/"));
  ids.add(finding.resource.id);
  for (const { input, undo } of calls) {
    addTexts(ids, input);
    addTexts(ids, undo?.input);
  }
  const deployed = new Map<string, Set<string>>();
  for (const { apiId, stageName } of deploys) {
    const stages = deployed.get(apiId) ?? new Set<string>();
    deployed.set(apiId, stages.add(stageName));
  }
  return { ids, deployed };
}

function addTexts(ids: Set<string>, value: unknown): void {
  if (typeof value === "string") ids.add(value);
  else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) addTexts(ids, member);
  }
}

function stateOf(inventory: Inventory, concerned: Concerned): unknown {
  const { ids } = concerned;
  return [
    ...inventory.httpApis.map((item) => httpApiState(item, concerned)),
    ...inventory.restApis.map((item) => restApiState(item, concerned)),
    ...inventory.vpcLinks.filter(({ vpcLink }) => ids.has(vpcLink.VpcLinkId ?? "")).map(linkState),
    ...inventory.restVpcLinks.filter(({ vpcLink }) => ids.has(vpcLink.id ?? "")).map(linkState),
    ...inventory.loadBalancers
      .filter(({ arn }) => ids.has(arn))
      .map(({ arn, attributes, loadBalancer: { SecurityGroups, Scheme, VpcId } }) => ({
        arn,
        attributes,
        SecurityGroups: SecurityGroups?.toSorted(),
        Scheme,
        VpcId,
      })),
    ...inventory.listeners
      .filter(
        ({ arn, rules }) => ids.has(arn) || rules.some(({ RuleArn = "" }) => ids.has(RuleArn)),
      )
      .map(({ listener, attributes, certificateArns, rules }) => ({
        listener,
        attributes,
        certificateArns,
        rules,
      })),
    ...inventory.targetGroups
      .filter(({ arn }) => ids.has(arn))
      .map(({ targetGroup: { LoadBalancerArns: _used, ...targetGroup }, attributes, targets }) => ({
        targetGroup,
        attributes,
        targets: targets.map(({ target }) => canonicalText(target)).toSorted(),
      })),
    ...inventory.securityGroups
      .filter(({ arn, group }) => ids.has(arn) || ids.has(group.groupId))
      .map(({ group }) => group),
    ...inventory.certificates
      .filter(({ arn }) => ids.has(arn))
      .map(({ arn, names, certificate: { Status, Serial } }) => ({ arn, names, Status, Serial })),
  ].filter((state) => state !== null);
}

function linkState({ vpcLink }: Inventory["vpcLinks"][number] | Inventory["restVpcLinks"][number]) {
  return "VpcLinkId" in vpcLink
    ? { id: vpcLink.VpcLinkId, status: vpcLink.VpcLinkStatus, subnets: vpcLink.SubnetIds }
    : "id" in vpcLink && { id: vpcLink.id, status: vpcLink.status, targets: vpcLink.targetArns };
}

/** A deployment publishes everything that is saved, so all of it counts; else only what the calls name. */
function httpApiState(
  { api, routes, integrations, stages }: HttpApiItem,
  { ids, deployed }: Concerned,
): unknown {
  const apiId = api.ApiId ?? "";
  const names = deployed.get(apiId);
  if (names === undefined && !ids.has(apiId)) return null;
  const isAll = names !== undefined;
  return {
    apiId,
    routes: sorted(
      routes.filter(({ RouteId = "" }) => isAll || ids.has(RouteId)),
      "RouteId",
    ),
    integrations: sorted(
      integrations.filter(({ IntegrationId = "" }) => isAll || ids.has(IntegrationId)),
      "IntegrationId",
    ),
    serves: stages
      .filter(({ stage }) => names?.has(stage.StageName ?? "") === true)
      .map(({ stage }) => [stage.StageName, stage.DeploymentId]),
  };
}

function restApiState(
  { restApi, resources, stages }: RestApiItem,
  { ids, deployed }: Concerned,
): unknown {
  const apiId = restApi.id ?? "";
  const names = deployed.get(apiId);
  if (names === undefined && !ids.has(apiId)) return null;
  const isAll = names !== undefined;
  return {
    apiId,
    resources: sorted(
      resources.filter(({ id = "" }) => isAll || ids.has(id)),
      "id",
    ),
    serves: stages
      .filter(({ stage }) => names?.has(stage.stageName ?? "") === true)
      .map(({ stage }) => [stage.stageName, stage.deploymentId]),
  };
}

/** The order in which AWS lists things says nothing. */
function sorted<Item extends object>(items: readonly Item[], key: keyof Item): Item[] {
  return items.toSorted((a, b) => String(a[key]).localeCompare(String(b[key])));
}
