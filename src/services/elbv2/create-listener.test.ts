import { expect, test } from "vitest";
import {
  LoadBalancingTestBed,
  NOT_FOUND,
  forwardTo,
} from "../../../tests/support/load-balancing-test-bed.ts";
import { createListener } from "./create-listener.ts";
import { describeRules } from "./describe-rules.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";

test("createListener() makes a listener that forwards, its default rule, and marks the target group used", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const targetGroupArn = await bed.targetGroup();
  const answer = await bed.run(createListener, {
    LoadBalancerArn: loadBalancerArn,
    Protocol: "HTTP",
    Port: 8080,
    DefaultActions: [forwardTo(targetGroupArn)],
  });
  const [listener] = answer.Listeners ?? [];
  const action = {
    Type: "forward",
    TargetGroupArn: targetGroupArn,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
  expect(listener).toEqual({
    ListenerArn: expect.stringMatching(
      new RegExp(`^${loadBalancerArn.replace(":loadbalancer/", ":listener/")}/[0-9a-f]{16}$`),
    ),
    LoadBalancerArn: loadBalancerArn,
    Port: 8080,
    Protocol: "HTTP",
    DefaultActions: [action],
  });
  const rules = await bed.run(describeRules, { ListenerArn: listener?.ListenerArn ?? "" });
  expect(rules.Rules).toEqual([
    {
      RuleArn: expect.stringContaining(":listener-rule/app/web/"),
      Priority: "default",
      Conditions: [],
      Actions: [action],
      IsDefault: true,
    },
  ]);
  const groups = await bed.run(describeTargetGroups, { LoadBalancerArn: loadBalancerArn });
  expect(groups.TargetGroups?.map((group) => group.LoadBalancerArns)).toEqual([[loadBalancerArn]]);
});

test("createListener() makes a secure listener with AWS's default policy", async () => {
  const bed = await LoadBalancingTestBed.create();
  const CertificateArn = await bed.certificate();
  const answer = await bed.run(createListener, {
    LoadBalancerArn: await bed.loadBalancer(),
    Protocol: "HTTPS",
    Port: 443,
    Certificates: [{ CertificateArn }],
    DefaultActions: [NOT_FOUND],
  });
  expect(answer.Listeners?.[0]).toMatchObject({
    SslPolicy: "ELBSecurityPolicy-2016-08",
    Certificates: [{ CertificateArn }],
    MutualAuthentication: { Mode: "off" },
  });
});

test("createListener() makes a TLS listener with an ALPN policy", async () => {
  const bed = await LoadBalancingTestBed.create();
  const CertificateArn = await bed.certificate();
  const answer = await bed.run(createListener, {
    LoadBalancerArn: await bed.loadBalancer("flow", { Type: "network" }),
    Protocol: "TLS",
    Port: 443,
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    AlpnPolicy: ["HTTP2Preferred"],
    Certificates: [{ CertificateArn }],
    DefaultActions: [forwardTo(await bed.targetGroup("t", { Protocol: "TLS", Port: 443 }))],
  });
  expect(answer.Listeners?.[0]).toMatchObject({
    Protocol: "TLS",
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    AlpnPolicy: ["HTTP2Preferred"],
  });
});

