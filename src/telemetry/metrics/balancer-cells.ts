// What the cells of a load balancer of either type have in common: the listeners it has now, the target groups they
// send to, and a set of cells for each group that got traffic or has targets.
import { targetGroupIdOf } from "../../store/load-balancer-arns.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { CellPool } from "./cell-pool.ts";
import { CellSet } from "./cell-set.ts";
import type { CellPlace, Dimensions } from "./cell-set.ts";
import type { TargetGroupHealth } from "./target-group-health.ts";

/** Makes the cells of a target group at a load balancer. */
export type GroupCellsFactory<G extends CellSet> = (
  pool: CellPool,
  place: CellPlace,
  targetGroupArn: string,
) => G;

export abstract class BalancerCells<G extends CellSet> extends CellSet {
  readonly loadBalancerId: string;
  /** By ARN. */
  readonly groups = new Map<string, G>();
  readonly #listeners = new Map<string, ListenerSnapshot>();
  readonly #pool: CellPool;
  readonly #makeGroup: GroupCellsFactory<G>;
  #inUse: ReadonlySet<string> = new Set();
  #zone: string;

  constructor(pool: CellPool, snapshot: ListenerSnapshot, makeGroup: GroupCellsFactory<G>) {
    const { account, region, loadBalancerId } = snapshot;
    const zone = zoneOf(snapshot);
    super(pool, {
      scope: { account, region },
      dimensions: { LoadBalancer: loadBalancerId, AvailabilityZone: zone },
      labels: { load_balancer: loadBalancerId },
    });
    this.loadBalancerId = loadBalancerId;
    this.#pool = pool;
    this.#makeGroup = makeGroup;
    this.#zone = zone;
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  updateListener(listenerArn: string, snapshot: ListenerSnapshot | undefined): void {
    if (snapshot === undefined) this.#listeners.delete(listenerArn);
    else this.#listeners.set(listenerArn, snapshot);
    this.#inUse = targetGroupArnsOf(this.#listeners.values());
    if (snapshot === undefined) return;
    const zone = zoneOf(snapshot);
    if (zone === this.#zone) return;
    this.#zone = zone;
    this.moveTo(this.#dimensions({}));
    for (const [targetGroupArn, group] of this.groups) {
      group.moveTo(this.#dimensions({ TargetGroup: targetGroupIdOf(targetGroupArn) }));
    }
  }

  /** Null when there is no room for another. */
  group(targetGroupArn: string): G | null {
    return this.groups.get(targetGroupArn) ?? this.#addGroup(targetGroupArn);
  }

  /** Whether one of its listeners sends to the group, or did. */
  uses(targetGroupArn: string): boolean {
    return this.#inUse.has(targetGroupArn) || this.groups.has(targetGroupArn);
  }

  /** Cells for groups in use that have targets, none any more for those that are not in use. */
  followGroups(health: TargetGroupHealth): void {
    for (const targetGroupArn of this.#inUse) {
      if (health.count(targetGroupArn).registered > 0) this.group(targetGroupArn);
    }
    for (const [targetGroupArn, group] of this.groups) {
      if (this.#inUse.has(targetGroupArn) && health.find(targetGroupArn) !== undefined) continue;
      group.retire();
      this.groups.delete(targetGroupArn);
    }
  }

  retireAll(): void {
    for (const group of this.groups.values()) group.retire();
    this.groups.clear();
    this.retire();
  }

  #addGroup(targetGroupArn: string): G | null {
    if (!this.#pool.hasRoom()) return null;
    const TargetGroup = targetGroupIdOf(targetGroupArn);
    const place: CellPlace = {
      scope: this.scope,
      dimensions: this.#dimensions({ TargetGroup }),
      labels: { ...this.labels, target_group: TargetGroup },
    };
    const group = this.#makeGroup(this.#pool, place, targetGroupArn);
    this.groups.set(targetGroupArn, group);
    return group;
  }

  #dimensions(more: Dimensions): Dimensions {
    return { LoadBalancer: this.loadBalancerId, AvailabilityZone: this.#zone, ...more };
  }
}

/** ARNs of the groups that the listeners send to. */
function targetGroupArnsOf(listeners: Iterable<ListenerSnapshot>): Set<string> {
  const arns = new Set<string>();
  for (const { rules } of listeners) {
    for (const action of rules.flatMap(({ actions }) => actions)) {
      if (action.type !== "forward") continue;
      for (const { targetGroupArn } of action.targetGroups) arns.add(targetGroupArn);
    }
  }
  return arns;
}

/** All of a load balancer's traffic is counted in the zone of its first node [I]. */
function zoneOf(snapshot: ListenerSnapshot): string {
  return snapshot.nodeZones?.[0] ?? "";
}
