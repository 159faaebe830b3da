// Load balancers, listeners with their rules and certificates, and target groups with the health of their targets,
// read by the Elastic Load Balancing API.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html
import {
  DescribeListenerAttributesCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Inventory, ListenerItem, LoadBalancerItem, TargetGroupItem } from "../inventory.ts";
import type { AccountReader, Purpose } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import { liveItem } from "./live-item.ts";

type Attributes = Readonly<Record<string, string>>;
type AttributeList = readonly {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}[];

export async function readBalancing(
  { elbv2 }: AwsClients,
  reader: AccountReader,
): Promise<Pick<Inventory, "loadBalancers" | "listeners" | "targetGroups">> {
  const read = new BalancingRead(elbv2, reader);
  const [balancers, targetGroups] = await Promise.all([read.balancers(), read.targetGroups()]);
  return {
    loadBalancers: balancers.map(({ item }) => item),
    listeners: balancers.flatMap(({ listeners }) => listeners),
    targetGroups,
  };
}

class BalancingRead {
  readonly #client: AwsClients["elbv2"];
  readonly #reader: AccountReader;

  constructor(client: AwsClients["elbv2"], reader: AccountReader) {
    this.#client = client;
    this.#reader = reader;
  }

  async balancers(): Promise<{ item: LoadBalancerItem; listeners: ListenerItem[] }[]> {
    const purpose: Purpose = { part: "loadBalancers", what: "list of load balancers", of: "" };
    const { items } = await this.#reader.list(purpose, async (Marker) => {
      const page = await this.#client.send(new DescribeLoadBalancersCommand({ Marker }));
      return { items: page.LoadBalancers, next: page.NextMarker };
    });
    return Promise.all(items.map((loadBalancer) => this.#balancer(loadBalancer)));
  }

  async targetGroups(): Promise<TargetGroupItem[]> {
    const purpose: Purpose = { part: "targetGroups", what: "list of target groups", of: "" };
    const { items } = await this.#reader.list(purpose, async (Marker) => {
      const page = await this.#client.send(new DescribeTargetGroupsCommand({ Marker }));
      return { items: page.TargetGroups, next: page.NextMarker };
    });
    return Promise.all(items.map((targetGroup) => this.#targetGroup(targetGroup)));
  }

  async #balancer(
    loadBalancer: LoadBalancer,
  ): Promise<{ item: LoadBalancerItem; listeners: ListenerItem[] }> {
    const LoadBalancerArn = loadBalancer.LoadBalancerArn ?? "";
    const of = `load balancer ${loadBalancer.LoadBalancerName ?? ""}`;
    const [attributes, listeners] = await Promise.all([
      this.#attributes({ part: "loadBalancers", what: "attributes", of }, () =>
        this.#client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
      ),
      this.#reader.list({ part: "listeners", what: "listeners", of }, async (Marker) => {
        const page = await this.#client.send(
          new DescribeListenersCommand({ LoadBalancerArn, Marker }),
        );
        return { items: page.Listeners, next: page.NextMarker };
      }),
    ]);
    return {
      item: { ...liveItem(LoadBalancerArn), loadBalancer, attributes },
      listeners: await Promise.all(listeners.items.map((each) => this.#listener(each, of))),
    };
  }

  async #listener(listener: Listener, balancer: string): Promise<ListenerItem> {
    const { ListenerArn = "", Protocol, Port } = listener;
    const of = `listener on port ${Port} of ${balancer}`;
    const [attributes, certificateArns, rules] = await Promise.all([
      this.#attributes({ part: "listeners", what: "attributes", of }, () =>
        this.#client.send(new DescribeListenerAttributesCommand({ ListenerArn })),
      ),
      Protocol === "HTTPS" || Protocol === "TLS" ? this.#certificateArns(listener, of) : [],
      this.#reader.list({ part: "listeners", what: "rules", of }, async (Marker) => {
        const page = await this.#client.send(new DescribeRulesCommand({ ListenerArn, Marker }));
        return { items: page.Rules, next: page.NextMarker };
      }),
    ]);
    const inOrder = rules.items.toSorted((a, b) => priorityOf(a) - priorityOf(b));
    return { ...liveItem(ListenerArn), listener, attributes, certificateArns, rules: inOrder };
  }

  async #certificateArns({ ListenerArn, Certificates = [] }: Listener, of: string) {
    const purpose: Purpose = { part: "listeners", what: "certificates", of };
    const { items } = await this.#reader.list(purpose, async (Marker) => {
      const page = await this.#client.send(
        new DescribeListenerCertificatesCommand({ ListenerArn, Marker }),
      );
      return { items: page.Certificates, next: page.NextMarker };
    });
    const isDefault = items.filter((certificate) => certificate.IsDefault === true);
    const all = [...Certificates, ...isDefault, ...items];
    return [...new Set(all.map(({ CertificateArn = "" }) => CertificateArn))];
  }

  async #targetGroup(targetGroup: TargetGroup): Promise<TargetGroupItem> {
    const TargetGroupArn = targetGroup.TargetGroupArn ?? "";
    const of = `target group ${targetGroup.TargetGroupName ?? ""}`;
    const [attributes, health] = await Promise.all([
      this.#attributes({ part: "targetGroups", what: "attributes", of }, () =>
        this.#client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
      ),
      this.#reader.call({ part: "targetGroups", what: "targets", of }, () =>
        this.#client.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
      ),
    ]);
    const described = typeof health === "string" ? [] : (health.TargetHealthDescriptions ?? []);
    return {
      ...liveItem(TargetGroupArn),
      targetGroup,
      attributes,
      targets: described.map(({ Target = { Id: undefined }, TargetHealth }) => ({
        target: Target,
        health: TargetHealth ?? null,
      })),
    };
  }

  async #attributes(
    purpose: Purpose,
    read: () => Promise<{ Attributes?: AttributeList | undefined }>,
  ): Promise<Attributes> {
    const answer = await this.#reader.call(purpose, read);
    if (typeof answer === "string") return {};
    const attributes: Record<string, string> = {};
    for (const { Key = "", Value = "" } of answer.Attributes ?? []) attributes[Key] = Value;
    return attributes;
  }
}

function priorityOf({ IsDefault, Priority }: Rule): number {
  return IsDefault === true ? Number.POSITIVE_INFINITY : Number(Priority);
}
