// Load balancers, their listeners and attributes, as the pages of this section need them.
import type {
  Listener,
  LoadBalancer,
  Rule,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

/** Target types as AWS's console calls them. */
const TARGET_TYPES: Readonly<Record<string, string>> = {
  instance: "Instance",
  ip: "IP",
  lambda: "Lambda",
  alb: "Application Load Balancer",
};

export function targetTypeName(type: string | undefined): string {
  return TARGET_TYPES[type ?? ""] ?? type ?? "";
}

/** In order of name. */
export async function listLoadBalancers(): Promise<LoadBalancer[]> {
  const client = await loadBalancing();
  const found = await everyPage(async (Marker) => {
    const answer = await client.describeLoadBalancers({ PageSize: 400, Marker });
    return { items: answer.LoadBalancers, next: answer.NextMarker };
  });
  return found.sort((a, b) => (a.LoadBalancerName ?? "").localeCompare(b.LoadBalancerName ?? ""));
}

export async function describeLoadBalancer(arn: string): Promise<LoadBalancer | undefined> {
  const client = await loadBalancing();
  const { LoadBalancers = [] } = await client.describeLoadBalancers({ LoadBalancerArns: [arn] });
  return LoadBalancers[0];
}

/** Key → value. */
export async function loadBalancerAttributes(arn: string): Promise<Record<string, string>> {
  const client = await loadBalancing();
  const { Attributes = [] } = await client.describeLoadBalancerAttributes({ LoadBalancerArn: arn });
  return Object.fromEntries(Attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Sends only what changed. */
export async function changeAttributes(
  arn: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const client = await loadBalancing();
  await client.modifyLoadBalancerAttributes({
    LoadBalancerArn: arn,
    Attributes: Object.entries(changes).map(([Key, Value]) => ({ Key, Value })),
  });
}

export async function deleteLoadBalancer(arn: string): Promise<void> {
  await (await loadBalancing()).deleteLoadBalancer({ LoadBalancerArn: arn });
}

/** In order of port. */
export async function listListeners(loadBalancerArn: string): Promise<Listener[]> {
  const client = await loadBalancing();
  const found = await everyPage(async (Marker) => {
    const answer = await client.describeListeners({ LoadBalancerArn: loadBalancerArn, Marker });
    return { items: answer.Listeners, next: answer.NextMarker };
  });
  return found.sort((a, b) => (a.Port ?? 0) - (b.Port ?? 0));
}

export async function describeListener(arn: string): Promise<Listener | undefined> {
  const client = await loadBalancing();
  const { Listeners = [] } = await client.describeListeners({ ListenerArns: [arn] });
  return Listeners[0];
}

/** In order of priority, the default rule last. */
export async function listRules(listenerArn: string): Promise<Rule[]> {
  const client = await loadBalancing();
  const { Rules = [] } = await client.describeRules({ ListenerArn: listenerArn });
  const weight = ({ Priority = "" }: Rule) =>
    Priority === "default" ? Number.POSITIVE_INFINITY : Number(Priority);
  return Rules.sort((a, b) => weight(a) - weight(b));
}

export async function listTargetGroups(loadBalancerArn?: string): Promise<TargetGroup[]> {
  const client = await loadBalancing();
  const found = await everyPage(async (Marker) => {
    const answer = await client.describeTargetGroups({ LoadBalancerArn: loadBalancerArn, Marker });
    return { items: answer.TargetGroups, next: answer.NextMarker };
  });
  return found.sort((a, b) => (a.TargetGroupName ?? "").localeCompare(b.TargetGroupName ?? ""));
}

/** "application" → "Application". */
export function typeName(type: string | undefined): string {
  return type === undefined ? "" : type.charAt(0).toUpperCase() + type.slice(1);
}
