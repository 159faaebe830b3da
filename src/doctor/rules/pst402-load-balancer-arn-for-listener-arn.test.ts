import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import {
  ALB_ARN,
  ALB_LISTENER_ARN,
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  NLB_ARN,
  NLB_LISTENER_ARN,
  NLB_TARGET_GROUP_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST402"]) });
}

/** Configured and deployed. */
function withUri(uri: string): MutableInventory {
  const inventory = httpApiOnAlb();
  const [api] = inventory.httpApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    const [integration] = content?.integrations ?? [];
    if (integration !== undefined) integration.IntegrationUri = uri;
  }
  return inventory;
}

function withTarget(target: string): MutableInventory {
  const inventory = restApiOnNlb();
  inventory.vpcLinks.push(...httpApiOnAlb().vpcLinks);
  const [api] = inventory.restApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    const integration = content?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
    if (integration === undefined) continue;
    integration.connectionId = "l4er5c";
    integration.integrationTarget = target;
  }
  return inventory;
}

test("PST402 names the only listener of the load balancer that stands in its place", () => {
  const { findings } = examined(withUri(ALB_ARN));
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["error", "a1b2c3d4e5/i1abcde"],
  ]);
  expect(findings[0]?.fixes[0]?.calls).toMatchObject([
    { operation: "UpdateIntegration", input: { IntegrationUri: ALB_LISTENER_ARN } },
  ]);
});

test("PST402 finds the listener that forwards to a target group and the one that a URL names", () => {
  for (const uri of [
    ALB_TARGET_GROUP_ARN,
    "https://internal-shop-1234567890.eu-central-1.elb.amazonaws.com/",
  ]) {
    const { findings } = examined(withUri(uri));
    expect(findings[0]?.fixes[0]?.calls[0]?.input).toMatchObject({
      IntegrationUri: ALB_LISTENER_ARN,
    });
  }
});

test("PST402 chooses the listener that expects what the integration speaks, and none where two do", () => {
  const inventory = withUri(ALB_ARN);
  const [listener] = inventory.listeners;
  if (listener === undefined) throw new Error("Cannot find the listener");
  const plain = structuredClone(listener);
  plain.arn = `${ALB_LISTENER_ARN}0`;
  plain.listener.Protocol = "HTTP";
  inventory.listeners.push(plain);
  const inputOf = () => examined(inventory).findings[0]?.fixes[0]?.calls[0]?.input;
  expect(inputOf()).toMatchObject({ IntegrationUri: ALB_LISTENER_ARN });
  plain.listener.Protocol = "HTTPS";
  expect(inputOf()).toBeUndefined();
});

test("PST402 is silent on listeners, Cloud Map services and public URLs", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  const service = "arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-1?a=b";
  expect(examined(withUri(service)).findings).toEqual([]);
  const inventory = httpApiOnAlb();
  const [integration] = inventory.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) {
    integration.ConnectionType = "INTERNET";
    integration.IntegrationUri = "https://shop.example.com";
  }
  expect(examined(inventory).findings).toEqual([]);
});

test("PST402 cannot decide where the target is not known", () => {
  const { findings, undecided } = examined(withUri(unresolved("import Listener")));
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5/i1abcde"]);
});

test("PST402 tells REST targets that are no load balancer", () => {
  expect(examined(withTarget(NLB_ARN)).findings).toEqual([]);
  const outcomeOf = (target: string) =>
    examined(withTarget(target)).findings.map(({ severity, fixes }) => {
      return [severity, fixes[0]?.calls[0]?.input["patchOperations"]];
    });
  const patch = [{ op: "replace", path: "/integrationTarget", value: NLB_ARN }];
  expect(outcomeOf(NLB_LISTENER_ARN)).toEqual([["warning", patch]]);
  expect(outcomeOf(NLB_TARGET_GROUP_ARN)).toEqual([["error", patch]]);
});

test("PST402 says that a deployment mends what is configured rightly", () => {
  const inventory = withUri(ALB_ARN);
  const [api] = inventory.httpApis;
  const [integration] = api?.integrations ?? [];
  if (integration !== undefined) integration.IntegrationUri = ALB_LISTENER_ARN;
  expect(examined(inventory).findings.map(({ mendedBy }) => mendedBy?.code)).toEqual(["PST301"]);
});
