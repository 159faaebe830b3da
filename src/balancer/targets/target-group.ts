// One target group at work: keeps its targets, their health and the selection over those that may be chosen in step
// with the group's snapshot. Here discovery (the snapshot), health and selection meet; each is kept elsewhere and
// none of them knows the others.
import type { Clock, Timer } from "../../base/clock.ts";
import { failure as failureOf } from "../../base/failure.ts";
import type { Logger } from "../../base/logger.ts";
import type { HealthBoard } from "../../store/health-board.ts";
import type { TargetGroupSnapshot, TargetSnapshot } from "../../store/snapshots.ts";
import { eligibleTargets } from "./eligibility.ts";
import type { CandidateTarget } from "./eligibility.ts";
import type { HealthCheckSchedule } from "./health-check-schedule.ts";
import { REPORT_CHECKS_DISABLED, REPORT_DRAINING, REPORT_NOT_IN_USE } from "./health-report.ts";
import { reportUnknownAddress } from "./health-report.ts";
import type { LoadBalancerResolver } from "./load-balancer-place.ts";
import { SELECTIONS } from "./selections.ts";
import type { Selection } from "./selection.ts";
import type { FlowChoice, TargetChoice, TargetUser } from "./target-choice.ts";
import { targetGroupFacts } from "./target-group-facts.ts";
import type { TargetGroupFacts } from "./target-group-facts.ts";
import { TargetHealth } from "./target-health.ts";
import { TargetProbes } from "./target-probes.ts";
import type { TargetWire } from "./target-wire.ts";
import { Target, targetKey } from "./target.ts";

export interface TargetGroupContext {
  readonly wire: TargetWire;
  readonly health: HealthBoard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resolveLoadBalancer: LoadBalancerResolver;
  readonly onDeregistered: (targetGroupArn: string, target: string) => void;
}

/** A target with everything that the group keeps of it. */
interface Member extends CandidateTarget {
  readonly key: string;
  readonly target: Target;
  readonly health: TargetHealth;
  readonly probes: TargetProbes;
  snapshot: TargetSnapshot;
  registered: boolean;
  drainTimer: Timer | null;
}

/** Targets, chosen one by one. */
export class TargetGroup {
  readonly #context: TargetGroupContext;
  readonly #schedule: HealthCheckSchedule;
  readonly #members = new Map<string, Member>();
  #snapshot: TargetGroupSnapshot;
  #selected: readonly Member[] = [];
  #selection: Selection<Target> | null = null;
  #algorithm = "";
  #failOpen = false;
  /** Null when something has changed since. */
  #facts: TargetGroupFacts | null = null;

  constructor(
    snapshot: TargetGroupSnapshot,
    context: TargetGroupContext,
    schedule: HealthCheckSchedule,
  ) {
    this.#snapshot = snapshot;
    this.#context = context;
    this.#schedule = schedule;
    this.update(snapshot);
  }

  /** Whether unhealthy targets get traffic because too few are healthy. */
  get failOpen(): boolean {
    return this.#failOpen;
  }

  /** What is known of it right now. */
  get facts(): TargetGroupFacts {
    this.#facts ??= targetGroupFacts(this.#snapshot, this.#context.health, this.#failOpen);
    return this.#facts;
  }

  choose(user: TargetUser): TargetChoice | null {
    const selection = this.#selection;
    return selection === null ? null : selection.next(0).use(user);
  }

  chooseFlow(flowHash: number, user: TargetUser): FlowChoice | null {
    const selection = this.#selection;
    return selection === null ? null : selection.next(flowHash).use(user);
  }

