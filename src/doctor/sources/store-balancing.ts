// Load balancers, listeners, target groups and certificates of the local store, for its inventory.
import { targetHealthOf } from "../../store/target-health-of.ts";
import type { HealthBoard } from "../../store/health-board.ts";
import type { StoredRecord } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { Inventory, ListenerItem } from "../inventory.ts";
import { certificateItem, joinedPem, type CertificateJudge } from "./certificate-item.ts";
import { liveItem } from "./live-item.ts";

export async function readStoreBalancing(
  scoped: ScopedRecords,
  health: HealthBoard,
  judge: CertificateJudge,
): Promise<Pick<Inventory, "loadBalancers" | "listeners" | "targetGroups" | "certificates">> {
  const loadBalancers = await scoped.list("load-balancer");
  const listeners = await scoped.list("listener");
  return {
    loadBalancers: loadBalancers.map(({ id, body }) => ({
      ...liveItem(id),
      loadBalancer: body.loadBalancer,
      attributes: body.attributes,
    })),
    listeners: await readListeners(scoped, listeners),
    targetGroups: await readTargetGroups(scoped, health),
    certificates: await readCertificates(scoped, listeners, judge),
  };
}

async function readListeners(
  scoped: ScopedRecords,
  listeners: readonly StoredRecord<"listener">[],
): Promise<ListenerItem[]> {
  const rules = Map.groupBy(await scoped.list("rule"), ({ body }) => body.listenerArn);
  return listeners.map(({ id, body }) => ({
    ...liveItem(id),
    listener: body.listener,
    attributes: body.attributes,
    certificateArns: certificateArnsOf(body),
    rules: (rules.get(id) ?? [])
      .map((record) => record.body.rule)
      .toSorted((a, b) => priorityOf(a) - priorityOf(b)),
  }));
}

function priorityOf(rule: { IsDefault?: boolean | undefined; Priority?: string | undefined }) {
  return rule.IsDefault === true ? Number.POSITIVE_INFINITY : Number(rule.Priority);
}

function certificateArnsOf({
  listener,
  extraCertificateArns,
}: StoredRecord<"listener">["body"]): string[] {
  const own = (listener.Certificates ?? []).map(({ CertificateArn = "" }) => CertificateArn);
  return [...new Set([...own, ...extraCertificateArns])];
}

async function readTargetGroups(
  scoped: ScopedRecords,
  health: HealthBoard,
): Promise<Inventory["targetGroups"]> {
  const targets = Map.groupBy(await scoped.list("target"), ({ body }) => body.targetGroupArn);
  return (await scoped.list("target-group")).map(({ id, body: { targetGroup, attributes } }) => ({
    ...liveItem(id),
    targetGroup,
    attributes,
    targets: (targets.get(id) ?? []).map(({ body }) => ({
      target: body.target,
      health: targetHealthOf(body, targetGroup, health),
    })),
  }));
}

async function readCertificates(
  scoped: ScopedRecords,
  listeners: readonly StoredRecord<"listener">[],
  judge: CertificateJudge,
): Promise<Inventory["certificates"]> {
  const usedBy = new Map<string, Set<string>>();
  for (const { body } of listeners) {
    for (const arn of certificateArnsOf(body)) {
      const users = usedBy.get(arn) ?? new Set();
      usedBy.set(arn, users.add(body.listener.LoadBalancerArn ?? ""));
    }
  }
  return (await scoped.list("certificate")).map(({ id, body }) =>
    certificateItem(
      {
        certificate: { ...body.certificate, InUseBy: [...(usedBy.get(id) ?? [])].toSorted() },
        chainPem: joinedPem(body.certificatePem, body.chainPem),
      },
      judge,
    ),
  );
}
