// Target groups on a fake wire and a clock that stands still, and snapshots as tests of target groups write them. Not
// part of the product.
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger } from "../../base/logger.ts";
import type { Failure } from "../../base/failure.ts";
import { HealthBoard } from "../../store/health-board.ts";
import type { TargetGroupSnapshot, TargetSnapshot } from "../../store/snapshots.ts";
import { FakeTargetWire } from "./fake-target-wire.ts";
import type { FakeRequest } from "./fake-target-wire.ts";
import type { LoadBalancerPlace } from "./load-balancer-place.ts";
import type { TargetUser } from "./target-choice.ts";
import { TargetGroups } from "./target-groups.ts";

export const ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/tg/1";
export const ALB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/2";

/** Notes what it is told. */
export class User implements TargetUser {
  readonly gone: Failure[] = [];

  onTargetGone(reason: Failure): void {
    this.gone.push(reason);
  }
}

export function target(id: string, values: Partial<TargetSnapshot> = {}): TargetSnapshot {
  return {
    id,
    port: 80,
    address: id,
    loadBalancerArn: null,
    availabilityZone: null,
    drainingUntilMs: null,
    ...values,
  };
}

export function group(
  targets: readonly TargetSnapshot[],
  values: Partial<TargetGroupSnapshot> = {},
): TargetGroupSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    targetGroupArn: ARN,
    name: "tg",
    targetGroupId: "targetgroup/tg/1",
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    targetType: "ip",
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      port: null,
      path: "/healthz",
      intervalMs: 30_000,
      timeoutMs: 5000,
      healthyThreshold: 3,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    targets,
    inUse: true,
    healthCheckHost: "172.31.0.4:443",
    deregistrationDelayMs: 300_000,
    deregistrationTermination: false,
    unhealthyTermination: true,
    algorithm: "round_robin",
    minimumHealthyCount: 1,
    minimumHealthyPercentage: null,
    proxyProtocolV2: false,
    preserveClientIp: false,
    ...values,
  };
}

/** Everything that a test of target groups needs. */
export function setUp() {
  const clock = new FakeClock(1000);
  const wire = new FakeTargetWire();
  const board = new HealthBoard();
  const places = new Map<string, LoadBalancerPlace>();
  const deregistered: string[] = [];
  const groups = new TargetGroups({
    wire,
    health: board,
    clock,
    logger: silentLogger,
    resolveLoadBalancer: (arn, port) => places.get(`${arn}:${port}`) ?? null,
    onDeregistered: (_arn, key) => deregistered.push(key),
  });
  const user = new User();
  return {
    clock,
    wire,
    groups,
    places,
    deregistered,
    user,
    update: (targets: readonly TargetSnapshot[], values: Partial<TargetGroupSnapshot> = {}) =>
      groups.update(ARN, group(targets, values)),
    health: (key: string) => board.get(ARN, key),
    /** Moves on to the next round of checks and answers them by host. */
    checkRound(statuses: Record<string, number>, passMs = 30_000): FakeRequest[] {
      const before = wire.requests.length;
      clock.advance(passMs);
      const round = wire.requests.slice(before);
      for (const request of round) {
        const host = /Host: (\S+)/.exec(request.message.head)?.[1] ?? "";
        const status = statuses[host];
        if (status !== undefined) request.answer(status);
      }
      return round;
    },
    /** Targets that get traffic, found by asking often. */
    eligible(): string[] {
      const found = new Set<string>();
      for (let i = 0; i < 50; i++) {
        const choice = groups.choose(ARN, user) ?? groups.chooseFlow(ARN, i, user);
        if (choice !== null) found.add(choice.target);
        choice?.release(user);
      }
      return [...found].toSorted();
    },
  };
}
