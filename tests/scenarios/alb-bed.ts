// An Application Load Balancer on a real port, with real target groups and no health checks, for scenario tests. What
// it hands to the observer is kept as plain copies.
import { systemClock } from "../../src/base/clock.ts";
import type { Clock } from "../../src/base/clock.ts";
import { createLogger } from "../../src/base/logger.ts";
import type { Logger } from "../../src/base/logger.ts";
import { createAlbListener } from "../../src/balancer/alb/alb-listener.ts";
import type { AlbListener } from "../../src/balancer/alb/alb-listener.ts";
import { createAlbRuntime } from "../../src/balancer/alb/alb-runtime.ts";
import {
  GROUP_ARN,
  defaultRule,
  forwardTo,
  listenerSnapshot,
} from "../../src/balancer/alb/rule-fixtures.ts";
import type { ListenerChanges } from "../../src/balancer/alb/rule-fixtures.ts";
import { SocketTargetWire } from "../../src/balancer/targets/socket-target-wire.ts";
import { TargetGroups } from "../../src/balancer/targets/target-groups.ts";
import type { TargetWire } from "../../src/balancer/targets/target-wire.ts";
import { HealthBoard } from "../../src/store/health-board.ts";
import type { TargetGroupSnapshot } from "../../src/store/snapshots.ts";
import { silentObserver } from "../../src/telemetry/hop-observer.ts";
import type { AlbRequestEntry, ListenerConnectionEntry } from "../../src/telemetry/hop-observer.ts";
import type { JourneySource } from "../../src/telemetry/journeys/journey-source.ts";
import type { KeptHop } from "../../src/telemetry/journeys/kept-hop.ts";
import { ClientPool } from "../../src/wire/http1/client-pool.ts";
import { ALB_RESPONSE_HEAD_LIMITS } from "../../src/wire/http1/head-limits.ts";
import { listenOnPort } from "../../src/wire/port-listener.ts";
import type { PortListener } from "../../src/wire/port-listener.ts";
import { createWireRuntime } from "../../src/wire/runtime.ts";
import type { WireRuntime } from "../../src/wire/runtime.ts";
import { createSocketDialer } from "../../src/wire/socket-dialer.ts";
import { RawTarget, answerAll, connectRaw, ok } from "./raw-peer.ts";
import type { RawPeer } from "./raw-peer.ts";

/** Short enough to wait for, and beyond what a busy machine makes of "at once". */
export const SHORT_TIMEOUT_MS = 300;

function wireFor(runtime: WireRuntime, options: AlbBedOptions): TargetWire {
  return options.tlsTargets === true ? new SocketTargetWire(runtime) : socketTargetWire(runtime);
}

function socketTargetWire(runtime: WireRuntime): TargetWire {
  return {
    dialer: ({ host, port, identity }) =>
      createSocketDialer({ host, port, identity, tls: null, connectTimeoutMs: 10_000 }, runtime),
    upstream: (dialer) =>
      new ClientPool(
        dialer,
        {
          idleTimeoutMs: 60_000,
          connectionsMax: 1000,
          requestsQueuedMax: 1000,
          responseHeadLimits: ALB_RESPONSE_HEAD_LIMITS,
        },
        runtime,
      ),
  };
}

export function targetGroup(
  ports: readonly number[],
  changes: Partial<TargetGroupSnapshot> = {},
): TargetGroupSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    targetGroupArn: GROUP_ARN,
    name: "blue",
    targetGroupId: "targetgroup/blue/73e2d6bc24d8a067",
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    targetType: "ip",
    healthCheck: {
      enabled: false,
      protocol: "HTTP",
      port: null,
      path: "/",
      intervalMs: 30_000,
      timeoutMs: 5_000,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    targets: ports.map((port) => ({
      id: "127.0.0.1",
      port,
      address: "127.0.0.1",
      loadBalancerArn: null,
      availabilityZone: null,
      drainingUntilMs: null,
    })),
    inUse: true,
    healthCheckHost: "127.0.0.1",
    deregistrationDelayMs: 300_000,
    deregistrationTermination: false,
    unhealthyTermination: false,
    algorithm: "round_robin",
    minimumHealthyCount: 1,
    minimumHealthyPercentage: null,
    proxyProtocolV2: false,
    preserveClientIp: false,
    ...changes,
  };
}

export interface AlbBedOptions extends ListenerChanges {
  /** What each connection to the target is given; by default 200 with the request line as body. */
  readonly target?: ((peer: RawPeer) => void) | null;
  readonly journeys?: JourneySource;
  readonly clock?: Clock;
  /** Targets of HTTPS groups are spoken to as such. */
  readonly tlsTargets?: boolean;
}

export class AlbBed {
  readonly entries: AlbRequestEntry[] = [];
  /** Connections that were opened and closed, in the order of what was told. */
  readonly connections: { readonly opened: boolean; readonly entry: ListenerConnectionEntry }[];
  warnings: string[] = [];
  readonly wire: WireRuntime;
  readonly groups: TargetGroups;
  readonly target: RawTarget;
  readonly listener: AlbListener;
  readonly port: PortListener;
  #entryWaiting: (() => void)[] = [];