  update(snapshot: TargetGroupSnapshot): void {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    const protocolChanged = before.protocol !== snapshot.protocol;
    if (snapshot.proxyProtocolV2 && snapshot.protocol === "TLS") {
      // It would have to go before the handshake.
      this.#context.logger.warn("The PROXY protocol is not sent to TLS targets yet", {
        targetGroup: snapshot.targetGroupId,
      });
    }
    const keys = new Set<string>();
    for (const target of snapshot.targets) {
      const key = targetKey(target);
      keys.add(key);
      const member = this.#members.get(key);
      if (member === undefined) {
        this.#add(key, target);
      } else if (protocolChanged || movedElsewhere(member.snapshot, target)) {
        this.#replace(member, target);
      } else {
        member.snapshot = target;
        member.target.proxyProtocolV2 = snapshot.proxyProtocolV2 && snapshot.protocol === "TCP";
        this.#settle(member);
      }
    }
    for (const member of this.#members.values()) {
      if (!keys.has(member.key)) this.#remove(member);
    }
    this.#select();
  }

  /** Ends checks and idle connections; who uses a target now keeps it. */
  close(): void {
    for (const member of this.#members.values()) this.#retire(member);
    this.#members.clear();
    this.#selection = null;
    this.#selected = [];
  }

  #add(key: string, snapshot: TargetSnapshot): void {
    const target = new Target(this.#snapshot, snapshot, this.#context);
    const health = new TargetHealth({
      targetGroupArn: this.#snapshot.targetGroupArn,
      key,
      byNetworkLoadBalancer: isNetwork(this.#snapshot),
      board: this.#context.health,
      clock: this.#context.clock,
      schedule: this.#schedule,
      onChange: () => this.#onHealthChange(member),
      onReport: () => {
        this.#facts = null;
      },
    });
    const member: Member = {
      key,
      target,
      health,
      probes: new TargetProbes(target, this.#context.wire),
      snapshot,
      registered: false,
      drainTimer: null,
      get healthy() {
        return health.healthy;
      },
    };
    this.#members.set(key, member);
    this.#settle(member);
  }

  /** The target's name stayed, its place did not: connections to the old place are finished, not cut. */
  #replace(member: Member, snapshot: TargetSnapshot): void {
    this.#retire(member);
    this.#add(member.key, snapshot);
  }

  /** Brings a member into the state that the snapshots of group and target ask for. */
  #settle(member: Member): void {
    const { snapshot } = member;
    const group = this.#snapshot;
    const draining = snapshot.drainingUntilMs !== null;
    member.registered =
      !draining && (snapshot.address !== null || snapshot.loadBalancerArn !== null);
    member.drainTimer?.cancel();
    member.drainTimer = null;
    if (draining) {
      member.health.stay(REPORT_DRAINING);
      const delayMs = Math.max(0, (snapshot.drainingUntilMs ?? 0) - this.#context.clock.nowMs());
      member.drainTimer = this.#context.clock.after(delayMs, () => this.#onDrained(member));
    } else if (!group.inUse) {
      member.health.stay(REPORT_NOT_IN_USE);
    } else if (!member.registered) {
      member.health.stay(reportUnknownAddress(snapshot.id));
    } else if (!group.healthCheck.enabled) {
      member.health.stay(REPORT_CHECKS_DISABLED);
    } else {
      this.#check(member);
      return;
    }
    member.probes.close();
  }

  #check(member: Member): void {
    const probe = member.probes.renew(this.#snapshot, member.snapshot);
    if (probe !== null) member.health.check(this.#snapshot.healthCheck, probe);
  }

  #onHealthChange(member: Member): void {
    this.#select();
    const group = this.#snapshot;
    this.#context.logger.info("A target's health changed", {
      targetGroup: group.targetGroupId,
      target: member.key,
      state: member.health.state,
      failOpen: this.#failOpen,
    });
    if (
      isNetwork(group) &&
      group.unhealthyTermination &&
      !this.#failOpen &&
      member.health.state === "unhealthy"
    ) {
      member.target.cut(failureOf("no-target", "the target became unhealthy"));
    }
  }

  #onDrained(member: Member): void {
    this.#remove(member);
    this.#context.onDeregistered(this.#snapshot.targetGroupArn, member.key);
  }

  /**
   * The deregistration delay is over. An Application Load Balancer breaks off what is outstanding then; a Network
   * Load Balancer lets flows go on unless it is told not to
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html).
   */
  #remove(member: Member): void {
    this.#members.delete(member.key);
    this.#retire(member);
    if (!isNetwork(this.#snapshot) || this.#snapshot.deregistrationTermination) {
      member.target.cut(failureOf("deregistration-elapsed"));
    }
  }

  #retire(member: Member): void {
    member.drainTimer?.cancel();
    member.drainTimer = null;
    member.health.close();
    member.probes.close();
    member.target.close();
  }

  #select(): void {
    const group = this.#snapshot;
    const { targets, failOpen } = eligibleTargets(this.#members.values(), group);
    this.#failOpen = failOpen;
    this.#facts = null;
    for (const member of targets) member.target.failedOpen = failOpen;
    const algorithm = isNetwork(group) ? "flow_hash" : group.algorithm;
    if (algorithm === this.#algorithm && sameMembers(targets, this.#selected)) return;
    this.#algorithm = algorithm;
    this.#selected = targets;
    const sorted = targets.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    this.#selection =
      sorted.length === 0 ? null : SELECTIONS[algorithm](sorted.map((member) => member.target));
  }
}

function isNetwork(group: TargetGroupSnapshot): boolean {
  return group.protocol === "TCP" || group.protocol === "TLS";
}

function movedElsewhere(before: TargetSnapshot, after: TargetSnapshot): boolean {
  return before.address !== after.address || before.loadBalancerArn !== after.loadBalancerArn;
}

function sameMembers(a: readonly Member[], b: readonly Member[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index]);
}
