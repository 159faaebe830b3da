import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NO_EVIDENCE } from "./evidence.ts";
import { httpApiOnAlb } from "./inventory-fixtures.ts";
import type { Inventory } from "./inventory.ts";
import { aFinding, aFix } from "./report/report-fixtures.ts";
import type { Finding } from "./rule.ts";
import { diagnose } from "./diagnose.ts";
import { readTemplateInventory } from "./sources/template-inventory.ts";
import { inTemplateTerms } from "./template-terms.ts";

const STACK = join(import.meta.dirname, "../../docs/rules/examples/http-api-on-alb.yaml");
const PLAN = join(import.meta.dirname, "../../tests/fixtures/templates/terraform-plan.json");

/** A finding of the integration, with one fix whose fragments are these. */
function said(inventory: Inventory, fragments: Partial<Finding["fixes"][number]>) {
  const [api] = inventory.httpApis;
  const [integration] = api?.integrations ?? [];
  const location =
    api?.locations.get(integration?.IntegrationId ?? "") ?? aFinding().resource.location;
  const resource = { ...aFinding().resource, location };
  const finding = aFinding({ resource, fixes: [aFix(fragments)] });
  const [shown] = inTemplateTerms([finding], inventory);
  if (shown === undefined) throw new Error("Cannot find the finding");
  return { ...shown, fix: shown.fixes[0] ?? aFix() };
}

function stackAnd(file: { readonly path: string; readonly text: string }): Promise<Inventory> {
  return readTemplateInventory([{ path: "t.yaml", text: readFileSync(STACK, "utf8") }, file]);
}

test("inTemplateTerms() lets fragments of CloudFormation refer by logical id", async () => {
  const inventory = await readTemplateInventory(STACK);
  const [balancer] = inventory.loadBalancers;
  const [listener] = inventory.listeners;
  const groupId = inventory.securityGroups.find(({ arn }) => arn.endsWith("LinkGroup"))?.group
    .groupId;
  const { fix } = said(inventory, {
    cloudFormation: [
      `# of ${listener?.arn}`,
      `IntegrationUri: ${listener?.arn}`,
      `Quoted: ${JSON.stringify(balancer?.arn)}`,
      "Groups:",
      `  - ${groupId}`,
      `Uri: https://${balancer?.loadBalancer.DNSName}/\${stageVariables.path}`,
      `Target: integrations/${inventory.httpApis[0]?.integrations[0]?.IntegrationId}`,
      "Plain: https://shop.example.com/${stageVariables.path}",
    ].join("\n"),
    cli: [`aws elbv2 modify-listener --listener-arn ${listener?.arn} --port 1`],
    terraform: `listener_arn = "${listener?.arn}"`,
  });
  expect(fix.cloudFormation.split("\n")).toEqual([
    "# of Listener",
    "IntegrationUri: !Ref Listener",
    "Quoted: !Ref LoadBalancer",
    "Groups:",
    "  - !GetAtt LinkGroup.GroupId",
    'Uri: !Sub "https://${LoadBalancer.DNSName}/${!stageVariables.path}"',
    'Target: !Sub "integrations/${Integration}"',
    "Plain: https://shop.example.com/${stageVariables.path}",
  ]);
  expect(fix.cli).toEqual(["aws elbv2 modify-listener --listener-arn <ARN of Listener> --port 1"]);
  expect(fix.terraform).toBe('listener_arn = "<ARN of Listener>"');
  expect(fix.calls).toEqual([]);
});

test("inTemplateTerms() refers to nothing that stands in another file", async () => {
  const other = "Resources:\n  Far:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n";
  const inventory = await stackAnd({ path: "other.yaml", text: other });
  const far = inventory.loadBalancers.find(({ location }) => location.address === "Far");
  const { fix } = said(inventory, {
    cloudFormation: `Uri: https://${far?.loadBalancer.DNSName}/\nArn: ${far?.arn}`,
  });
  expect(fix.cloudFormation).toBe(
    "Uri: https://<DNS name of Far in other.yaml>/\nArn: <ARN of Far in other.yaml>",
  );
});

test("inTemplateTerms() lets fragments of Terraform refer by address", async () => {
  const inventory = await readTemplateInventory(PLAN);
  const [listener] = inventory.listeners;
  const [balancer] = inventory.loadBalancers;
  const { fix } = said(inventory, {
    terraform: `integration_uri = "${listener?.arn}"\nuri = "https://${balancer?.loadBalancer.DNSName}/"\nname = "shop"`,
    cloudFormation: `IntegrationUri: ${listener?.arn}`,
  });
  expect(fix.terraform.split("\n")).toEqual([
    `integration_uri = ${listener?.location.address}.arn`,
    `uri = "https://\${${balancer?.location.address}.dns_name}/"`,
    'name = "shop"',
  ]);
  expect(fix.cloudFormation).toBe(`IntegrationUri: <ARN of ${listener?.location.address}>`);
});

test("inTemplateTerms() writes addresses as they are within a module, and never across modules", async () => {
  const plan = await readTemplateInventory(PLAN);
  const inModule = <Item extends { readonly location: Inventory["listeners"][number]["location"] }>(
    item: Item,
  ): Item => ({
    ...item,
    location: { ...item.location, address: `module.net["a.b"].${item.location.address}` },
  });
  const inventory = { ...plan, listeners: plan.listeners.map(inModule) };
  const [listener] = inventory.listeners;
  const address = listener?.location.address ?? "";
  const terraform = `integration_uri = "${listener?.arn}"`;
  expect(said(inventory, { terraform }).fix.terraform).toBe(
    `integration_uri = "<ARN of ${address}>"`,
  );
  const near = aFinding({
    resource: {
      ...aFinding().resource,
      location: listener?.location ?? aFinding().resource.location,
    },
    fixes: [aFix({ terraform })],
  });
  const [shown] = inTemplateTerms([near], inventory);
  expect(shown?.fixes[0]?.terraform).toBe(
    `integration_uri = ${plan.listeners[0]?.location.address}.arn`,
  );
});

test("inTemplateTerms() leaves what runs as it is", () => {
  const finding = aFinding();
  expect(inTemplateTerms([finding], httpApiOnAlb())).toEqual([finding]);
});

test("diagnose() of a template shows no id or ARN that was made up for it", async () => {
  const broken = readFileSync(STACK, "utf8").replace(
    /\n +TlsConfig:\n +ServerNameToVerify: .*/,
    "",
  );
  const changed = broken.replace(
    "IntegrationUri: !Ref Listener",
    "IntegrationUri: !Ref LoadBalancer",
  );
  expect(changed).not.toBe(broken);
  const source = {
    caller: null,
    readInventory: () => readTemplateInventory([{ path: "t.yaml", text: changed }]),
    gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
  };
  const { findings } = await diagnose([source], { nowMs: 0, codes: null, apiId: null });
  expect(findings.map(({ code }) => code)).toContain("PST402");
  for (const { title, why, seen, fixes } of findings) {
    expect(JSON.stringify([title, why, seen, fixes])).not.toMatch(/arn:aws:[a-z]+:us-east-1/);
  }
});
