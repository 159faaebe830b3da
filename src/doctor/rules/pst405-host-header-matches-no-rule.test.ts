import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import {
  ALB_ARN,
  ALB_LISTENER_ARN,
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const NOT_FOUND: Action = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } };

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST405"]) });
}

function hostIs(...Values: string[]): RuleCondition {
  return { Field: "host-header", HostHeaderConfig: { Values } };
}

/** The ALB's listener with one more rule, and another default action if there is one. */
function withRule(
  inventory: MutableInventory,
  Conditions: RuleCondition[],
  defaultAction: Action | null = NOT_FOUND,
): MutableInventory {
  const listener = inventory.listeners.find(({ arn }) => arn === ALB_LISTENER_ARN);
  const byDefault = listener?.rules.find(({ IsDefault }) => IsDefault);
  if (byDefault !== undefined && defaultAction !== null) byDefault.Actions = [defaultAction];
  listener?.rules.unshift({
    RuleArn: `${ALB_LISTENER_ARN}/1`,
    Priority: "1",
    Conditions,
    Actions: [{ Type: "forward", TargetGroupArn: ALB_TARGET_GROUP_ARN }],
  });
  return inventory;
}

/** Configured and deployed. */
function withMapping(inventory: MutableInventory, value: string): MutableInventory {
  const [api] = inventory.httpApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    const [integration] = content?.integrations ?? [];
    if (integration !== undefined) {
      integration.RequestParameters = { "overwrite:header.Host": value };
    }
  }
  return inventory;
}

test("PST405 warns that the API's own host meets the default rule and maps another when asked", () => {
  const { findings } = examined(withRule(httpApiOnAlb(), [hostIs("shop.example.com")]));
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["warning", "a1b2c3d4e5/i1abcde"],
  ]);
  expect(findings[0]?.seen).toMatchObject({
    "Host that is sent": "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
    "hosts that the rules ask for": ["shop.example.com"],
    "default rule": "fixed response 404",
  });
  expect(findings[0]?.fixes[0]).toMatchObject({
    onlyWhenAsked: true,
    calls: [
      {
        input: { RequestParameters: { "overwrite:header.Host": "shop.example.com" } },
        undo: { input: { RequestParameters: { "overwrite:header.Host": "" } } },
      },
    ],
  });
});

test("PST405 is an error where a mapping sends a host that surely matches nothing", () => {
  const inventory = withMapping(
    withRule(httpApiOnAlb(), [hostIs("shop.example.com")]),
    "other.example.com",
  );
  expect(examined(inventory).findings.map(({ severity }) => severity)).toEqual(["error"]);
});

test("PST405 is silent where a rule takes the host: as written, by wildcard, whatever its case", () => {
  for (const value of ["shop.example.com", "*.example.com", "SHOP.example.*"]) {
    const inventory = withMapping(withRule(httpApiOnAlb(), [hostIs(value)]), "Shop.example.com");
    expect(examined(inventory).findings).toEqual([]);
  }
});

test("PST405 is silent where no rule asks for a host or another rule may take the request", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  const path: RuleCondition = { Field: "path-pattern", Values: ["/shop/*"] };
  expect(examined(withRule(httpApiOnAlb(), [path])).findings).toEqual([]);
  const both = withRule(withRule(httpApiOnAlb(), [hostIs("shop.example.com")]), [path]);
  expect(examined(both).findings).toEqual([]);
  // A route whose path is known is no way past the rules.
  for (const content of [both.httpApis[0], both.httpApis[0]?.stages[0]?.deployed]) {
    if (typeof content !== "object" || content === null) continue;
    for (const route of content.routes) route.RouteKey = "GET /pets";
  }
  expect(examined(both).findings).toHaveLength(1);
});

test("PST405 only informs where the default rule forwards", () => {
  const inventory = withRule(httpApiOnAlb(), [hostIs("shop.example.com")], null);
  expect(examined(inventory).findings.map(({ severity }) => severity)).toEqual(["info"]);
});

test("PST405 cannot decide where the host or what rules ask for is not known", () => {
  const hostRule = () => withRule(httpApiOnAlb(), [hostIs("shop.example.com")]);
  const customOnly = hostRule();
  const [api] = customOnly.httpApis;
  if (api !== undefined) api.api.DisableExecuteApiEndpoint = true;
  for (const inventory of [
    customOnly,
    withMapping(hostRule(), "$request.header.x-host"),
    withRule(httpApiOnAlb(), [hostIs(unresolved("parameter Domain"))]),
  ]) {
    const { findings, undecided } = examined(inventory);
    expect(findings).toEqual([]);
    expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5/i1abcde"]);
  }
});

/** The REST API's NLB forwards to the ALB of the other fixture. */
function restThroughBoth(): MutableInventory {
  const inventory = restApiOnNlb();
  const other = httpApiOnAlb();
  inventory.loadBalancers.push(...other.loadBalancers);
  inventory.listeners.push(...other.listeners);
  const [group] = inventory.targetGroups;
  if (group !== undefined) {
    group.targetGroup.TargetType = "alb";
    group.targets = [{ target: { Id: ALB_ARN, Port: 443 }, health: null }];
  }
  return inventory;
}

test("PST405 follows a Network Load Balancer to the one behind it, and reads the host of the URL", () => {
  const { findings } = examined(withRule(restThroughBoth(), [hostIs("api.example.com")]));
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["error", "r1s2t3u4v5/petsid0001/GET"],
  ]);
  expect(findings[0]?.fixes[0]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "https://api.example.com/pets" },
  ]);
  expect(examined(withRule(restThroughBoth(), [hostIs("shop.example.com")])).findings).toEqual([]);
});

test("PST405 says that a deployment mends what is mapped already", () => {
  const inventory = withRule(httpApiOnAlb(), [hostIs("shop.example.com")]);
  const [integration] = inventory.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) {
    integration.RequestParameters = { "overwrite:header.Host": "shop.example.com" };
  }
  expect(examined(inventory).findings.map(({ mendedBy }) => mendedBy?.code)).toEqual(["PST301"]);
});
