import { expect, test } from "vitest";
import { compileListener, listenerCompiler, listenersAffectedBy } from "./compile-listener.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RecordBodies, RecordChange, RecordKind } from "./records.ts";
import type { ScopedRecords, Store } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const PREFIX = "arn:aws:elasticloadbalancing:us-east-1:000000000000";
const LB = `${PREFIX}:loadbalancer/app/web/0123456789abcdef`;
const LISTENER = `${PREFIX}:listener/app/web/0123456789abcdef/1111111111111111`;
const RULE = `${PREFIX}:listener-rule/app/web/0123456789abcdef/1111111111111111`;
const TG = `${PREFIX}:targetgroup/tg/2222222222222222`;
const CERT = "arn:aws:acm:us-east-1:000000000000:certificate/c1";
const CERT2 = "arn:aws:acm:us-east-1:000000000000:certificate/c2";

function certificate(name: string, chainPem: string): RecordBodies["certificate"] {
  return {
    certificate: {},
    certificatePem: `${name}\n`,
    chainPem,
    privateKeyPem: `${name} key`,
    tags: {},
  };
}

async function storeWith(
  put: (records: ScopedRecords) => void = () => {},
): Promise<{ store: Store; changes: RecordChange[] }> {
  const store = createMemoryStore();
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => {
    const records = all.in(SCOPE);
    records.put("load-balancer", LB, {
      loadBalancer: {
        LoadBalancerArn: LB,
        LoadBalancerName: "web",
        DNSName: "web-1.us-east-1.elb.amazonaws.com",
        Scheme: "internet-facing",
        Type: "application",
        VpcId: "vpc-1",
        SecurityGroups: ["sg-1"],
      },
      attributes: { "idle_timeout.timeout_seconds": "30" },
      tags: {},
    });
    records.put("listener", LISTENER, {
      listener: {
        ListenerArn: LISTENER,
        LoadBalancerArn: LB,
        Port: 443,
        Protocol: "HTTPS",
        SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates: [{ CertificateArn: CERT }],
        DefaultActions: [{ Type: "forward", TargetGroupArn: TG }],
      },
      attributes: {
        "routing.http.response.server.enabled": "false",
        "routing.http.response.x_frame_options.header_value": "DENY",
      },
      extraCertificateArns: [CERT2, CERT],
      tags: {},
    });
    records.put("certificate", CERT, certificate("leaf", "chain"));
    records.put("certificate", CERT2, certificate("other", ""));
    records.put("security-group", "sg-1", {
      securityGroup: { GroupId: "sg-1" },
      rules: [
        { IsEgress: false, IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv4: "10.0.0.0/8" },
        { IsEgress: true, IpProtocol: "-1", CidrIpv4: "0.0.0.0/0" },
      ],
    });
    records.put("network-interface", "eni-1", {
      networkInterface: {
        Description: "ELB app/web/0123456789abcdef",
        PrivateIpAddress: "172.31.0.9",
      },
    });
    put(records);
  });
  return { store, changes };
}

async function compiled(put?: (records: ScopedRecords) => void) {
  const { store } = await storeWith(put);
  return store.read((all) => compileListener(all.in(SCOPE), LISTENER));
}

test("compileListener() writes everything out that a listener runs on", async () => {
  expect(await compiled()).toMatchObject({
    ...SCOPE,
    listenerArn: LISTENER,
    loadBalancerId: "app/web/0123456789abcdef",
    loadBalancerType: "application",
    protocol: "HTTPS",
    port: 443,
    nodeAddresses: ["172.31.0.9"],
    securityGroups: [
      {
        groupId: "sg-1",
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrs: ["10.0.0.0/8"] }],
        egress: [{ protocol: "-1", cidrs: ["0.0.0.0/0"] }],
      },
    ],
    certificates: [
      { certificateArn: CERT, certificateChainPem: "leaf\nchain", isDefault: true },
      { certificateArn: CERT2, certificateChainPem: "other", isDefault: false },
    ],
    tlsPolicy: { name: "ELBSecurityPolicy-TLS13-1-2-2021-06", minVersion: "TLSv1.2" },
    alb: {
      idleTimeoutMs: 30_000,
      clientKeepAliveMs: 3_600_000,
      desyncMode: "defensive",
      serverHeader: false,
      responseFields: [["X-Frame-Options", "DENY"]],
    },
  });
});