  private constructor(parts: {
    wire: WireRuntime;
    groups: TargetGroups;
    target: RawTarget;
    listener: AlbListener;
    port: PortListener;
    connections: AlbBed["connections"];
  }) {
    this.wire = parts.wire;
    this.groups = parts.groups;
    this.target = parts.target;
    this.listener = parts.listener;
    this.port = parts.port;
    this.connections = parts.connections;
  }

  static async start(options: AlbBedOptions = {}): Promise<AlbBed> {
    const warnings: string[] = [];
    const logger: Logger = createLogger("warn", (line) => warnings.push(line));
    const clock = options.clock ?? systemClock;
    const wire = createWireRuntime({ clock, logger });
    const answer = answerAll((head) => ok(head.slice(0, head.indexOf("\r\n"))));
    const target = await RawTarget.start(options.target === undefined ? answer : options.target);
    const groups = new TargetGroups({
      wire: wireFor(wire, options),
      health: new HealthBoard(),
      clock,
      logger,
      resolveLoadBalancer: () => null,
      onDeregistered: () => {},
    });
    groups.update(GROUP_ARN, targetGroup([target.port]));
    const entries: AlbRequestEntry[] = [];
    const connections: AlbBed["connections"] = [];
    const hooks = { onEntry: () => {} };
    const runtime = createAlbRuntime({
      wire,
      targets: groups,
      observer: {
        ...silentObserver,
        albRequest: (entry) => {
          entries.push(copyOf(entry));
          hooks.onEntry();
        },
        connectionOpened: (entry) => void connections.push({ opened: true, entry }),
        connectionClosed: (entry) => void connections.push({ opened: false, entry }),
      },
      journeys: options.journeys ?? null,
      random: Math.random,
    });
    const snapshot = listenerSnapshot({ rules: [defaultRule(forwardTo(GROUP_ARN))], ...options });
    const listener = await createAlbListener(snapshot, runtime);
    const port = await listenOnPort(
      {
        host: "127.0.0.1",
        port: 0,
        expects: "plain",
        tls: null,
        acceptor: listener,
        onPlain: null,
        onTlsFailed: null,
      },
      wire,
    );
    const bed = new AlbBed({ wire, groups, target, listener, port, connections });
    hooks.onEntry = () => {
      bed.entries.push(...entries.splice(0));
      for (const resolve of bed.#entryWaiting.splice(0)) resolve();
    };
    bed.warnings = warnings;
    return bed;
  }

  connect(): Promise<RawPeer> {
    return connectRaw(this.port.port);
  }

  /** The log entry with that number, once it is written. */
  async entry(index = 0): Promise<AlbRequestEntry> {
    for (;;) {
      const entry = this.entries[index];
      if (entry !== undefined) return entry;
      await new Promise<void>((resolve) => this.#entryWaiting.push(resolve));
    }
  }

  /** What was kept of that request. */
  async keptHop(index = 0): Promise<KeptHop> {
    return (await this.entry(index)).keepHop();
  }

  async close(): Promise<void> {
    this.target.close();
    await this.port.close(0);
    this.groups.close();
    this.wire.close();
  }
}

/** The entry is the request itself, which goes on changing: its fields are copied when it is handed over. */
function copyOf(entry: AlbRequestEntry): AlbRequestEntry {
  const kept = entry.keepHop();
  return {
    snapshot: entry.snapshot,
    connectionType: entry.connectionType,
    headAtMs: entry.headAtMs,
    httpVersion: entry.httpVersion,
    tlsCipher: entry.tlsCipher,
    tlsProtocol: entry.tlsProtocol,
    serverName: entry.serverName,
    certificateArn: entry.certificateArn,
    connectionTraceId: entry.connectionTraceId,
    errorReason: entry.errorReason,
    ruleEvaluations: entry.ruleEvaluations,
    targetConnectionIsNew: entry.targetConnectionIsNew,
    failedOpen: entry.failedOpen,
    keepHop: () => kept,
    listenerArn: entry.listenerArn,
    loadBalancerId: entry.loadBalancerId,
    clientAddress: entry.clientAddress,
    clientPort: entry.clientPort,
    method: entry.method,
    requestTarget: entry.requestTarget,
    host: entry.host,
    userAgent: entry.userAgent,
    traceId: entry.traceId,
    elbStatus: entry.elbStatus,
    targetStatus: entry.targetStatus,
    targetGroupArn: entry.targetGroupArn,
    target: entry.target,
    matchedRulePriority: entry.matchedRulePriority,
    actionsExecuted: entry.actionsExecuted,
    redirectUrl: entry.redirectUrl,
    desyncTier: entry.desyncTier,
    desyncReason: entry.desyncReason,
    failure: entry.failure,
    receivedBytes: entry.receivedBytes,
    sentBytes: entry.sentBytes,
    startedAtMs: entry.startedAtMs,
    sentToTargetAtMs: entry.sentToTargetAtMs,
    targetAnsweredAtMs: entry.targetAnsweredAtMs,
    finishedAtMs: entry.finishedAtMs,
    invalidFieldsDropped: entry.invalidFieldsDropped,
    invalidFieldsForwarded: entry.invalidFieldsForwarded,
    journey: entry.journey,
  };
}
