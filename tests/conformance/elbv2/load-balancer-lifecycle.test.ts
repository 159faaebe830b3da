// A load balancer's life through the real SDK client: from creation to active, with listener, rule, target group and
// target, to deletion. Expected shapes are written from AWS's API reference; nothing here was recorded from AWS.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  SetRulePrioritiesCommand,
  DescribeLoadBalancersCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import type { RecordBodies } from "../../../src/store/records.ts";
import type { Store } from "../../../src/store/store.ts";
import { startControlPlaneServer } from "../../support/control-plane-server.ts";

test("a load balancer with listener, rule and targets lives and goes through the SDK client", async () => {
  const server = await startControlPlaneServer();
  const activated = nextActivation(server.store);
  const ec2 = new EC2Client(server.clientConfig);
  const elbv2 = new ElasticLoadBalancingV2Client(server.clientConfig);
  try {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const made = await elbv2.send(
      new CreateLoadBalancerCommand({
        Name: "web",
        Scheme: "internal",
        Subnets: Subnets.map(({ SubnetId = "" }) => SubnetId),
        Tags: [{ Key: "stage", Value: "test" }],
      }),
    );
    const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    expect(made.LoadBalancers?.[0]).toMatchObject({
      State: { Code: "provisioning" },
      Type: "application",
      CreatedTime: expect.any(Date) as Date,
    });
    await activated;
    const described = await elbv2.send(new DescribeLoadBalancersCommand({ Names: ["web"] }));
    expect(described.LoadBalancers).toEqual([
      { ...made.LoadBalancers?.[0], State: { Code: "active" } },
    ]);

    const group = await elbv2.send(
      new CreateTargetGroupCommand({
        Name: "targets",
        Protocol: "HTTP",
        Port: 8080,
        VpcId: Subnets[0]?.VpcId,
        TargetType: "ip",
        Matcher: { HttpCode: "200-299" },
      }),
    );
    const TargetGroupArn = group.TargetGroups?.[0]?.TargetGroupArn ?? "";
    const modified = await elbv2.send(
      new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: "/health" }),
    );
    expect(modified.TargetGroups?.[0]).toMatchObject({
      HealthCheckPath: "/health",
      Matcher: { HttpCode: "200-299" },
      HealthCheckEnabled: true,
    });
    const Targets = [{ Id: "127.0.0.1", Port: 9001 }];
    await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));

    const listener = await elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Protocol: "HTTP",
        Port: 80,
        DefaultActions: [{ Type: "forward", TargetGroupArn }],
      }),
    );
    const ListenerArn = listener.Listeners?.[0]?.ListenerArn ?? "";
    const rule = await elbv2.send(
      new CreateRuleCommand({
        ListenerArn,
        Priority: 10,
        Conditions: [
          { Field: "path-pattern", PathPatternConfig: { Values: ["/old/*"] } },
          { Field: "query-string", QueryStringConfig: { Values: [{ Key: "v", Value: "1" }] } },
        ],
        Actions: [
          {
            Type: "redirect",
            RedirectConfig: { Path: "/new", Query: "", StatusCode: "HTTP_302" },
          },
        ],
      }),
    );
    const RuleArn = rule.Rules?.[0]?.RuleArn ?? "";
    await elbv2.send(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn, Priority: 20 }] }));
    const rules = await elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    expect(rules.Rules?.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ["20", false],
      ["default", true],
    ]);
    expect(rules.Rules?.[0]?.Actions?.[0]?.RedirectConfig).toEqual({
      Protocol: "#{protocol}",
      Host: "#{host}",
      Port: "#{port}",
      Path: "/new",
      Query: "",
      StatusCode: "HTTP_302",
    });

    const listeners = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    expect(listeners.Listeners).toEqual(listener.Listeners);
    const groups = await elbv2.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
    expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([LoadBalancerArn]);
    const health = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(health.TargetHealthDescriptions).toEqual([
      {
        Target: Targets[0],
        HealthCheckPort: "9001",
        TargetHealth: {
          State: "initial",
          Reason: "Elb.RegistrationInProgress",
          Description: "Target registration is in progress",
        },
      },
    ]);

    await elbv2.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: "routing.http.desync_mitigation_mode", Value: "monitor" }],
      }),
    );
    const attributes = await elbv2.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    expect(attributes.Attributes).toContainEqual({
      Key: "routing.http.desync_mitigation_mode",
      Value: "monitor",
    });
    const ResourceArns = [LoadBalancerArn];
    await elbv2.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: "owner" }] }));
    await elbv2.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ["stage"] }));
    const tags = await elbv2.send(new DescribeTagsCommand({ ResourceArns }));
    expect(tags.TagDescriptions?.[0]?.Tags).toEqual([{ Key: "owner", Value: "" }]);

    await elbv2.send(new DeleteRuleCommand({ RuleArn }));
    await elbv2.send(new DeleteListenerCommand({ ListenerArn }));
    await elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    await elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    const left = await elbv2.send(new DescribeTargetGroupsCommand({}));
    expect(left.TargetGroups).toEqual([]);
  } finally {
    ec2.destroy();
    elbv2.destroy();
    await server.close();
  }
});

/** Fulfils when a load balancer has become active. */
function nextActivation(store: Store): Promise<void> {
  return new Promise((resolve) => {
    store.subscribe((changes) => {
      for (const { after } of changes) {
        if (after?.kind !== "load-balancer") continue;
        const { loadBalancer } = after.body as RecordBodies["load-balancer"];
        if (loadBalancer.State?.Code === "active") resolve();
      }
    });
  });
}
