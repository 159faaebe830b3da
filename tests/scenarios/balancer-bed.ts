// Target groups and bound listeners of both kinds of load balancer on real ports, with a clock that the test moves, so
// that health checks, delays and idle times pass when it says so while sockets take the time they take.
import { FakeClock } from "../../src/base/fake-clock.ts";
import { silentLogger } from "../../src/base/logger.ts";
import { createAlbListener } from "../../src/balancer/alb/alb-listener.ts";
import { createAlbRuntime } from "../../src/balancer/alb/alb-runtime.ts";
import { defaultRule, forwardTo, listenerSnapshot } from "../../src/balancer/alb/rule-fixtures.ts";
import { openListenerPorts } from "../../src/balancer/listener-port.ts";
import { ListenerDirectory } from "../../src/balancer/listener-directory.ts";
import { NlbListener } from "../../src/balancer/nlb/nlb-listener.ts";
import { SocketTargetWire } from "../../src/balancer/targets/socket-target-wire.ts";
import { TargetGroups } from "../../src/balancer/targets/target-groups.ts";
import { HealthBoard } from "../../src/store/health-board.ts";
import type { TargetHealthState } from "../../src/store/health-board.ts";
import type {
  CertificateSnapshot,
  ListenerSnapshot,
  TargetGroupSnapshot,
  TargetSnapshot,
} from "../../src/store/snapshots.ts";
import { tlsPolicySnapshot } from "../../src/store/tls-policies.ts";
import { silentObserver } from "../../src/telemetry/hop-observer.ts";
import type {
  AlbRequestEntry,
  ListenerConnectionEntry,
  NlbFlowEntry,
} from "../../src/telemetry/hop-observer.ts";
import { createWireRuntime } from "../../src/wire/runtime.ts";
import type { WireRuntime } from "../../src/wire/runtime.ts";
import { connectRaw } from "./raw-peer.ts";
import type { RawPeer } from "./raw-peer.ts";

export const GROUP = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/tg/1";
export const ALB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/1";
export const NLB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1";

/** A target on a port of this machine. */
export function target(port: number, values: Partial<TargetSnapshot> = {}): TargetSnapshot {
  return {
    id: "127.0.0.1",
    port,
    address: "127.0.0.1",
    loadBalancerArn: null,
    availabilityZone: null,
    drainingUntilMs: null,
    ...values,
  };
}

/** A group whose targets are taken for healthy unless `healthCheck` says that they are checked. */
export function group(
  targets: readonly TargetSnapshot[],
  values: Partial<TargetGroupSnapshot> = {},
): TargetGroupSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    targetGroupArn: GROUP,
    name: "tg",
    targetGroupId: "targetgroup/tg/1",
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    targetType: "ip",
    healthCheck: {
      enabled: false,
      protocol: "HTTP",
      port: null,
      path: "/health",
      intervalMs: 30_000,
      timeoutMs: 5000,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    targets,
    inUse: true,
    healthCheckHost: "172.31.0.4:80",
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

/** Health checks switched on. */
export const CHECKED = group([]).healthCheck;

export function albListener(values: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    ...listenerSnapshot({ rules: [defaultRule(forwardTo(GROUP))] }),
    listenerArn: "alb-listener",
    loadBalancerArn: ALB,
    ...values,
  };
}

export function nlbListener(values: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    ...albListener(),
    listenerArn: "nlb-listener",
    loadBalancerArn: NLB,
    loadBalancerId: "net/n/1",
    loadBalancerType: "network",
    protocol: "TCP",
    alb: null,
    tcpIdleTimeoutMs: 350_000,
    ...values,
  };
}

/** What a TLS listener has more than others. */
export function tlsValues(certificate: CertificateSnapshot): Partial<ListenerSnapshot> {
  return {
    certificates: [certificate],
    tlsPolicy: tlsPolicySnapshot("ELBSecurityPolicy-TLS13-1-2-2021-06") ?? null,
  };
}

/** Load balancers on this machine. */
export class BalancerBed {
  readonly clock = new FakeClock(Date.now());
  readonly wire: WireRuntime = createWireRuntime({ clock: this.clock, logger: silentLogger });
  readonly board = new HealthBoard();
  readonly flows: NlbFlowEntry[] = [];
  readonly started: NlbFlowEntry[] = [];
  /** Handshakes that failed. */
  readonly refusedConnections: ListenerConnectionEntry[] = [];
  readonly requestStatuses: number[] = [];
  readonly deregistered: string[] = [];
  readonly directory: ListenerDirectory;
  readonly groups: TargetGroups;

  constructor() {
    this.groups = new TargetGroups({
      wire: new SocketTargetWire(this.wire),
      health: this.board,
      clock: this.clock,
      logger: silentLogger,
      resolveLoadBalancer: (arn, port) => this.directory.findByLoadBalancer(arn, port) ?? null,
      onDeregistered: (_arn, key) => void this.deregistered.push(key),
    });
    const observer = {
      ...silentObserver,
      nlbFlow: (entry: NlbFlowEntry) => void this.flows.push(entry),
      nlbFlowStarted: (entry: NlbFlowEntry) => void this.started.push(entry),
      connectionOpened: (entry: ListenerConnectionEntry) => {
        if (entry.failure !== null) this.refusedConnections.push(entry);
      },
      albRequest: (entry: AlbRequestEntry) => void this.requestStatuses.push(entry.elbStatus),
    };
    const alb = createAlbRuntime({
      wire: this.wire,
      targets: this.groups,
      observer,
      journeys: null,
      random: Math.random,
    });
    this.directory = new ListenerDirectory({
      clock: this.clock,
      logger: silentLogger,
      addressBook: { recall: () => undefined, remember: async () => {} },
      addresses: { host: "127.0.0.1", portRange: null, ownAddresses: false },
      openPort: openListenerPorts(this.wire),
      createAcceptor: (snapshot) =>
        snapshot.loadBalancerType === "application"
          ? createAlbListener(snapshot, alb)
          : new NlbListener(snapshot, { wire: this.wire, targets: this.groups, observer }),
    });
  }

  async listen(snapshot: ListenerSnapshot): Promise<number> {
    await this.directory.apply(snapshot.listenerArn, snapshot);
    return this.directory.find(snapshot.listenerArn)?.port ?? 0;
  }

  connect(listenerArn = "nlb-listener"): Promise<RawPeer> {
    return connectRaw(this.directory.find(listenerArn)?.port ?? 0);
  }

  /** One request on a connection of its own; the whole answer. */
  async request(path: string, listenerArn = "alb-listener"): Promise<string> {
    const peer = await this.connect(listenerArn);
    peer.send(`GET ${path} HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n`);
    const answer = await peer.takeAll();
    peer.socket.destroy();
    return answer;
  }

  health(port: number): TargetHealthState | undefined {
    return this.board.get(GROUP, `127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    let closed = false;
    const closing = this.directory.close(0).then(() => {
      closed = true;
    });
    // The time limit of closing is set in a later turn, so the clock is moved until it has passed.
    await until(() => {
      this.clock.advance(1);
      return closed;
    });
    await closing;
    this.groups.close();
    this.wire.close();
  }
}

/** Lets the event loop turn until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadlineMs) throw new Error(`Cannot see that ${String(condition)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
