// For tests: which parts of the inventory and of evidence a rule reads. A way counts as the parts that it was joined
// from, as far as the rule follows them: its listener as listeners and the VPC links of its kind, and so on.
import { buildWays } from "./build-ways.ts";
import type { Evidence } from "./evidence.ts";
import type { Inventory, InventoryPart } from "./inventory.ts";
import type { DeploymentContext, View } from "./rule.ts";
import type { Way } from "./ways.ts";

export interface Reads {
  readonly inputs: Set<InventoryPart>;
  readonly evidence: Set<keyof Evidence>;
}

/** A rule of either kind. */
export interface Readable {
  examine(context: DeploymentContext): void;
}

export interface ReadCase {
  readonly inventory: Inventory;
  readonly evidence: Evidence;
  readonly nowMs: number;
}

const NO_PARTS: ReadonlySet<string> = new Set(["source", "unreadable"]);

/** Runs the rule on both views and adds what it read. */
export function recordReads(
  rule: Readable,
  { inventory, evidence, nowMs }: ReadCase,
  reads: Reads,
): void {
  const views: readonly View[] = ["deployed", "configured"];
  for (const view of views) {
    rule.examine({
      inventory: recorded(inventory, (key) => {
        if (!NO_PARTS.has(key)) reads.inputs.add(key as InventoryPart);
      }),
      evidence: recorded(evidence, (key) => reads.evidence.add(key as keyof Evidence)),
      view,
      ways: buildWays(inventory, view).map((way) => recordedWay(way, reads.inputs)),
      nowMs,
      isAsked: false,
      mendedByDeployment: [],
      broughtByDeployment: [],
      report: () => {},
      undecided: () => {},
    });
  }
}

function recordedWay(way: Way, inputs: Set<InventoryPart>): Way {
  const apiPart = way.api.kind === "http" ? "httpApis" : "restApis";
  const api = recorded(way.api, (key) => {
    if (key !== "kind") inputs.add(apiPart);
  });
  return recorded({ ...way, api }, (key) => {
    if (key === "api") return;
    const isAbout = key === "link" || key === "linkVersion";
    if (!isAbout && key !== "listener" && key !== "loadBalancer") inputs.add(apiPart);
    else for (const part of linkParts(way)) inputs.add(part);
    if (key === "listener") inputs.add("listeners");
    if (key === "loadBalancer") inputs.add("loadBalancers");
  });
}

function linkParts({ api, link, linkVersion }: Way): readonly InventoryPart[] {
  if (link === null) return [];
  if (api.kind === "http" || linkVersion === 2) return ["vpcLinks"];
  return linkVersion === 1 ? ["restVpcLinks"] : ["vpcLinks", "restVpcLinks"];
}

function recorded<Shape extends object>(shape: Shape, record: (key: string) => void): Shape {
  return new Proxy(shape, {
    get(target, key, receiver) {
      if (typeof key === "string") record(key);
      return Reflect.get(target, key, receiver);
    },
  });
}
