import { expect, test } from "vitest";
import { compileTargetGroup, targetGroupsAffectedBy } from "./compile-target-group.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RecordBodies, RecordChange } from "./records.ts";
import type { ScopedRecords } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const PREFIX = "arn:aws:elasticloadbalancing:us-east-1:000000000000";
const LB = `${PREFIX}:loadbalancer/net/n/0123456789abcdef`;
const LISTENER = `${PREFIX}:listener/net/n/0123456789abcdef/1111111111111111`;
const RULE = `${PREFIX}:listener-rule/net/n/0123456789abcdef/1111111111111111/3333333333333333`;
const TG = `${PREFIX}:targetgroup/tg/2222222222222222`;
const OTHER = `${PREFIX}:targetgroup/other/4444444444444444`;

function target(id: string, values: Partial<RecordBodies["target"]> = {}): RecordBodies["target"] {
  return {
    targetGroupArn: TG,
    target: { Id: id, Port: 8080 },
    registeredAtMs: 1,
    deregisteredAtMs: null,
    ...values,
  };
}

function listener(targetGroupArn: string): RecordBodies["listener"] {
  return {
    listener: {
      ListenerArn: LISTENER,
      LoadBalancerArn: LB,
      Port: 80,
      Protocol: "TCP",
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    },
    attributes: {},
    extraCertificateArns: [],
    tags: {},
  };
}

async function run<T>(
  put: (records: ScopedRecords) => void,
  work: (records: ScopedRecords, changes: readonly RecordChange[]) => Promise<T>,
): Promise<T> {
  const store = createMemoryStore();
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => put(all.in(SCOPE)));
  return store.read((all) => work(all.in(SCOPE), changes));
}

function group(
  records: ScopedRecords,
  values: RecordBodies["target-group"]["targetGroup"] = {},
  attributes: Record<string, string> = {},
): void {
  records.put("target-group", TG, {
    targetGroup: {
      TargetGroupArn: TG,
      TargetGroupName: "tg",
      Protocol: "HTTP",
      Port: 80,
      TargetType: "ip",
      ...values,
    },
    attributes,
    tags: {},
  });
}

test("compileTargetGroup() writes AWS's defaults out", async () => {
  const snapshot = await run(group, (records) => compileTargetGroup(records, TG));
  expect(snapshot).toEqual({
    ...SCOPE,
    targetGroupArn: TG,
    name: "tg",
    targetGroupId: "targetgroup/tg/2222222222222222",
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    targetType: "ip",
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      port: null,
      path: "/",
      intervalMs: 30_000,
      timeoutMs: 5000,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    targets: [],
    inUse: false,
    healthCheckHost: "",
    deregistrationDelayMs: 300_000,
    deregistrationTermination: false,
    unhealthyTermination: true,
    algorithm: "round_robin",
    minimumHealthyCount: 1,
    minimumHealthyPercentage: null,
    proxyProtocolV2: false,
    preserveClientIp: false,
  });
});

test("compileTargetGroup() finds the address of every kind of target", async () => {
  const targetsOf = (type: "ip" | "instance" | "alb", id: string) =>
    run(
      (records) => {
        group(records, { TargetType: type });
        records.put("target", `${TG}#${id}:8080`, target(id));
        records.put("instance", "i-1", { address: "backend.local" });
      },
      async (records) => (await compileTargetGroup(records, TG))?.targets,
    );
  const none = { address: null, loadBalancerArn: null, drainingUntilMs: null, port: 8080 };
  expect(await targetsOf("ip", "127.0.0.1")).toMatchObject([{ ...none, address: "127.0.0.1" }]);
  expect(await targetsOf("instance", "i-1")).toMatchObject([{ ...none, address: "backend.local" }]);
  expect(await targetsOf("instance", "i-2")).toMatchObject([none]);
  expect(await targetsOf("alb", LB)).toMatchObject([{ ...none, loadBalancerArn: LB }]);
});

test("compileTargetGroup() counts the deregistration delay from deregistration on", async () => {
  const snapshot = await run(
    (records) => {
      group(records, {}, { "deregistration_delay.timeout_seconds": "7" });
      records.put("target", `${TG}#10.0.0.1:8080`, target("10.0.0.1", { deregisteredAtMs: 1000 }));
    },
    (records) => compileTargetGroup(records, TG),
  );
  expect(snapshot?.targets).toMatchObject([{ drainingUntilMs: 8000 }]);
});

test("compileTargetGroup() is in use when a listener or a rule forwards to it", async () => {
  const inUse = (put: (records: ScopedRecords) => void) =>
    run(
      (records) => {
        group(records);
        records.put("load-balancer", LB, {
          loadBalancer: {
            LoadBalancerArn: LB,
            AvailabilityZones: [{ LoadBalancerAddresses: [{ PrivateIPv4Address: "10.0.0.4" }] }],
          },
          attributes: {},
          tags: {},
        });
        put(records);
      },
      async (records) => {
        const snapshot = await compileTargetGroup(records, TG);
        return [snapshot?.inUse, snapshot?.healthCheckHost];
      },
    );
  expect(await inUse((records) => records.put("listener", LISTENER, listener(OTHER)))).toEqual([
    false,
    "",
  ]);
  expect(await inUse((records) => records.put("listener", LISTENER, listener(TG)))).toEqual([
    true,
    "10.0.0.4:80",
  ]);
  const byRule = (records: ScopedRecords) => {
    records.put("listener", LISTENER, listener(OTHER));
    records.put("rule", RULE, {
      rule: {
        RuleArn: RULE,
        Actions: [
          { Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: TG, Weight: 3 }] } },
        ],
      },
      listenerArn: LISTENER,
      tags: {},
    });
  };
  expect(await inUse(byRule)).toEqual([true, "10.0.0.4:80"]);
});

test("compileTargetGroup() takes attributes over defaults", async () => {
  const snapshot = await run(
    (records) =>
      group(
        records,
        { Protocol: "TLS", HealthCheckPort: "81", HealthCheckEnabled: false },
        {
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "off",
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "50",
          "target_health_state.unhealthy.connection_termination.enabled": "false",
          "deregistration_delay.connection_termination.enabled": "true",
          "proxy_protocol_v2.enabled": "true",
        },
      ),
    (records) => compileTargetGroup(records, TG),
  );
  expect(snapshot).toMatchObject({
    protocol: "TLS",
    healthCheck: { enabled: false, protocol: "TCP", port: 81, timeoutMs: 10_000, matcher: "" },
    minimumHealthyCount: 1,
    minimumHealthyPercentage: 50,
    unhealthyTermination: false,
    deregistrationTermination: true,
    proxyProtocolV2: true,
  });
});

test("targetGroupsAffectedBy() names the groups of both sides of a change of actions", async () => {
  const before = { kind: "listener", ...SCOPE, id: LISTENER, body: listener(TG) } as const;
  const after = { ...before, body: listener(OTHER) } as const;
  const affected = await run(
    () => {},
    (records) => targetGroupsAffectedBy({ before, after }, records),
  );
  expect(affected).toEqual([TG, OTHER]);
});

test("targetGroupsAffectedBy() finds the groups of an instance and of a target", async () => {
  const affected = await run(
    (records) => {
      group(records);
      records.put("target", `${TG}#i-1:8080`, target("i-1"));
      records.put("instance", "i-1", { address: "10.0.0.1" });
    },
    (records, changes) =>
      Promise.all(changes.map((change) => targetGroupsAffectedBy(change, records))),
  );
  expect(affected).toEqual([[TG], [TG], [TG]]);
});
