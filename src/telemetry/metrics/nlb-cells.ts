// The cells of a Network Load Balancer and what flows add to them. Flows under way are looked at with every drain, so
// that the bytes of one that lasts for hours count in the minutes they passed in. Bytes are those of the streams:
// headers of IP and TCP are the kernel's.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { ListenerConnectionEntry, NlbFlowEntry } from "../hop-observer.ts";
import { BalancerCells } from "./balancer-cells.ts";
import { NLB_TCP_UNIT, NLB_TLS_UNIT, capacityUnits } from "./capacity-units.ts";
import type { CellPool } from "./cell-pool.ts";
import { CellSet } from "./cell-set.ts";
import type { CellPlace } from "./cell-set.ts";
import type { CounterCell } from "./counter-cell.ts";
import type { GaugeCell } from "./gauge-cell.ts";
import { NLB_BALANCER, NLB_GROUP } from "./nlb-definitions.ts";
import { isTlsFailure } from "./target-failures.ts";
import type { TargetGroupHealth } from "./target-group-health.ts";
import type { ValueCell } from "./value-cell.ts";

/** Of a target group at a Network Load Balancer. */
export class NlbGroupCells extends CellSet {
  readonly healthyHosts = this.value(NLB_GROUP.healthyHosts);
  readonly unhealthyHosts = this.value(NLB_GROUP.unhealthyHosts);
  readonly unhealthyRouting = this.counter(NLB_GROUP.unhealthyRouting);
  readonly #targetGroupArn: string;
  readonly #health: TargetGroupHealth;

  constructor(
    pool: CellPool,
    place: CellPlace,
    of: { readonly targetGroupArn: string; readonly health: TargetGroupHealth },
  ) {
    super(pool, place);
    this.#targetGroupArn = of.targetGroupArn;
    this.#health = of.health;
  }

  recordFailOpen(): void {
    this.touch();
    this.unhealthyRouting.count();
  }

  /** Sampled while there are registered targets. True when one of them is healthy, or there are none. */
  sampleHealth(): boolean {
    const { registered, healthy, unhealthy } = this.#health.count(this.#targetGroupArn);
    if (registered === 0) return true;
    // Of an Application Load Balancer as target AWS publishes no counts.
    if (this.#health.find(this.#targetGroupArn)?.targetType !== "alb") {
      this.touch();
      this.healthyHosts.add(healthy);
      this.unhealthyHosts.add(unhealthy);
    }
    return healthy > 0;
  }
}

/** Of one protocol's flows. */
interface ProtocolCells {
  readonly active: GaugeCell;
  readonly started: CounterCell;
  readonly bytes: ValueCell;
}

/** Of a Network Load Balancer. */
export class NlbBalancerCells extends BalancerCells<NlbGroupCells> {
  readonly activeFlows = this.gauge(NLB_BALANCER.activeFlows);
  readonly newFlows = this.counter(NLB_BALANCER.newFlows);
  readonly processedBytes = this.value(NLB_BALANCER.processedBytes);
  readonly tcp: ProtocolCells = {
    active: this.gauge(NLB_BALANCER.activeFlowsTcp),
    started: this.counter(NLB_BALANCER.newFlowsTcp),
    bytes: this.value(NLB_BALANCER.processedBytesTcp),
  };
  readonly tls: ProtocolCells = {
    active: this.gauge(NLB_BALANCER.activeFlowsTls),
    started: this.counter(NLB_BALANCER.newFlowsTls),
    bytes: this.value(NLB_BALANCER.processedBytesTls),
  };
  readonly peakBytes = this.value(NLB_BALANCER.peakBytes);
  readonly portErrors = this.counter(NLB_BALANCER.portErrors);
  readonly rejectedFlows = this.counter(NLB_BALANCER.rejectedFlows);
  readonly rejectedFlowsTcp = this.counter(NLB_BALANCER.rejectedFlowsTcp);
  readonly blockedInbound = this.counter(NLB_BALANCER.blockedInbound);
  readonly clientResets = this.counter(NLB_BALANCER.clientResets);
  readonly elbResets = this.counter(NLB_BALANCER.elbResets);
  readonly targetResets = this.counter(NLB_BALANCER.targetResets);
  readonly clientTlsErrors = this.counter(NLB_BALANCER.clientTlsErrors);
  readonly targetTlsErrors = this.counter(NLB_BALANCER.targetTlsErrors);
  readonly zonalHealth = this.value(NLB_BALANCER.zonalHealth);
  readonly consumedUnits = this.value(NLB_BALANCER.consumedUnits);
  readonly consumedUnitsTcp = this.value(NLB_BALANCER.consumedUnitsTcp);
  readonly consumedUnitsTls = this.value(NLB_BALANCER.consumedUnitsTls);
  /** Flows under way, with the bytes of each that are counted already. */
  readonly #flows = new Map<NlbFlowEntry, number>();
  /** Of the running second. */
  #secondBytes = 0;
  /** The most of the minute. */
  #peakSecondBytes = 0;
  #peakTcp = 0;
  #peakTls = 0;

