// What the tests of rules share: one rule run on an inventory, and changes to the healthy inventories that are made
// both to what is configured and to what stages serve.
import type { Integration as RestIntegration } from "@aws-sdk/client-api-gateway";
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import { NO_EVIDENCE, type Evidence } from "./evidence.ts";
import { examine, type Examination } from "./examine.ts";
import {
  CERTIFICATE_ARN,
  at,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "./inventory-fixtures.ts";
import type { Finding } from "./rule.ts";

export const NOW_MS = Date.parse("2026-11-22T12:00:00Z");

/** One rule alone. */
export function examineRule(
  code: string,
  inventory: MutableInventory,
  evidence: Partial<Evidence> = {},
): Examination {
  const options = { nowMs: NOW_MS, codes: new Set([code]) };
  return examine(inventory, { ...NO_EVIDENCE, ...evidence }, options);
}

/** Severity and resource of what the rule finds. */
export function foundBy(
  code: string,
  inventory: MutableInventory,
  evidence: Partial<Evidence> = {},
): string[] {
  const { findings } = examineRule(code, inventory, evidence);
  return findings.map(({ severity, resource }) => `${severity} ${resource.id}`);
}

/** The only finding; a test that expects one fails here when there is another number. */
export function onlyFinding({ findings }: Examination): Finding {
  const [finding] = findings;
  if (finding === undefined || findings.length !== 1) {
    throw new Error(`Cannot take the only finding: there are ${findings.length}, want 1`);
  }
  return finding;
}

/** The integration of the HTTP API "shop", as configured and as served. */
export function httpApiWith(change: (integration: Integration) => void): MutableInventory {
  const inventory = httpApiOnAlb();
  for (const { integrations, stages } of inventory.httpApis) {
    for (const integration of integrations) change(integration);
    for (const { deployed } of stages) {
      if (deployed === null || deployed === "unreadable") continue;
      for (const integration of deployed.integrations) change(integration);
    }
  }
  return inventory;
}

/** The integration of GET /pets of the REST API "pets", as configured and as served. */
export function restApiWith(change: (integration: RestIntegration) => void): MutableInventory {
  const inventory = restApiOnNlb();
  for (const { resources, stages } of inventory.restApis) {
    for (const resource of resources) changeIn(resource, change);
    for (const { deployed } of stages) {
      if (deployed === null || deployed === "unreadable") continue;
      for (const resource of deployed.resources) changeIn(resource, change);
    }
  }
  return inventory;
}

function changeIn(
  { resourceMethods }: MutableInventory["restApis"][number]["resources"][number],
  change: (integration: RestIntegration) => void,
): void {
  for (const { methodIntegration } of Object.values(resourceMethods ?? {})) {
    if (methodIntegration !== undefined) change(methodIntegration as RestIntegration);
  }
}

/** The only listener. */
export function listenerOf(inventory: MutableInventory): MutableInventory["listeners"][number] {
  return first(inventory.listeners);
}

/** The first of what is there. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("Cannot take the first: there is none");
  return item;
}

/** Another certificate in the inventory, not yet on a listener: trusted and in its days. */
export function addCertificate(inventory: MutableInventory, names: readonly string[]): string {
  const arn = `${CERTIFICATE_ARN.slice(0, -1)}${inventory.certificates.length + 5}`;
  inventory.certificates.push({
    ...first(inventory.certificates),
    arn,
    location: at(arn),
    certificate: {
      ...first(inventory.certificates).certificate,
      CertificateArn: arn,
      DomainName: names[0],
      SubjectAlternativeNames: [...names],
    },
    names: [...names],
  });
  return arn;
}

/** Another listener on the load balancer of the first one. */
export function addListenerLike(
  inventory: MutableInventory,
  change: { readonly Protocol: "HTTP" | "HTTPS" | "TCP" | "TLS"; readonly Port: number },
): string {
  const model = first(inventory.listeners);
  const arn = `${model.arn.slice(0, -4)}${change.Port}`;
  inventory.listeners.push({
    ...model,
    arn,
    location: at(arn),
    listener: { ...model.listener, ...change, ListenerArn: arn },
  });
  return arn;
}