test("createListener() returns what exists when everything is the same, and refuses otherwise", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const arn = await bed.listener(loadBalancerArn);
  expect(await bed.listener(loadBalancerArn)).toBe(arn);
  expect(
    await bed.refusal(createListener, {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
    }),
  ).toEqual([
    "DuplicateListenerException",
    `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  ]);
});

test.for<[object, string, RegExp]>([
  [{ Port: undefined }, "ValidationException", /^A listener port must be specified$/],
  [{ Protocol: undefined }, "ValidationException", /^A listener protocol must be specified$/],
  [{ Port: 0 }, "ValidationException", /'0' at 'port' .* greater than or equal to 1$/],
  [{ Port: 65_536 }, "ValidationException", /less than or equal to 65535$/],
  [{ Protocol: "SPDY" }, "ValidationException", /at 'protocol' failed to satisfy/],
  [
    { Protocol: "TCP" },
    "ValidationException",
    /^Listener protocol 'TCP' must be one of 'HTTP, HTTPS'$/,
  ],
  [
    { Protocol: "HTTPS" },
    "ValidationException",
    /^A certificate must be specified for HTTPS listeners$/,
  ],
  [
    { SslPolicy: "ELBSecurityPolicy-2016-08" },
    "ValidationException",
    /^An SSL policy cannot be specified for HTTP listeners$/,
  ],
  [{ Certificates: [{ CertificateArn: "x" }] }, "ValidationException", /cannot be specified for/],
  [
    { Protocol: "HTTPS", Certificates: [{ CertificateArn: "arn:x" }] },
    "CertificateNotFoundException",
    /^Certificate 'arn:x' not found$/,
  ],
  [{ AlpnPolicy: ["HTTP2Only"] }, "ValidationException", /ALPN policy cannot be specified/],
  [
    { MutualAuthentication: { Mode: "verify" } },
    "InvalidConfigurationRequestException",
    /does not support mutual authentication yet/,
  ],
  [{ MutualAuthentication: { Mode: "x" } }, "ValidationException", /must be one of 'off/],
  [{ DefaultActions: [] }, "ValidationException", /^An action must be specified$/],
  [{ LoadBalancerArn: "x" }, "ValidationException", /not a valid load balancer ARN$/],
])("createListener() refuses %j", async ([settings, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const refusal = await bed.refusal(createListener, {
    LoadBalancerArn: await bed.loadBalancer(),
    Protocol: "HTTP",
    Port: 80,
    DefaultActions: [NOT_FOUND],
    ...settings,
  });
  expect(refusal).toEqual([name, expect.stringMatching(message)]);
});

test("createListener() refuses unknown policies and certificates that are not issued", async () => {
  const bed = await LoadBalancingTestBed.create();
  const base = {
    LoadBalancerArn: await bed.loadBalancer("flow", { Type: "network" }),
    Protocol: "TLS" as const,
    Port: 443,
    Certificates: [{ CertificateArn: await bed.certificate() }],
    DefaultActions: [forwardTo(await bed.targetGroup("t", { Protocol: "TCP" }))],
  };
  expect(await bed.refusal(createListener, { ...base, SslPolicy: "X" })).toEqual([
    "SSLPolicyNotFoundException",
    "SSL policy 'X' not found",
  ]);
  expect(await bed.refusal(createListener, { ...base, AlpnPolicy: ["X"] })).toEqual([
    "ALPNPolicyNotSupportedException",
    "ALPN policy 'X' not found",
  ]);
  const pending = await bed.certificate("b.example", "PENDING_VALIDATION");
  const Certificates = [{ CertificateArn: pending }];
  const [name] = await bed.refusal(createListener, { ...base, Certificates });
  expect(name).toBe("UnsupportedCertificate");
});

test.for(["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"] as const)(
  "createListener() says that %s is not there yet",
  async (Protocol) => {
    const bed = await LoadBalancingTestBed.create();
    const LoadBalancerArn = await bed.loadBalancer("flow", { Type: "network" });
    const DefaultActions = [NOT_FOUND];
    expect(
      await bed.refusal(createListener, { LoadBalancerArn, Protocol, Port: 53, DefaultActions }),
    ).toEqual([
      "UnsupportedProtocolException",
      `Postern does not support listeners with the protocol '${Protocol}' yet`,
    ]);
  },
);

test.for<["HTTP" | "TCP" | "TLS", "HTTP" | "TCP" | "TLS", "ip" | "alb", boolean]>([
  ["HTTP", "HTTP", "ip", true],
  ["HTTP", "TCP", "ip", false],
  ["TCP", "TCP", "ip", true],
  ["TCP", "TCP", "alb", true],
  ["TCP", "TLS", "ip", false],
  ["TCP", "HTTP", "ip", false],
  ["TLS", "TCP", "ip", true],
  ["TLS", "TLS", "ip", true],
  ["TLS", "TCP", "alb", false],
])(
  "createListener() judges a %s listener with a %s target group of type %s",
  async ([listenerProtocol, Protocol, TargetType, isCompatible]) => {
    const bed = await LoadBalancingTestBed.create();
    const targetGroupArn = await bed.targetGroup("t", { Protocol, TargetType });
    const isNetwork = listenerProtocol !== "HTTP";
    const input = {
      LoadBalancerArn: await bed.loadBalancer("lb", {
        Type: isNetwork ? "network" : "application",
      }),
      Protocol: listenerProtocol,
      Port: 443,
      DefaultActions: [forwardTo(targetGroupArn)],
      ...(listenerProtocol === "TLS" && {
        Certificates: [{ CertificateArn: await bed.certificate() }],
      }),
    };
    const answer = await bed.run(createListener, input).catch((error: Error) => error);
    const refused = {
      name: "IncompatibleProtocolsException",
      message: `The listener and the following target groups have incompatible protocols: ${targetGroupArn}`,
    };
    const made = { Listeners: [{ Protocol: listenerProtocol }] };
    expect(answer).toMatchObject(isCompatible ? made : refused);
  },
);

test("createListener() keeps a target group to one load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  const targetGroupArn = await bed.targetGroup();
  const DefaultActions = [forwardTo(targetGroupArn)];
  await bed.listener(await bed.loadBalancer("one"), { DefaultActions });
  const LoadBalancerArn = await bed.loadBalancer("two");
  expect(
    await bed.refusal(createListener, {
      LoadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions,
    }),
  ).toEqual([
    "TargetGroupAssociationLimitException",
    `The following target groups cannot be associated with more than one load balancer: ${targetGroupArn}`,
  ]);
});

test("createListener() stops at 50 per load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  const LoadBalancerArn = await bed.loadBalancer();
  for (let port = 1; port <= 50; port++) await bed.listener(LoadBalancerArn, { Port: port });
  const input = { LoadBalancerArn, Protocol: "HTTP" as const, Port: 51 };
  const [name] = await bed.refusal(createListener, { ...input, DefaultActions: [NOT_FOUND] });
  expect(name).toBe("TooManyListenersException");
});
