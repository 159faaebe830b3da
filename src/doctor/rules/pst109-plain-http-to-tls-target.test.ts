import { expect, test } from "vitest";
import { metricOf } from "../balancer-evidence-fixtures.ts";
import {
  ALB_ARN,
  ALB_TARGET_GROUP_ARN,
  at,
  httpApiOnAlb,
  NLB_TARGET_GROUP_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import {
  examineRule,
  first,
  foundBy,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";

const ALB_ERROR = [`error ${ALB_TARGET_GROUP_ARN}`];
const NLB_ERROR = [`error ${NLB_TARGET_GROUP_ARN}`];

function probed(targetGroupArn: string, speaks: "http" | "tls") {
  return { probes: [{ targetGroupArn, target: "10.0.0.10:80", speaks, detail: "" }] };
}

function withGroup(
  inventory: MutableInventory,
  change: Partial<MutableInventory["targetGroups"][number]["targetGroup"]>,
): MutableInventory {
  const group = first(inventory.targetGroups);
  group.targetGroup = { ...group.targetGroup, ...change };
  return inventory;
}

test("PST109 tells of targets that answer a probe in TLS where they get plain HTTP", () => {
  const finding = onlyFinding(
    examineRule("PST109", httpApiOnAlb(), probed(ALB_TARGET_GROUP_ARN, "tls")),
  );
  expect(`${finding.severity} ${finding.resource.id}`).toBe(ALB_ERROR[0]);
  expect(finding.title).toBe("Targets of shop get plain HTTP and speak TLS");
  expect(finding.seen["targets"]).toEqual(["10.0.0.10:80: it answered a probe in TLS"]);
});

test("PST109 tells of plain targets in an HTTPS target group", () => {
  const inventory = withGroup(httpApiOnAlb(), { Protocol: "HTTPS" });
  expect(foundBy("PST109", inventory)).toEqual(ALB_ERROR);
  const { title } = onlyFinding(examineRule("PST109", inventory));
  expect(title).toBe("Targets of shop get TLS and speak plain HTTP");
});

test("PST109 tells of a TLS listener that decrypts for targets that want TLS", () => {
  expect(foundBy("PST109", restApiOnNlb(), probed(NLB_TARGET_GROUP_ARN, "tls"))).toEqual(NLB_ERROR);
  const encrypting = withGroup(restApiOnNlb(), { Protocol: "TLS" });
  expect(foundBy("PST109", encrypting, probed(NLB_TARGET_GROUP_ARN, "tls"))).toEqual([]);
  expect(foundBy("PST109", encrypting, probed(NLB_TARGET_GROUP_ARN, "http"))).toEqual(NLB_ERROR);
});

test("PST109 asks what the gateway sends where a TCP listener hands it on", () => {
  const inventory = (uri: string) => {
    const changed = restApiWith((integration) => {
      integration.uri = uri;
    });
    listenerOf(changed).listener.Protocol = "TCP";
    return changed;
  };
  const tls = probed(NLB_TARGET_GROUP_ARN, "tls");
  expect(foundBy("PST109", inventory("http://shop.example.com:443/pets"), tls)).toEqual(NLB_ERROR);
  expect(foundBy("PST109", inventory("https://shop.example.com/pets"), tls)).toEqual([]);
});

test("PST109 knows what a load balancer behind a load balancer expects", () => {
  const inventory = restApiOnNlb();
  const balancers = httpApiOnAlb();
  inventory.loadBalancers.push(...balancers.loadBalancers);
  inventory.listeners.push(...balancers.listeners);
  withGroup(inventory, { TargetType: "alb", Port: 443, HealthCheckProtocol: "HTTPS" });
  first(inventory.targetGroups).targets = [{ target: { Id: ALB_ARN, Port: 443 }, health: null }];
  expect(foundBy("PST109", inventory)).toEqual(NLB_ERROR);
});

test("PST109 is silent on healthy stacks and where nothing is known of the targets", () => {
  expect(foundBy("PST109", httpApiOnAlb())).toEqual([]);
  expect(foundBy("PST109", restApiOnNlb())).toEqual([]);
  const inventory = httpApiOnAlb();
  first(first(inventory.targetGroups).targets).health = null;
  const { findings, undecided } = examineRule("PST109", inventory);
  expect([findings, undecided]).toEqual([[], []]);
});

test("PST109 warns where every target answers 400 to plain health checks", () => {
  const inventory = httpApiOnAlb();
  const target = first(first(inventory.targetGroups).targets);
  target.health = {
    State: "unhealthy",
    Reason: "Target.ResponseCodeMismatch",
    Description: "Health checks failed with these codes: [400]",
  };
  expect(foundBy("PST109", inventory)).toEqual([`warning ${ALB_TARGET_GROUP_ARN}`]);
  target.health.Description = "Health checks failed with these codes: [404]";
  expect(foundBy("PST109", inventory)).toEqual([]);
});

test("PST109 warns of refused handshakes where one target group alone can be meant", () => {
  const inventory = withGroup(httpApiOnAlb(), {
    Protocol: "HTTPS",
    HealthCheckPort: "8081",
  });
  const metrics = [metricOf(ALB_ARN, "TargetTLSNegotiationErrorCount", 7)];
  expect(foundBy("PST109", inventory)).toEqual([]);
  expect(foundBy("PST109", inventory, { metrics })).toEqual([`warning ${ALB_TARGET_GROUP_ARN}`]);
  const group = first(inventory.targetGroups);
  inventory.targetGroups.push({ ...group, arn: `${group.arn}b`, location: at("b") });
  const { findings, undecided } = examineRule("PST109", inventory, { metrics });
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});

test("PST109 exchanges the target group for one that has the same targets and suits them", () => {
  const inventory = httpApiOnAlb();
  const group = first(inventory.targetGroups);
  const arn = `${group.arn}b`;
  inventory.targetGroups.push({
    ...group,
    arn,
    location: at(arn),
    targetGroup: { ...group.targetGroup, TargetGroupArn: arn, Protocol: "HTTPS" },
  });
  const evidence = probed(ALB_TARGET_GROUP_ARN, "tls");
  const [fix] = onlyFinding(examineRule("PST109", inventory, evidence)).fixes;
  const ListenerArn = listenerOf(inventory).arn;
  const actions = (TargetGroupArn: string) => [{ Type: "forward", TargetGroupArn }];
  expect(fix?.calls).toEqual([
    {
      service: "elbv2",
      operation: "ModifyListener",
      input: { ListenerArn, DefaultActions: actions(arn) },
      undo: {
        operation: "ModifyListener",
        input: { ListenerArn, DefaultActions: actions(ALB_TARGET_GROUP_ARN) },
      },
    },
  ]);
});