  constructor(pool: CellPool, snapshot: ListenerSnapshot, health: TargetGroupHealth) {
    super(
      pool,
      snapshot,
      (of, place, targetGroupArn) => new NlbGroupCells(of, place, { targetGroupArn, health }),
    );
  }

  /** Flows are followed to their end, though no listener is left. */
  get hasFlows(): boolean {
    return this.#flows.size > 0;
  }

  flowStarted(entry: NlbFlowEntry): void {
    if (this.#flows.has(entry)) return;
    this.touch();
    this.#flows.set(entry, 0);
    const cells = this.#cellsFor(entry);
    this.newFlows.count();
    this.activeFlows.rise();
    cells.started.count();
    cells.active.rise();
  }

  /** One that never started is a connection that came to nothing: of it only the failure counts. */
  flowEnded(entry: NlbFlowEntry): void {
    this.touch();
    const { failure } = entry;
    if (failure?.kind === "out-of-resources") this.#recordRejected(entry);
    const counted = this.#flows.get(entry);
    if (counted === undefined) return;
    this.#addBytes(entry, counted);
    this.#flows.delete(entry);
    this.activeFlows.fall();
    this.#cellsFor(entry).active.fall();
    if (entry.resetBy === "client") this.clientResets.count();
    else if (entry.resetBy === "target") this.targetResets.count();
    else if (entry.resetBy === "load-balancer") this.elbResets.count();
    if (failure !== null && isTlsFailure(failure.kind)) this.targetTlsErrors.count();
    if (entry.failedOpen && entry.snapshot.protocol === "TCP") {
      this.group(entry.targetGroupArn)?.recordFailOpen();
    }
  }

  connectionRefused({ failure }: ListenerConnectionEntry): void {
    if (failure === null) return;
    this.touch();
    if (failure.kind === "client-tls-failed" || failure.kind === "plain-http-on-tls") {
      this.clientTlsErrors.count();
    } else if (failure.kind === "security-group-blocked") this.blockedInbound.count();
  }

  override derive(): void {
    for (const [entry, counted] of this.#flows) {
      if (this.#addBytes(entry, counted)) this.#flows.set(entry, bytesOf(entry));
    }
  }

  /** Ends a second: how many flows there were and how many bytes passed. */
  sampleSecond(): void {
    if (this.#flows.size > 0 || this.activeFlows.peak > 0) this.touch();
    this.derive();
    this.activeFlows.sample();
    this.#peakTcp = Math.max(this.#peakTcp, this.tcp.active.sample());
    this.#peakTls = Math.max(this.#peakTls, this.tls.active.sample());
    this.#peakSecondBytes = Math.max(this.#peakSecondBytes, this.#secondBytes);
    this.#secondBytes = 0;
  }

  sampleHealth(): void {
    let isHealthy = true;
    for (const group of this.groups.values()) isHealthy = group.sampleHealth() && isHealthy;
    if (this.groups.size === 0) return;
    this.touch();
    // A zone is as healthy as each of the target groups that have targets [I].
    this.zonalHealth.add(isHealthy ? 1 : 0);
  }

  /** Figures of the whole minute, when it is over and all else of it was drained. */
  closeMinute(): void {
    this.touch();
    if (this.#peakSecondBytes > 0) this.peakBytes.add(this.#peakSecondBytes);
    const tcp = capacityUnits(NLB_TCP_UNIT, minuteOf(this.tcp, this.#peakTcp));
    const tls = capacityUnits(NLB_TLS_UNIT, minuteOf(this.tls, this.#peakTls));
    this.consumedUnitsTcp.add(tcp);
    this.consumedUnitsTls.add(tls);
    this.consumedUnits.add(tcp + tls);
    this.#peakSecondBytes = 0;
    this.#peakTcp = 0;
    this.#peakTls = 0;
  }

  #cellsFor(entry: NlbFlowEntry): ProtocolCells {
    return entry.snapshot.protocol === "TLS" ? this.tls : this.tcp;
  }

  #recordRejected(entry: NlbFlowEntry): void {
    this.rejectedFlows.count();
    if (entry.snapshot.protocol === "TCP") this.rejectedFlowsTcp.count();
  }

  #addBytes(entry: NlbFlowEntry, counted: number): boolean {
    const bytes = bytesOf(entry) - counted;
    if (bytes === 0) return false;
    this.processedBytes.add(bytes);
    this.#cellsFor(entry).bytes.add(bytes);
    this.#secondBytes += bytes;
    return true;
  }
}

function bytesOf(entry: NlbFlowEntry): number {
  return entry.receivedBytes + entry.sentBytes;
}

function minuteOf({ started, bytes }: ProtocolCells, activeConnections: number) {
  return {
    newConnections: started.minuteSum,
    activeConnections,
    bytes: bytes.minuteSum,
    ruleEvaluations: 0,
  };
}
