// The cells of an Application Load Balancer and what a request adds to them. What counts where is AWS's:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
import type { Failure } from "../../base/failure.ts";
import type { MetricDatum } from "../../store/metric-store.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { AlbRequestEntry, ListenerConnectionEntry } from "../hop-observer.ts";
import { ALB_BALANCER, ALB_GROUP } from "./alb-definitions.ts";
import { BalancerCells } from "./balancer-cells.ts";
import { ALB_UNIT, FREE_RULE_EVALUATIONS, capacityUnits } from "./capacity-units.ts";
import type { CellPool } from "./cell-pool.ts";
import { CellSet } from "./cell-set.ts";
import type { CellPlace } from "./cell-set.ts";
import { isConnectionFailure, isTlsFailure } from "./target-failures.ts";
import type { TargetGroupHealth } from "./target-group-health.ts";

const MS_PER_SECOND = 1000;

/** Of a target group at an Application Load Balancer. */
export class AlbGroupCells extends CellSet {
  readonly requestCount = this.counter(ALB_GROUP.requestCount);
  readonly target2xx = this.counter(ALB_GROUP.target2xx);
  readonly target3xx = this.counter(ALB_GROUP.target3xx);
  readonly target4xx = this.counter(ALB_GROUP.target4xx);
  readonly target5xx = this.counter(ALB_GROUP.target5xx);
  readonly responseTime = this.distribution(ALB_GROUP.responseTime);
  readonly connectionErrors = this.counter(ALB_GROUP.connectionErrors);
  readonly tlsErrors = this.counter(ALB_GROUP.tlsErrors);
  readonly unhealthyRouting = this.counter(ALB_GROUP.unhealthyRouting);
  readonly healthyHosts = this.value(ALB_GROUP.healthyHosts);
  readonly unhealthyHosts = this.value(ALB_GROUP.unhealthyHosts);
  readonly healthyDns = this.value(ALB_GROUP.healthyDns);
  readonly unhealthyDns = this.value(ALB_GROUP.unhealthyDns);
  readonly healthyRouting = this.value(ALB_GROUP.healthyRouting);
  readonly unhealthyRoutingState = this.value(ALB_GROUP.unhealthyRoutingState);
  readonly requestsPerTarget = this.value(ALB_GROUP.requestsPerTarget);
  /** Without traffic AWS publishes nothing but the health of targets. */
  balancerHadTraffic = false;
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

  recordRequest(entry: AlbRequestEntry): void {
    this.touch();
    this.requestCount.count();
    if (entry.failedOpen) this.unhealthyRouting.count();
    const { targetStatus, failure } = entry;
    if (targetStatus >= 500) this.target5xx.count();
    else if (targetStatus >= 400) this.target4xx.count();
    else if (targetStatus >= 300) this.target3xx.count();
    else if (targetStatus >= 200) this.target2xx.count();
    if (entry.sentToTargetAtMs > 0 && entry.targetAnsweredAtMs > 0) {
      const passedMs = entry.targetAnsweredAtMs - entry.sentToTargetAtMs;
      this.responseTime.add(passedMs / MS_PER_SECOND);
    }
    if (failure !== null) this.#recordFailure(failure);
  }

  /** Sampled while there are registered targets. */
  sampleHealth(): void {
    const { registered, healthy, unhealthy, routesToHealthy } = this.#health.count(
      this.#targetGroupArn,
    );
    if (registered === 0) return;
    this.touch();
    this.healthyHosts.add(healthy);
    this.unhealthyHosts.add(unhealthy);
    // The zones that meet the requirement; all of a load balancer's traffic is in one here.
    this.healthyDns.add(healthy > 0 ? 1 : 0);
    this.unhealthyDns.add(healthy > 0 ? 0 : 1);
    this.healthyRouting.add(routesToHealthy ? 1 : 0);
    this.unhealthyRoutingState.add(routesToHealthy ? 0 : 1);
  }

  protected override get sendsZeros(): boolean {
    return this.balancerHadTraffic;
  }

  override derive(): void {
    const requests = this.requestCount.pending;
    if (requests === 0) return;
    const { healthy, registered } = this.#health.count(this.#targetGroupArn);
    this.requestsPerTarget.add(requests / Math.max(1, healthy === 0 ? registered : healthy));
  }

  #recordFailure({ kind }: Failure): void {
    if (isConnectionFailure(kind)) this.connectionErrors.count();
    else if (isTlsFailure(kind)) this.tlsErrors.count();
  }
}