test("compileListener() orders rules by priority, the default rule last", async () => {
  const rule = (id: string, priority: string): RecordBodies["rule"] => ({
    rule: {
      RuleArn: `${RULE}/${id}`,
      Priority: priority,
      IsDefault: priority === "default",
      Conditions: [
        { Field: "path-pattern", Values: [`/${id}`] },
        { Field: "query-string", QueryStringConfig: { Values: [{ Value: "v" }] } },
      ],
      Actions: [
        { Type: "authenticate-oidc", Order: 1 },
        { Type: "redirect", Order: 2, RedirectConfig: { StatusCode: "HTTP_301", Port: "443" } },
      ],
    },
    listenerArn: LISTENER,
    tags: {},
  });
  const snapshot = await compiled((records) => {
    for (const [id, priority] of [
      ["a", "100"],
      ["b", "9"],
      ["c", "default"],
    ] as const) {
      records.put("rule", `${RULE}/${id}`, rule(id, priority));
    }
  });
  expect(snapshot?.rules.map((each) => each.ruleArn)).toEqual([
    `${RULE}/b`,
    `${RULE}/a`,
    `${RULE}/c`,
  ]);
  expect(snapshot?.rules[0]).toMatchObject({
    priority: 9,
    conditions: [
      { field: "path-pattern", values: ["/b"] },
      { field: "query-string", pairs: [{ key: null, value: "v" }] },
    ],
    actions: [
      { type: "unsupported", name: "authenticate-oidc" },
      { type: "redirect", statusCode: 301, port: "443", host: "#{host}", path: "/#{path}" },
    ],
  });
  expect(snapshot?.rules[2]).toMatchObject({
    isDefault: true,
    priority: 0,
    actions: [{ type: "forward", targetGroups: [{ targetGroupArn: TG, weight: 1 }] }],
  });
});

test("compileListener() gives null when the listener or its load balancer is gone", async () => {
  expect(await compiled((records) => records.delete("listener", LISTENER))).toBeNull();
  expect(await compiled((records) => records.delete("load-balancer", LB))).toBeNull();
});

test("compileListener() gives null for a protocol that isn't served", async () => {
  const snapshot = await compiled((records) =>
    records.put("listener", LISTENER, {
      listener: { ListenerArn: LISTENER, LoadBalancerArn: LB, Port: 53, Protocol: "UDP" },
      attributes: {},
      extraCertificateArns: [],
      tags: {},
    }),
  );
  expect(snapshot).toBeNull();
});

test("compileListener() leaves a load balancer without security groups open", async () => {
  const snapshot = await compiled((records) =>
    records.put("load-balancer", LB, {
      loadBalancer: {
        LoadBalancerArn: LB,
        Type: "network",
        AvailabilityZones: [{ LoadBalancerAddresses: [{ PrivateIPv4Address: "10.0.0.4" }] }],
      },
      attributes: {},
      tags: {},
    }),
  );
  expect(snapshot).toMatchObject({
    securityGroups: null,
    alb: null,
    loadBalancerType: "network",
    nodeAddresses: ["10.0.0.4"],
    tcpIdleTimeoutMs: 350_000,
  });
});

test.for<[type: string, accessLog: object | null, connectionLog: object | null]>([
  ["application", { bucket: "logs", prefix: "a/b" }, { bucket: "logs", prefix: "" }],
  ["network", { bucket: "logs", prefix: "a/b" }, null],
])(
  "compileListener() says where an %s load balancer's logs go",
  async ([Type, accessLog, connectionLog]) => {
    const withLogs = (enabled: string) =>
      compiled((records) =>
        records.put("load-balancer", LB, {
          loadBalancer: { LoadBalancerArn: LB, Type: Type as "application" | "network" },
          attributes: {
            "access_logs.s3.enabled": enabled,
            "access_logs.s3.bucket": "logs",
            "access_logs.s3.prefix": "a/b",
            "connection_logs.s3.enabled": enabled,
            "connection_logs.s3.bucket": "logs",
          },
          tags: {},
        }),
      );
    expect(await withLogs("true")).toMatchObject({ accessLog, connectionLog });
    expect(await withLogs("false")).toMatchObject({ accessLog: null, connectionLog: null });
  },
);

test.for<[RecordKind, string, string[]]>([
  ["listener", LISTENER, [LISTENER]],
  ["load-balancer", LB, [LISTENER]],
  ["certificate", CERT2, [LISTENER]],
  ["security-group", "sg-1", [LISTENER]],
  ["network-interface", "eni-1", [LISTENER]],
  ["security-group", "sg-2", []],
  ["target-group", TG, []],
])("listenersAffectedBy() a change of %s %s", async ([kind, id, expected]) => {
  const { store, changes } = await storeWith((records) => {
    records.put("security-group", "sg-2", { securityGroup: {}, rules: [] });
    records.put("target-group", TG, { targetGroup: {}, attributes: {}, tags: {} });
  });
  const change = changes.find(({ after }) => after?.kind === kind && after.id === id);
  const affected = await store.read((all) =>
    listenersAffectedBy(change as RecordChange, all.in(SCOPE)),
  );
  expect(affected).toEqual(expected);
});

test("listenerCompiler.allKeys() names every listener with its scope", async () => {
  const { store } = await storeWith();
  const keys = await store.read((all) => listenerCompiler.allKeys(all));
  expect(keys).toEqual([{ scope: SCOPE, key: LISTENER }]);
});
