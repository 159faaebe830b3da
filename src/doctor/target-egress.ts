// What a load balancer's own security groups do not let out to its targets: traffic and health checks alike. Only
// where it is certain: targets known by address, and rules that name no group that could be theirs.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
import { forwardsOf } from "./forwarding.ts";
import type { Inventory, TargetGroupItem } from "./inventory.ts";
import { judgeConnection } from "./judge-connection.ts";
import { balancerGuards } from "./network-place.ts";
import type { Lack } from "./security-group-lack.ts";
import type { PrivateWay } from "./ways.ts";

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Rules that the groups of the way's load balancer lack towards the targets behind its listener. */
export function targetLacks(inventory: Inventory, way: PrivateWay): Lack[] {
  const guards = balancerGuards(inventory, way.loadBalancer);
  const [group] = guards.groups;
  if (group === undefined || guards.groups.some(({ group: { egress } }) => namesGroups(egress))) {
    return [];
  }
  const forwarded = new Set(forwardsOf(way.listener).map((forward) => forward.targetGroupArn));
  const lacks: Lack[] = [];
  for (const item of inventory.targetGroups) {
    if (!forwarded.has(item.arn) || item.targetGroup.TargetType !== "ip") continue;
    for (const { address, port } of addressesOf(item)) {
      const judgement = judgeConnection("egress", {
        source: { guards, blocks: [] },
        destination: {
          guards: { isFiltered: false, groups: [], unknownIds: [] },
          blocks: [`${address}/32`],
        },
        port,
      });
      if (judgement !== "blocked") continue;
      lacks.push({
        direction: "egress",
        group,
        askedIds: guards.groups.map((one) => one.group.groupId),
        peerGroupId: null,
        peerBlocks: [`${address}/32`],
        peerName: `target ${address}`,
        port,
        severity: "warning",
        why: whyOf(item, way, port),
      });
    }
  }
  return lacks;
}

function namesGroups(rules: readonly { readonly peerGroupIds: readonly string[] }[]): boolean {
  return rules.some(({ peerGroupIds }) => peerGroupIds.length > 0);
}

/** Where traffic and health checks go. Loopback addresses are Postern's own and pass no network. */
function addressesOf(item: TargetGroupItem): { address: string; port: number }[] {
  const { Port = 0, HealthCheckPort = "" } = item.targetGroup;
  const checkPort = /^\d+$/.test(HealthCheckPort) ? Number(HealthCheckPort) : null;
  return item.targets.flatMap(({ target }) => {
    const address = target.Id ?? "";
    if (!IPV4.test(address) || address.startsWith("127.")) return [];
    const port = target.Port ?? Port;
    const ports = checkPort === null || checkPort === port ? [port] : [port, checkPort];
    return ports.filter((one) => one > 0).map((one) => ({ address, port: one }));
  });
}

function whyOf(
  { targetGroup }: TargetGroupItem,
  { loadBalancer }: PrivateWay,
  port: number,
): string {
  const balancer = loadBalancer.loadBalancer.LoadBalancerName ?? "";
  return (
    `${balancer} opens connections of its own to the targets of ${targetGroup.TargetGroupName ?? ""}, for requests and for health checks. ` +
    `On AWS no outbound rule of its security groups allows port ${port} there, so they are dropped: targets count as unhealthy and requests end with 504. Postern does not filter this hop.`
  );
}