/** Of an Application Load Balancer. */
export class AlbBalancerCells extends BalancerCells<AlbGroupCells> {
  readonly requestCount = this.counter(ALB_BALANCER.requestCount);
  readonly activeConnections = this.gauge(ALB_BALANCER.activeConnections);
  readonly newConnections = this.counter(ALB_BALANCER.newConnections);
  readonly rejectedConnections = this.counter(ALB_BALANCER.rejectedConnections);
  readonly clientTlsErrors = this.counter(ALB_BALANCER.clientTlsErrors);
  readonly desync = this.counter(ALB_BALANCER.desync);
  readonly fixedResponses = this.counter(ALB_BALANCER.fixedResponses);
  readonly redirects = this.counter(ALB_BALANCER.redirects);
  readonly redirectsTooLong = this.counter(ALB_BALANCER.redirectsTooLong);
  readonly elb3xx = this.counter(ALB_BALANCER.elb3xx);
  readonly elb4xx = this.counter(ALB_BALANCER.elb4xx);
  readonly elb5xx = this.counter(ALB_BALANCER.elb5xx);
  readonly elb500 = this.counter(ALB_BALANCER.elb500);
  readonly elb502 = this.counter(ALB_BALANCER.elb502);
  readonly elb503 = this.counter(ALB_BALANCER.elb503);
  readonly elb504 = this.counter(ALB_BALANCER.elb504);
  readonly processedBytes = this.value(ALB_BALANCER.processedBytes);
  readonly ipv6Requests = this.counter(ALB_BALANCER.ipv6Requests);
  readonly ipv6ProcessedBytes = this.value(ALB_BALANCER.ipv6ProcessedBytes);
  readonly ruleEvaluations = this.value(ALB_BALANCER.ruleEvaluations);
  readonly invalidDropped = this.counter(ALB_BALANCER.invalidDropped);
  readonly invalidForwarded = this.counter(ALB_BALANCER.invalidForwarded);
  readonly consumedUnits = this.value(ALB_BALANCER.consumedUnits);
  /** Of this minute, for the capacity units. */
  #chargedEvaluations = 0;
  #hadTraffic = false;

  constructor(pool: CellPool, snapshot: ListenerSnapshot, health: TargetGroupHealth) {
    super(
      pool,
      snapshot,
      (of, place, targetGroupArn) => new AlbGroupCells(of, place, { targetGroupArn, health }),
    );
  }

  get hadTraffic(): boolean {
    return this.#hadTraffic;
  }

  protected override get sendsZeros(): boolean {
    return this.#hadTraffic;
  }

  recordRequest(entry: AlbRequestEntry): void {
    this.touch();
    this.#hadTraffic = true;
    const bytes = entry.receivedBytes + entry.sentBytes;
    this.processedBytes.add(bytes);
    if (entry.desyncTier > 0) this.desync.count();
    if (entry.invalidFieldsDropped > 0) this.invalidDropped.count();
    if (entry.invalidFieldsForwarded > 0) this.invalidForwarded.count();
    if (entry.targetConnectionIsNew) this.newConnections.count();
    if (entry.ruleEvaluations > 0) this.#recordRules(entry.ruleEvaluations);
    if (entry.targetStatus === 0) this.#recordOwnAnswer(entry);
    const isChosen = entry.target !== "";
    if (isChosen) {
      this.requestCount.count();
      this.group(entry.targetGroupArn)?.recordRequest(entry);
    }
    if (isIpv6(entry.clientAddress)) {
      this.ipv6ProcessedBytes.add(bytes);
      if (isChosen) this.ipv6Requests.count();
    }
  }

  connectionOpened({ failure }: ListenerConnectionEntry): void {
    this.touch();
    this.#hadTraffic = true;
    if (failure === null) {
      this.newConnections.count();
      this.activeConnections.rise();
    } else if (failure.kind === "client-tls-failed") this.clientTlsErrors.count();
    else if (failure.kind === "out-of-resources") this.rejectedConnections.count();
  }

  connectionClosed(): void {
    this.touch();
    this.activeConnections.fall();
  }

  /** Figures of the whole minute, when it is over and all else of it was drained. */
  closeMinute(): void {
    this.touch();
    // Connections that stay open are traffic, whether or not requests come over them.
    const activeConnections = this.activeConnections.sample();
    if (activeConnections > 0) this.#hadTraffic = true;
    for (const group of this.groups.values()) group.balancerHadTraffic = this.#hadTraffic;
    this.consumedUnits.latest = 0;
    if (!this.#hadTraffic) return;
    this.consumedUnits.add(
      capacityUnits(ALB_UNIT, {
        newConnections: this.newConnections.minuteSum,
        activeConnections,
        bytes: this.processedBytes.minuteSum,
        ruleEvaluations: this.#chargedEvaluations,
      }),
    );
  }

  override endMinute(data: MetricDatum[], atMs: number): void {
    super.endMinute(data, atMs);
    this.#chargedEvaluations = 0;
    this.#hadTraffic = false;
  }

  #recordRules(evaluations: number): void {
    this.ruleEvaluations.add(evaluations);
    if (evaluations > FREE_RULE_EVALUATIONS) {
      this.#chargedEvaluations += evaluations - FREE_RULE_EVALUATIONS;
    }
  }

  /** No target answered: what the client got, if anything, was made here. */
  #recordOwnAnswer({ elbStatus, actionsExecuted, failure }: AlbRequestEntry): void {
    if (failure === null) {
      if (actionsExecuted === "fixed-response") this.fixedResponses.count();
      else if (actionsExecuted === "redirect") this.redirects.count();
    } else if (failure.kind === "redirect-too-long") this.redirectsTooLong.count();
    if (elbStatus >= 500) this.#recordServerError(elbStatus);
    else if (elbStatus >= 400) this.elb4xx.count();
    else if (elbStatus >= 300) this.elb3xx.count();
  }

  #recordServerError(status: number): void {
    this.elb5xx.count();
    if (status === 502) this.elb502.count();
    else if (status === 503) this.elb503.count();
    else if (status === 504) this.elb504.count();
    else if (status === 500) this.elb500.count();
  }
}

/** IPv4 addresses written as IPv6 ones are not. */
function isIpv6(address: string): boolean {
  return address.includes(":") && !address.includes(".");
}
