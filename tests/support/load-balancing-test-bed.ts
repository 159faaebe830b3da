// A test bed with a default network and short ways to load balancers, listeners and target groups, for tests of
// Elastic Load Balancing's operations.
import { createListener } from "../../src/services/elbv2/create-listener.ts";
import { createLoadBalancer } from "../../src/services/elbv2/create-load-balancer.ts";
import { createRule } from "../../src/services/elbv2/create-rule.ts";
import { createTargetGroup } from "../../src/services/elbv2/create-target-group.ts";
import type { Input } from "../../src/services/elbv2/operation-types.ts";
import { OperationTestBed } from "./operation-test-bed.ts";

export class LoadBalancingTestBed extends OperationTestBed {
  vpcId = "";
  subnetIds: string[] = [];
  securityGroupId = "";

  static async create(): Promise<LoadBalancingTestBed> {
    const bed = new LoadBalancingTestBed();
    Object.assign(bed, await bed.defaultNetwork());
    return bed;
  }

  /** The ARN of a new load balancer in all three subnets. */
  async loadBalancer(
    name = "web",
    settings: Partial<Input<"CreateLoadBalancer">> = {},
  ): Promise<string> {
    const answer = await this.run(createLoadBalancer, {
      Name: name,
      Subnets: this.subnetIds,
      ...settings,
    });
    return answer.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  }

  /** The ARN of a new target group: HTTP on port 80 with targets of type ip, unless said otherwise. */
  async targetGroup(
    name = "targets",
    settings: Partial<Input<"CreateTargetGroup">> = {},
  ): Promise<string> {
    const answer = await this.run(createTargetGroup, {
      Name: name,
      Protocol: "HTTP",
      Port: 80,
      VpcId: this.vpcId,
      TargetType: "ip",
      ...settings,
    });
    return answer.TargetGroups?.[0]?.TargetGroupArn ?? "";
  }

  /** The ARN of a new HTTP listener that answers 404 itself, unless said otherwise. */
  async listener(
    loadBalancerArn: string,
    settings: Partial<Input<"CreateListener">> = {},
  ): Promise<string> {
    const answer = await this.run(createListener, {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [NOT_FOUND],
      ...settings,
    });
    return answer.Listeners?.[0]?.ListenerArn ?? "";
  }

  /** The ARN of a new rule on the path `/PRIORITY` that answers 404, unless said otherwise. */
  async rule(
    listenerArn: string,
    priority: number,
    settings: Partial<Input<"CreateRule">> = {},
  ): Promise<string> {
    const answer = await this.run(createRule, {
      ListenerArn: listenerArn,
      Priority: priority,
      Conditions: [{ Field: "path-pattern", Values: [`/${priority}`] }],
      Actions: [NOT_FOUND],
      ...settings,
    });
    return answer.Rules?.[0]?.RuleArn ?? "";
  }

  /** The ARN of a certificate record that is issued, or in another state. */
  async certificate(
    name = "web.example.com",
    status: "ISSUED" | "PENDING_VALIDATION" = "ISSUED",
  ): Promise<string> {
    const id = `00000000-0000-4000-8000-${Buffer.from(name).toString("hex").padStart(12, "0").slice(-12)}`;
    const { region, account } = this.scope;
    const CertificateArn = `arn:aws:acm:${region}:${account}:certificate/${id}`;
    await this.records(async (records) => {
      records.put("certificate", CertificateArn, {
        certificate: { CertificateArn, DomainName: name, Status: status },
        certificatePem: "",
        chainPem: "",
        privateKeyPem: "",
        tags: {},
      });
    });
    return CertificateArn;
  }
}

export const NOT_FOUND = {
  Type: "fixed-response",
  FixedResponseConfig: { StatusCode: "404" },
} as const satisfies Input<"CreateListener">["DefaultActions"][number];

/** A forward action to one target group. */
export function forwardTo(
  targetGroupArn: string,
): Input<"CreateListener">["DefaultActions"][number] {
  return { Type: "forward", TargetGroupArn: targetGroupArn };
}
