// Metrics of load balancers of both types: finds the cells by load balancer, follows listeners and target groups, and
// has the health of targets sampled.
import type { HealthBoard } from "../../store/health-board.ts";
import type { ListenerSnapshot, TargetGroupSnapshot } from "../../store/snapshots.ts";
import type { AlbRequestEntry, ListenerConnectionEntry, NlbFlowEntry } from "../hop-observer.ts";
import { AlbBalancerCells } from "./alb-cells.ts";
import type { CellPool } from "./cell-pool.ts";
import { NlbBalancerCells } from "./nlb-cells.ts";
import { TargetGroupHealth } from "./target-group-health.ts";

export class LoadBalancerMetrics {
  readonly #pool: CellPool;
  readonly #health: TargetGroupHealth;
  /** By the load balancer's ARN. */
  readonly #applications = new Map<string, AlbBalancerCells>();
  readonly #networks = new Map<string, NlbBalancerCells>();
  /** Listener ARN → its load balancer's, for when only the first is left. */
  readonly #balancerOf = new Map<string, string>();

  constructor(pool: CellPool, board: HealthBoard) {
    this.#pool = pool;
    this.#health = new TargetGroupHealth(board);
  }

  updateListener(listenerArn: string, snapshot: ListenerSnapshot | undefined): void {
    if (snapshot === undefined) {
      this.#removeListener(listenerArn);
      return;
    }
    this.#balancerOf.set(listenerArn, snapshot.loadBalancerArn);
    const cells =
      snapshot.loadBalancerType === "network"
        ? this.#network(snapshot)
        : this.#application(snapshot);
    cells?.updateListener(listenerArn, snapshot);
    cells?.followGroups(this.#health);
  }

  updateTargetGroup(targetGroupArn: string, snapshot: TargetGroupSnapshot | undefined): void {
    this.#health.update(targetGroupArn, snapshot);
    for (const cells of this.#all()) {
      if (cells.uses(targetGroupArn)) cells.followGroups(this.#health);
    }
  }

  albRequest(entry: AlbRequestEntry): void {
    this.#application(entry.snapshot)?.recordRequest(entry);
  }

  nlbFlowStarted(entry: NlbFlowEntry): void {
    this.#network(entry.snapshot)?.flowStarted(entry);
  }

  nlbFlow(entry: NlbFlowEntry): void {
    this.#network(entry.snapshot)?.flowEnded(entry);
  }

  connectionOpened(entry: ListenerConnectionEntry): void {
    const { snapshot } = entry;
    if (snapshot.loadBalancerType === "network") this.#network(snapshot)?.connectionRefused(entry);
    else this.#application(snapshot)?.connectionOpened(entry);
  }

  connectionClosed({ snapshot }: ListenerConnectionEntry): void {
    this.#applications.get(snapshot.loadBalancerArn)?.connectionClosed();
  }

  sampleHealth(): void {
    for (const cells of this.#applications.values()) {
      for (const group of cells.groups.values()) group.sampleHealth();
    }
    for (const cells of this.#networks.values()) cells.sampleHealth();
  }

  /** Ends a second. */
  sampleFlows(): void {
    for (const cells of this.#networks.values()) cells.sampleSecond();
  }

  /** Has the flows under way looked at by the next drain. */
  touchFlows(): void {
    for (const cells of this.#networks.values()) if (cells.hasFlows) cells.touch();
  }

  /** Figures of a whole minute, after everything else of it was drained. */
  closeMinute(): void {
    for (const cells of this.#applications.values()) cells.closeMinute();
    for (const cells of this.#networks.values()) cells.closeMinute();
  }

  /** Retires load balancers that are gone and whose last traffic is over. */
  sweep(): void {
    for (const [arn, cells] of this.#applications) {
      if (cells.hasListeners || cells.hadTraffic || cells.activeConnections.current > 0) continue;
      cells.retireAll();
      this.#applications.delete(arn);
    }
    for (const [arn, cells] of this.#networks) {
      if (cells.hasListeners || cells.hasFlows) continue;
      cells.retireAll();
      this.#networks.delete(arn);
    }
  }

  #removeListener(listenerArn: string): void {
    const balancerArn = this.#balancerOf.get(listenerArn);
    if (balancerArn === undefined) return;
    this.#balancerOf.delete(listenerArn);
    const cells = this.#applications.get(balancerArn) ?? this.#networks.get(balancerArn);
    cells?.updateListener(listenerArn, undefined);
    cells?.followGroups(this.#health);
  }

  *#all(): Iterable<AlbBalancerCells | NlbBalancerCells> {
    yield* this.#applications.values();
    yield* this.#networks.values();
  }

  #application(snapshot: ListenerSnapshot): AlbBalancerCells | null {
    return this.#applications.get(snapshot.loadBalancerArn) ?? this.#addApplication(snapshot);
  }

  #addApplication(snapshot: ListenerSnapshot): AlbBalancerCells | null {
    if (!this.#pool.hasRoom()) return null;
    const cells = new AlbBalancerCells(this.#pool, snapshot, this.#health);
    this.#applications.set(snapshot.loadBalancerArn, cells);
    return cells;
  }

  #network(snapshot: ListenerSnapshot): NlbBalancerCells | null {
    return this.#networks.get(snapshot.loadBalancerArn) ?? this.#addNetwork(snapshot);
  }

  #addNetwork(snapshot: ListenerSnapshot): NlbBalancerCells | null {
    if (!this.#pool.hasRoom()) return null;
    const cells = new NlbBalancerCells(this.#pool, snapshot, this.#health);
    this.#networks.set(snapshot.loadBalancerArn, cells);
    return cells;
  }
}
