import { expect, test } from "vitest";
import type { AwsCall } from "../rule.ts";
import { writtenState, type Change, type WrittenState } from "./written-state.ts";

type Input = AwsCall["input"];

function stateOf(service: AwsCall["service"], operation: string, input: Input): WrittenState {
  const state = writtenState({ service, operation, input });
  if (state === null) throw new Error(`Cannot read back ${operation}`);
  return state;
}

const HTTP = { ApiId: "a1", IntegrationId: "i1" };
const METHOD = { restApiId: "r1", resourceId: "m1", httpMethod: "GET" };
const patch = (path: string, value: string) => ({
  ...METHOD,
  patchOperations: [{ op: "replace", path, value }],
});
const forward = (TargetGroupArn: string) => ({ Type: "forward", TargetGroupArn });

interface Case {
  readonly change: Change;
  readonly read: readonly [operation: string, input: Input];
  /** What AWS answers when it is made, and when something else is there. */
  readonly same: Input;
  readonly other: Input;
}

const CASES: readonly Case[] = [
  {
    change: {
      service: "apigatewayv2",
      operation: "UpdateIntegration",
      input: { ...HTTP, TlsConfig: { ServerNameToVerify: "a.test" } },
    },
    read: ["GetIntegration", HTTP],
    same: { ...HTTP, TlsConfig: { ServerNameToVerify: "a.test" }, TimeoutInMillis: 9 },
    other: { ...HTTP },
  },
  {
    change: {
      service: "apigatewayv2",
      operation: "UpdateIntegration",
      input: { ...HTTP, RequestParameters: { "overwrite:path": "" } },
    },
    read: ["GetIntegration", HTTP],
    same: { ...HTTP, RequestParameters: { "append:header.x": "1" } },
    other: { ...HTTP, RequestParameters: { "overwrite:path": "/theirs" } },
  },
  {
    change: {
      service: "apigatewayv2",
      operation: "UpdateStage",
      input: { ApiId: "a1", StageName: "prod", AutoDeploy: false },
    },
    read: ["GetStage", { ApiId: "a1", StageName: "prod" }],
    same: { StageName: "prod" },
    other: { StageName: "prod", AutoDeploy: true },
  },
  {
    change: {
      service: "apigateway",
      operation: "UpdateIntegration",
      input: patch("/timeoutInMillis", "29000"),
    },
    read: ["GetIntegration", METHOD],
    same: { timeoutInMillis: 29_000, uri: "https://a.test" },
    other: { timeoutInMillis: 1_000 },
  },
  {
    change: {
      service: "apigateway",
      operation: "UpdateIntegration",
      input: patch("/tlsConfig/insecureSkipVerification", "false"),
    },
    read: ["GetIntegration", METHOD],
    same: {},
    other: { tlsConfig: { insecureSkipVerification: true } },
  },
  {
    change: {
      service: "elbv2",
      operation: "ModifyListener",
      input: { ListenerArn: "l1", Certificates: [{ CertificateArn: "c1" }] },
    },
    read: ["DescribeListeners", { ListenerArns: ["l1"] }],
    same: {
      Listeners: [{ ListenerArn: "l1", Certificates: [{ CertificateArn: "c1", IsDefault: true }] }],
    },
    other: { Listeners: [{ ListenerArn: "l1", Certificates: [{ CertificateArn: "c2" }] }] },
  },
  {
    change: {
      service: "elbv2",
      operation: "ModifyRule",
      input: { RuleArn: "r1", Actions: [forward("g1")] },
    },
    read: ["DescribeRules", { RuleArns: ["r1"] }],
    same: { Rules: [{ RuleArn: "r1", Actions: [forward("g1")] }] },
    other: { Rules: [{ RuleArn: "r1", Actions: [forward("g2")] }] },
  },
  {
    change: {
      service: "elbv2",
      operation: "ModifyTargetGroup",
      input: { TargetGroupArn: "g1", Matcher: { HttpCode: "200" } },
    },
    read: ["DescribeTargetGroups", { TargetGroupArns: ["g1"] }],
    same: { TargetGroups: [{ TargetGroupArn: "g1", Matcher: { HttpCode: "200" }, Port: 80 }] },
    other: { TargetGroups: [{ TargetGroupArn: "g1", Matcher: { HttpCode: "200-399" } }] },
  },
  {
    change: {
      service: "elbv2",
      operation: "SetSecurityGroups",
      input: {
        LoadBalancerArn: "lb",
        SecurityGroups: ["b", "a"],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
      },
    },
    read: ["DescribeLoadBalancers", { LoadBalancerArns: ["lb"] }],
    same: { LoadBalancers: [{ SecurityGroups: ["a", "b"] }] },
    other: { LoadBalancers: [{ SecurityGroups: ["a", "c"] }] },
  },
  {
    change: {
      service: "elbv2",
      operation: "AddListenerCertificates",
      input: { ListenerArn: "l1", Certificates: [{ CertificateArn: "c1" }] },
    },
    read: ["DescribeListenerCertificates", { ListenerArn: "l1" }],
    same: { Certificates: [{ CertificateArn: "c0" }, { CertificateArn: "c1" }] },
    other: { Certificates: [{ CertificateArn: "c0" }] },
  },
  {
    change: {
      service: "elbv2",
      operation: "ModifyListenerAttributes",
      input: { ListenerArn: "l1", Attributes: [{ Key: "tcp.idle_timeout.seconds", Value: "60" }] },
    },
    read: ["DescribeListenerAttributes", { ListenerArn: "l1" }],
    same: {
      Attributes: [
        { Key: "x", Value: "1" },
        { Key: "tcp.idle_timeout.seconds", Value: "60" },
      ],
    },
    other: { Attributes: [{ Key: "tcp.idle_timeout.seconds", Value: "350" }] },
  },
];

test.for(CASES)(
  "writtenState() reads $change.operation back and sees a difference in what it writes alone",
  ({ change, read, same, other }) => {
    const state = stateOf(change.service, change.operation, change.input);
    expect([state.read.operation, state.read.input]).toEqual(read);
    expect(state.of(same)).toBe(state.after);
    expect(state.of(other)).not.toBe(state.after);
  },
);

test("writtenState() knows what cannot be read back", () => {
  const rule = { GroupId: "sg-1", IpPermissions: [] };
  expect(
    writtenState({ service: "ec2", operation: "AuthorizeSecurityGroupIngress", input: rule }),
  ).toBeNull();
  expect(writtenState({ service: "elbv2", operation: "CreateRule", input: {} })).toBeNull();
  const added = { ...METHOD, patchOperations: [{ op: "add", path: "/x", value: "y" }] };
  expect(
    writtenState({ service: "apigateway", operation: "UpdateIntegration", input: added }),
  ).toBeNull();
});
