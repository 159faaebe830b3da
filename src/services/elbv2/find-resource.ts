// Looks resources up by ARN and by their parents; what is not there is AWS's error for that kind of resource.
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { RecordBodies } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import {
  checkArn,
  listenerArnPrefix,
  loadBalancerArnPrefix,
  ruleArnPrefix,
  rulesOfLoadBalancerArnPrefix,
  targetGroupArnPrefix,
} from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";

export type LoadBalancerRecord = RecordBodies["load-balancer"];
export type ListenerRecord = RecordBodies["listener"];
export type RuleRecord = RecordBodies["rule"];
export type TargetGroupRecord = RecordBodies["target-group"];
export type TargetRecord = RecordBodies["target"];

/** The load balancer of that ARN. */
export async function requireLoadBalancer(
  records: ScopedRecords,
  arn: string,
): Promise<LoadBalancerRecord> {
  checkArn("load-balancer", arn);
  const found = await records.get("load-balancer", arn);
  if (found === undefined) {
    throw serviceError(LoadBalancerNotFoundException, `Load balancer '${arn}' not found`);
  }
  return found;
}

/** The listener of that ARN. */
export async function requireListener(
  records: ScopedRecords,
  arn: string,
): Promise<ListenerRecord> {
  checkArn("listener", arn);
  const found = await records.get("listener", arn);
  if (found === undefined) {
    throw serviceError(ListenerNotFoundException, "One or more listeners not found");
  }
  return found;
}

/** The rule of that ARN. */
export async function requireRule(records: ScopedRecords, arn: string): Promise<RuleRecord> {
  checkArn("rule", arn);
  const found = await records.get("rule", arn);
  if (found === undefined) {
    throw serviceError(RuleNotFoundException, "One or more rules not found");
  }
  return found;
}

/** The target group of that ARN. */
export async function requireTargetGroup(
  records: ScopedRecords,
  arn: string,
): Promise<TargetGroupRecord> {
  checkArn("target-group", arn);
  const found = await records.get("target-group", arn);
  if (found === undefined) {
    throw serviceError(TargetGroupNotFoundException, "One or more target groups not found");
  }
  return found;
}

/** The load balancer of that name; application and network load balancers share one space of names. */
export async function findLoadBalancerByName(
  records: ScopedRecords,
  name: string,
): Promise<LoadBalancerRecord | undefined> {
  for (const type of ["application", "network"]) {
    const found = await records.list(
      "load-balancer",
      loadBalancerArnPrefix(records.scope, type, name),
    );
    if (found[0] !== undefined) return found[0].body;
  }
  return undefined;
}

/** The target group of that name. */
export async function findTargetGroupByName(
  records: ScopedRecords,
  name: string,
): Promise<TargetGroupRecord | undefined> {
  const found = await records.list("target-group", targetGroupArnPrefix(records.scope, name));
  return found[0]?.body;
}

export async function listenersOf(
  records: ScopedRecords,
  loadBalancerArn: string,
): Promise<ListenerRecord[]> {
  const found = await records.list("listener", listenerArnPrefix(loadBalancerArn));
  return found.map((record) => record.body);
}

/** The rules of a listener in order of priority, the default rule last. */
export async function rulesOf(records: ScopedRecords, listenerArn: string): Promise<RuleRecord[]> {
  const found = await records.list("rule", ruleArnPrefix(listenerArn));
  return found.map((record) => record.body).sort((a, b) => priorityOf(a) - priorityOf(b));
}

/** The rules of all listeners of a load balancer, default rules included. */
export async function rulesOfLoadBalancer(
  records: ScopedRecords,
  loadBalancerArn: string,
): Promise<RuleRecord[]> {
  const found = await records.list("rule", rulesOfLoadBalancerArnPrefix(loadBalancerArn));
  return found.map((record) => record.body);
}

export async function targetsOf(
  records: ScopedRecords,
  targetGroupArn: string,
): Promise<TargetRecord[]> {
  const found = await records.list("target", `${targetGroupArn}#`);
  return found.map((record) => record.body);
}

/** The rule's priority as a number; the default rule comes after all others. */
export function priorityOf(record: RuleRecord): number {
  return record.rule.IsDefault === true ? Number.POSITIVE_INFINITY : Number(record.rule.Priority);
}
