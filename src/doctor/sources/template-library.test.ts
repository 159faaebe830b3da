import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Inventory } from "../inventory.ts";
import { readTemplateInventory } from "./template-inventory.ts";

const HASH = "a".repeat(64);
const LINK = `
Parameters: { Subnet: { Type: String } }
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: nested, SubnetIds: [!Ref Subnet] }
Outputs: { LinkId: { Value: !Ref Link } }
`;
const PARENT = `
Resources:
  Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: vpc-1 } }
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: parts/link.yaml, Parameters: { Subnet: !Ref Subnet } }
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: api, ProtocolType: HTTP } }
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: HTTP_PROXY
      ConnectionType: VPC_LINK
      ConnectionId: !GetAtt Nested.Outputs.LinkId
`;

function joined({ vpcLinks, httpApis, subnets }: Inventory): unknown[] {
  return [
    vpcLinks.map(({ vpcLink, location }) => [vpcLink.SubnetIds, location.file, location.line]),
    httpApis[0]?.integrations[0]?.ConnectionId === vpcLinks[0]?.vpcLink.VpcLinkId,
    subnets.length,
  ];
}

async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "postern-templates-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("readTemplateInventory() follows nested stacks with their parameters and outputs", async () => {
  await inFolder({ "main.yaml": PARENT, "parts/link.yaml": LINK }, async (folder) => {
    const inventory = await readTemplateInventory(join(folder, "main.yaml"));
    expect(joined(inventory)).toEqual([
      [[["Subnet"], join(folder, "parts/link.yaml"), 4]],
      true,
      1,
    ]);
    expect(inventory.unreadable).toEqual([]);
  });
});

test("readTemplateInventory() follows nested stacks among files given as texts, once", async () => {
  const files = [
    { path: "main.yaml", text: PARENT },
    { path: "parts/link.yaml", text: LINK },
  ];
  expect(joined(await readTemplateInventory(files))).toEqual([
    [[["Subnet"], "parts/link.yaml", 4]],
    true,
    1,
  ]);
});

test("readTemplateInventory() follows the CDK's nested stacks by path and by hash", async () => {
  const url = `!Sub "https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${HASH}.json"`;
  const parent = PARENT.replace("parts/link.yaml", url);
  const assets = { files: { [HASH]: { source: { path: "Link.nested.template.json" } } } };
  const withMetadata = parent.replace(
    "    Type: AWS::CloudFormation::Stack",
    "    Type: AWS::CloudFormation::Stack\n    Metadata: { 'aws:asset:path': Link.nested.template.json }",
  );
  const nested = { "Link.nested.template.json": LINK };
  for (const files of [
    { ...nested, "Main.template.yaml": parent, "Main.assets.json": JSON.stringify(assets) },
    { ...nested, "Main.template.yaml": withMetadata },
  ]) {
    await inFolder(files, async (folder) => {
      const [links, isJoined] = joined(await readTemplateInventory(folder));
      expect(links).toHaveLength(1);
      expect(isJoined).toBe(true);
    });
  }
});

test("readTemplateInventory() says which nested stack is not there", async () => {
  const { unreadable } = await readTemplateInventory([{ path: "main.yaml", text: PARENT }]);
  expect(unreadable.map(({ part, what }) => [part, what])).toContainEqual([
    "listeners",
    "nested stack Nested",
  ]);
});

test("readTemplateInventory() ends where stacks nest themselves", async () => {
  const text = `
Resources:
  A: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./t.yaml } }
  B: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./t.yaml } }
  V: { Type: "AWS::EC2::VPC" }`;
  const { securityGroups } = await readTemplateInventory([{ path: "t.yaml", text }]);
  expect(securityGroups.length).toBeGreaterThan(0);
  expect(securityGroups.length).toBeLessThanOrEqual(501);
});

test("readTemplateInventory() joins stacks by what they export and import", async () => {
  const network = `
Resources: { Link: { Type: "AWS::ApiGatewayV2::VpcLink", Properties: { Name: shared } } }
Outputs: { L: { Value: !Ref Link, Export: { Name: !Sub "\${AWS::StackName}:link" } } }`;
  const api = `
Resources:
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: api, ProtocolType: HTTP } }
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      ConnectionType: VPC_LINK
      ConnectionId: !ImportValue network:link`;
  const inventory = await readTemplateInventory([
    { path: "api.yaml", text: api },
    { path: "network.yaml", text: network },
  ]);
  expect(inventory.httpApis[0]?.integrations[0]?.ConnectionId).toBe("network-Link");
  expect(inventory.vpcLinks[0]?.vpcLink.VpcLinkId).toBe("network-Link");
});
