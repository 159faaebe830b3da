import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { createTargetGroup } from "./create-target-group.ts";

test("createTargetGroup() answers AWS's defaults for HTTP", async () => {
  const bed = await LoadBalancingTestBed.create();
  const answer = await bed.run(createTargetGroup, {
    Name: "targets",
    Protocol: "HTTP",
    Port: 80,
    VpcId: bed.vpcId,
  });
  expect(answer.TargetGroups).toEqual([
    {
      TargetGroupArn: expect.stringMatching(/:targetgroup\/targets\/[0-9a-f]{16}$/) as string,
      TargetGroupName: "targets",
      Protocol: "HTTP",
      Port: 80,
      VpcId: bed.vpcId,
      HealthCheckProtocol: "HTTP",
      HealthCheckPort: "traffic-port",
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      HealthCheckPath: "/",
      Matcher: { HttpCode: "200" },
      LoadBalancerArns: [],
      TargetType: "instance",
      ProtocolVersion: "HTTP1",
      IpAddressType: "ipv4",
    },
  ]);
});

test("createTargetGroup() answers AWS's defaults for TCP, and for HTTP checks of TCP and alb groups", async () => {
  const bed = await LoadBalancingTestBed.create();
  const create = async (Name: string, settings: object) => {
    const input = { Name, Protocol: "TCP" as const, Port: 80, VpcId: bed.vpcId };
    return (await bed.run(createTargetGroup, { ...input, ...settings })).TargetGroups?.[0];
  };
  const tcp = await create("tcp", {});
  expect(tcp).toMatchObject({ HealthCheckProtocol: "TCP", HealthCheckTimeoutSeconds: 10 });
  for (const member of ["HealthCheckPath", "Matcher", "ProtocolVersion"]) {
    expect(tcp).not.toHaveProperty(member);
  }
  const http = { HealthCheckTimeoutSeconds: 6, Matcher: { HttpCode: "200-399" } };
  expect(await create("http", { HealthCheckProtocol: "HTTP" })).toMatchObject(http);
  expect(await create("alb", { TargetType: "alb" })).toMatchObject({
    HealthCheckProtocol: "HTTP",
    ...http,
  });
});

test("createTargetGroup() returns what exists when everything is the same, and refuses otherwise", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.targetGroup("targets");
  expect(await bed.targetGroup("targets")).toBe(arn);
  const input = {
    Name: "targets",
    Protocol: "HTTP" as const,
    Port: 81,
    VpcId: bed.vpcId,
    TargetType: "ip" as const,
  };
  expect(await bed.refusal(createTargetGroup, input)).toEqual([
    "DuplicateTargetGroupNameException",
    "A target group with the same name 'targets' exists, but with different settings",
  ]);
});

