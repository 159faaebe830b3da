// Load balancers of a lab stack, with listeners and target groups. Internal ones in the default VPC, as private
// integrations want them.
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  type ProtocolEnum,
  RegisterTargetsCommand,
  type TargetHealthStateEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LabStack } from "./lab-stack.ts";

export interface TargetGroupWish {
  readonly name?: string;
  /** HTTP when left out. */
  readonly protocol?: ProtocolEnum;
  /** Ports on 127.0.0.1; none: no targets. */
  readonly targetPorts: readonly number[];
  /** Settings of the health check, or anything else of CreateTargetGroup. */
  readonly settings?: Partial<CreateTargetGroupCommandInput>;
}

export interface BalancerWish {
  readonly name?: string;
  readonly type: "application" | "network";
  readonly securityGroupIds?: readonly string[];
  readonly subnetIds?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly scheme?: "internal" | "internet-facing";
}

export interface ListenerWish {
  readonly protocol: ProtocolEnum;
  readonly port: number;
  readonly certificateArn?: string;
  readonly actions: Action[];
}

export interface MadeBalancer {
  readonly arn: string;
  readonly dnsName: string;
}

/** A load balancer with one listener that forwards to one target group. */
export interface FrontedTarget {
  readonly balancerArn: string;
  readonly dnsName: string;
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  /** "" without TLS. */
  readonly certificateArn: string;
}

export class LabBalancers {
  readonly #stack: LabStack;

  constructor(stack: LabStack) {
    this.#stack = stack;
  }

  async targetGroup(wish: TargetGroupWish): Promise<string> {
    const { elb } = this.#stack.clients;
    const { protocol = "HTTP", targetPorts, name = "shop" } = wish;
    const { vpcId } = await this.#stack.network();
    const { TargetGroups = [] } = await elb.send(
      new CreateTargetGroupCommand({
        Name: name,
        Protocol: protocol,
        Port: targetPorts[0] ?? 80,
        VpcId: vpcId,
        TargetType: "ip",
        ...wish.settings,
      }),
    );
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
    this.#stack.onRemove(() => elb.send(new DeleteTargetGroupCommand({ TargetGroupArn })));
    await elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        // What is removed afterwards need not drain.
        Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "0" }],
      }),
    );
    await this.register(TargetGroupArn, targetPorts);
    return TargetGroupArn;
  }

  async register(TargetGroupArn: string, ports: readonly number[]): Promise<void> {
    if (ports.length === 0) return;
    await this.#stack.clients.elb.send(
      new RegisterTargetsCommand({
        TargetGroupArn,
        Targets: ports.map((Port) => ({ Id: "127.0.0.1", Port })),
      }),
    );
  }

  async balancer(wish: BalancerWish): Promise<MadeBalancer> {
    const { elb } = this.#stack.clients;
    const { name = "shop", attributes = {} } = wish;
    const { subnetIds, defaultGroupId } = await this.#stack.network();
    const groups = wish.type === "application" ? [defaultGroupId] : undefined;
    const { LoadBalancers = [] } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: name,
        Type: wish.type,
        Scheme: wish.scheme ?? "internal",
        Subnets: [...(wish.subnetIds ?? subnetIds)],
        SecurityGroups: wish.securityGroupIds === undefined ? groups : [...wish.securityGroupIds],
      }),
    );
    const { LoadBalancerArn = "", DNSName = "" } = LoadBalancers[0] ?? {};
    this.#stack.onRemove(() => elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn })));
    const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
    if (Attributes.length > 0) {
      await elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
    }
    return { arn: LoadBalancerArn, dnsName: DNSName };
  }

  async listener(LoadBalancerArn: string, wish: ListenerWish): Promise<string> {
    const { Listeners = [] } = await this.#stack.clients.elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Protocol: wish.protocol,
        Port: wish.port,
        Certificates:
          wish.certificateArn === undefined ? undefined : [{ CertificateArn: wish.certificateArn }],
        DefaultActions: wish.actions,
      }),
    );
    return Listeners[0]?.ListenerArn ?? "";
  }

  /** Has the listener forward everything to that target group. */
  async forward(ListenerArn: string, TargetGroupArn: string): Promise<void> {
    await this.#stack.clients.elb.send(
      new ModifyListenerCommand({
        ListenerArn,
        DefaultActions: [{ Type: "forward", TargetGroupArn }],
      }),
    );
  }

  /** Has the listener present another certificate. */
  async present(ListenerArn: string, CertificateArn: string): Promise<void> {
    await this.#stack.clients.elb.send(
      new ModifyListenerCommand({ ListenerArn, Certificates: [{ CertificateArn }] }),
    );
  }

  deleteTargetGroup(TargetGroupArn: string): Promise<unknown> {
    return this.#stack.clients.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  }

  deleteListener(ListenerArn: string): Promise<unknown> {
    return this.#stack.clients.elb.send(new DeleteListenerCommand({ ListenerArn }));
  }

  /** Waits until every target of the group is in that state. */
  async untilTargetsAre(state: TargetHealthStateEnum, TargetGroupArn: string): Promise<void> {
    await this.#stack.until(`targets that are ${state}`, async () => {
      const { TargetHealthDescriptions = [] } = await this.#stack.clients.elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      return TargetHealthDescriptions.every(({ TargetHealth }) => TargetHealth?.State === state);
    });
  }

  /** A load balancer in front of a target group, once its targets are healthy. */
  async inFrontOf(
    wish: Omit<ListenerWish, "actions"> & {
      readonly balancer: BalancerWish;
      readonly targetGroupArn: string;
      readonly state?: TargetHealthStateEnum | undefined;
    },
  ): Promise<FrontedTarget> {
    const { targetGroupArn, state = "healthy" } = wish;
    const { arn, dnsName } = await this.balancer(wish.balancer);
    const listenerArn = await this.listener(arn, {
      ...wish,
      actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    });
    await this.untilTargetsAre(state, targetGroupArn);
    const { certificateArn = "" } = wish;
    return { balancerArn: arn, dnsName, listenerArn, targetGroupArn, certificateArn };
  }
}
