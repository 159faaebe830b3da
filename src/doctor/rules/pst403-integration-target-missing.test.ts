import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import {
  ALB_ARN,
  ALB_LISTENER_ARN,
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST403"]) });
}

function titlesOf(inventory: MutableInventory): string[] {
  return examined(inventory).findings.map(({ title }) => title);
}

/** The method of the REST API through a link of the second kind. */
function restWithTarget(integrationTarget: string): MutableInventory {
  const inventory = restApiOnNlb();
  inventory.vpcLinks.push(...httpApiOnAlb().vpcLinks);
  const [api] = inventory.restApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    const integration = content?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
    if (integration === undefined) continue;
    integration.connectionId = "l4er5c";
    integration.integrationTarget = integrationTarget;
  }
  return inventory;
}

test("PST403 names the listener that is gone and proposes the only one there is", () => {
  const inventory = httpApiOnAlb();
  const [listener] = inventory.listeners;
  if (listener !== undefined) listener.arn = `${ALB_LISTENER_ARN}0`;
  const { findings } = examined(inventory);
  expect(findings.map(({ severity, resource, title }) => [severity, resource.id, title])).toEqual([
    [
      "error",
      "a1b2c3d4e5/i1abcde",
      `The integration i1abcde of HTTP API shop (a1b2c3d4e5) refers to listener ${ALB_LISTENER_ARN}, which is not there`,
    ],
  ]);
  expect(findings[0]?.fixes[0]).toMatchObject({
    onlyWhenAsked: true,
    calls: [
      {
        input: { IntegrationUri: `${ALB_LISTENER_ARN}0` },
        undo: { input: { IntegrationUri: ALB_LISTENER_ARN } },
      },
    ],
  });
});

test("PST403 proposes nothing where there are several to choose from", () => {
  const inventory = httpApiOnAlb();
  const [link] = inventory.vpcLinks;
  if (link === undefined) throw new Error("Cannot find the link");
  inventory.vpcLinks = ["aaaaaa", "bbbbbb"].map((VpcLinkId) => ({
    ...link,
    vpcLink: { ...link.vpcLink, VpcLinkId },
  }));
  const { findings } = examined(inventory);
  expect(findings[0]?.title).toContain("refers to VPC link l4er5c, which is not there");
  expect(findings[0]?.seen["what there is instead"]).toEqual(["aaaaaa", "bbbbbb"]);
  expect(findings[0]?.fixes[0]?.calls).toEqual([]);
});

test("PST403 tells what is missing on the way of a REST API", () => {
  const withoutLink = restApiOnNlb();
  withoutLink.restVpcLinks.pop();
  expect(titlesOf(withoutLink)).toEqual([expect.stringContaining("VPC link ipr64b, which is not")]);
  expect(titlesOf(restWithTarget(""))).toEqual([expect.stringContaining("names no load balancer")]);
  expect(titlesOf(restWithTarget(ALB_ARN))).toEqual([
    expect.stringContaining(`load balancer ${ALB_ARN}, which is not there`),
  ]);
  expect(titlesOf(restWithTarget(NLB_ARN))).toEqual([]);
});

test("PST403 names the stage variable that is not set", () => {
  const inventory = restApiOnNlb();
  const deployed = inventory.restApis[0]?.stages[0]?.deployed;
  const content = typeof deployed === "object" && deployed !== null ? deployed : undefined;
  for (const resources of [inventory.restApis[0]?.resources, content?.resources]) {
    const integration = resources?.[1]?.resourceMethods?.["GET"]?.methodIntegration;
    if (integration !== undefined) integration.connectionId = "${stageVariables.link}";
  }
  expect(titlesOf(inventory)).toEqual([
    expect.stringContaining(
      "takes its VPC link from stage variable link, which stage prod has not",
    ),
  ]);
  const [stage] = inventory.restApis[0]?.stages ?? [];
  if (stage !== undefined) stage.stage.variables = { link: "ipr64b" };
  expect(titlesOf(inventory)).toEqual([]);
});

test("PST403 leaves the listener on a URL's port and links of the wrong kind to their rules", () => {
  const otherPort = restApiOnNlb();
  otherPort.listeners.pop();
  expect(titlesOf(otherPort)).toEqual([]);
  const firstKind = httpApiOnAlb();
  firstKind.vpcLinks.pop();
  firstKind.restVpcLinks.push(...restApiOnNlb().restVpcLinks);
  const [link] = firstKind.restVpcLinks;
  if (link !== undefined) link.vpcLink.id = "l4er5c";
  expect(titlesOf(firstKind)).toEqual([]);
});

test("PST403 cannot decide in templates, without permission and before deployment", () => {
  const gone = (): MutableInventory => {
    const inventory = httpApiOnAlb();
    inventory.vpcLinks.pop();
    return inventory;
  };
  const template = gone();
  template.source.kind = "cloudformation";
  const unreadable = gone();
  unreadable.unreadable.push({ what: "VPC links", part: "vpcLinks", why: "AccessDenied" });
  const unknown = httpApiOnAlb();
  const [integration] = unknown.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) integration.ConnectionId = unresolved("parameter Link");
  for (const inventory of [template, unreadable, unknown]) {
    const { findings, undecided } = examined(inventory);
    expect(findings).toEqual([]);
    expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5/i1abcde"]);
  }
});

test("PST403 decides although details of other resources could not be read", () => {
  const inventory = httpApiOnAlb();
  inventory.vpcLinks.pop();
  const what = "attributes of VPC link x";
  inventory.unreadable.push({ what, part: "vpcLinks", why: "AccessDenied" });
  expect(examined(inventory).findings).toHaveLength(1);
});

test("PST403 is silent on stacks that are whole and tells what a stage alone refers to", () => {
  expect(titlesOf(httpApiOnAlb())).toEqual([]);
  expect(titlesOf(restApiOnNlb())).toEqual([]);
  const inventory = httpApiOnAlb();
  const deployed = inventory.httpApis[0]?.stages[0]?.deployed;
  const served =
    typeof deployed === "object" && deployed !== null ? deployed.integrations[0] : null;
  if (served !== undefined && served !== null) served.ConnectionId = "gone00";
  expect(examined(inventory).findings.map(({ mendedBy }) => mendedBy?.code)).toEqual(["PST301"]);
});