test.for<[object, string, RegExp]>([
  [{ Name: "a-" }, "ValidationException", /^Target group name 'a-' cannot begin or end with '-'$/],
  [{ Name: "x".repeat(33) }, "ValidationException", /cannot be longer than '32' characters$/],
  [{ Protocol: undefined }, "ValidationException", /^A protocol must be specified$/],
  [{ Port: undefined }, "ValidationException", /^A port must be specified$/],
  [{ VpcId: undefined }, "ValidationException", /^A VPC ID must be specified$/],
  [{ VpcId: "vpc-0" }, "ValidationException", /^The VPC ID 'vpc-0' is not found$/],
  [{ Port: 0 }, "ValidationException", /'0' at 'port'/],
  [{ TargetType: "pod" }, "ValidationException", /at 'targetType'/],
  [{ TargetType: "lambda" }, "UnsupportedProtocolException", /'lambda' yet$/],
  [{ Protocol: "UDP" }, "UnsupportedProtocolException", /'UDP' yet$/],
  [{ Protocol: "GENEVE" }, "UnsupportedProtocolException", /'GENEVE' yet$/],
  [{ ProtocolVersion: "GRPC" }, "UnsupportedProtocolException", /'GRPC' yet$/],
  [{ ProtocolVersion: "HTTP3" }, "ValidationException", /must be one of 'HTTP1, HTTP2, GRPC'$/],
  [{ Protocol: "TCP", ProtocolVersion: "HTTP1" }, "ValidationException", /cannot be specified/],
  [{ TargetType: "alb" }, "InvalidConfigurationRequestException", /must be 'TCP', not 'HTTP'$/],
  [{ IpAddressType: "ipv6" }, "InvalidConfigurationRequestException", /'ipv6' yet$/],
  [{ TargetControlPort: 99 }, "InvalidConfigurationRequestException", /control ports yet$/],
  [{ HealthCheckEnabled: false }, "ValidationException", /must be true/],
  [{ HealthCheckProtocol: "TCP" }, "ValidationException", /must be one of 'HTTP, HTTPS'$/],
  [{ HealthCheckPath: "x" }, "ValidationException", /must begin with '\/'/],
  [{ HealthCheckPort: "0" }, "ValidationException", /'traffic-port' or in the range 1-65535$/],
  [{ HealthCheckPort: "http" }, "ValidationException", /'traffic-port' or in the range/],
  [{ HealthCheckIntervalSeconds: 4 }, "ValidationException", /'healthCheckIntervalSeconds'/],
  [{ HealthCheckTimeoutSeconds: 1 }, "ValidationException", /'healthCheckTimeoutSeconds'/],
  [{ HealthyThresholdCount: 11 }, "ValidationException", /'healthyThresholdCount'/],
  [
    { HealthCheckTimeoutSeconds: 31 },
    "ValidationException",
    /^Health check timeout '31' must be smaller than the interval '30'$/,
  ],
  [{ HealthCheckIntervalSeconds: 5 }, "ValidationException", /'5' must be smaller/],
  [{ Matcher: { HttpCode: "500" } }, "ValidationException", /within '200-499' inclusive$/],
  [{ Matcher: { HttpCode: "300-200" } }, "ValidationException", /within '200-499'/],
  [{ Matcher: { GrpcCode: "0" } }, "ValidationException", /version GRPC only$/],
  [
    { Protocol: "TCP", Matcher: { HttpCode: "200" } },
    "InvalidConfigurationRequestException",
    /^Custom health check matchers are not supported for health checks for target groups with the TCP protocol$/,
  ],
  [
    { Protocol: "TCP", HealthCheckPath: "/" },
    "InvalidConfigurationRequestException",
    /paths are not supported/,
  ],
])("createTargetGroup() refuses %j", async ([settings, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const refusal = await bed.refusal(createTargetGroup, {
    Name: "targets",
    Protocol: "HTTP",
    Port: 80,
    VpcId: bed.vpcId,
    ...settings,
  });
  expect(refusal).toEqual([name, expect.stringMatching(message)]);
});

test("createTargetGroup() takes lists and ranges of codes, and a TCP check as long as its interval", async () => {
  const bed = await LoadBalancingTestBed.create();
  const shown = async (input: object) =>
    (
      await bed.run(createTargetGroup, {
        Name: "t",
        Protocol: "HTTP",
        Port: 80,
        VpcId: bed.vpcId,
        ...input,
      })
    ).TargetGroups?.[0];
  const codes = { Matcher: { HttpCode: "200,202,300-399" } };
  expect(await shown({ Name: "codes", ...codes })).toMatchObject(codes);
  const tcp = { Protocol: "TCP", HealthCheckIntervalSeconds: 10 };
  expect(await shown({ Name: "tcp", ...tcp })).toMatchObject({ HealthCheckTimeoutSeconds: 10 });
});

test("createTargetGroup() stops at 3000", async () => {
  const bed = await LoadBalancingTestBed.create();
  const first = await bed.targetGroup("t0");
  await bed.records(async (records) => {
    const body = await records.get("target-group", first);
    for (let n = 1; body !== undefined && n < 3000; n++) {
      records.put("target-group", first.replace("/t0/", `/t${n}/`), body);
    }
  });
  const input = { Name: "more", Protocol: "HTTP" as const, Port: 80, VpcId: bed.vpcId };
  expect((await bed.refusal(createTargetGroup, input))[0]).toBe("TooManyTargetGroupsException");
});
