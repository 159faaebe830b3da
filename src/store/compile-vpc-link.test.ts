import { expect, test } from "vitest";
import { compileVpcLink, vpcLinkCompiler } from "./compile-vpc-link.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RecordChange } from "./records.ts";
import type { Store } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };

async function storeWith(
  securityGroupIds: string[],
): Promise<{ store: Store; changes: RecordChange[] }> {
  const store = createMemoryStore();
  const changes: RecordChange[] = [];
  store.subscribe((committed) => void changes.push(...committed));
  await store.transaction(async (all) => {
    const records = all.in(SCOPE);
    records.put("vpc-link", "link1", {
      vpcLink: {
        VpcLinkId: "link1",
        Name: "mine",
        SubnetIds: ["subnet-1"],
        SecurityGroupIds: securityGroupIds,
        VpcLinkStatus: "AVAILABLE",
      },
    });
    records.put("subnet", "subnet-1", { subnet: { SubnetId: "subnet-1", VpcId: "vpc-1" } });
    records.put("network-interface", "eni-1", {
      networkInterface: {
        Description: "API Gateway VPC link link1",
        PrivateIpAddress: "10.0.0.9",
      },
    });
    records.put("network-interface", "eni-2", {
      networkInterface: { Description: "ELB app/x/1", PrivateIpAddress: "10.0.0.8" },
    });
    records.put("security-group", "sg-1", {
      securityGroup: { GroupId: "sg-1", GroupName: "web", VpcId: "vpc-1" },
      rules: [],
    });
    records.put("security-group", "sg-default", {
      securityGroup: { GroupId: "sg-default", GroupName: "default", VpcId: "vpc-1" },
      rules: [{ IsEgress: true, IpProtocol: "-1", CidrIpv4: "0.0.0.0/0" }],
    });
    records.put("security-group", "sg-elsewhere", {
      securityGroup: { GroupId: "sg-elsewhere", GroupName: "default", VpcId: "vpc-2" },
      rules: [],
    });
  });
  return { store, changes };
}

function compile(store: Store, id = "link1") {
  return store.read((all) => compileVpcLink(all.in(SCOPE), id));
}

test("compileVpcLink() gives state, network, interfaces and groups", async () => {
  const { store } = await storeWith(["sg-1"]);
  expect(await compile(store)).toEqual({
    ...SCOPE,
    vpcLinkId: "link1",
    name: "mine",
    status: "AVAILABLE",
    vpcId: "vpc-1",
    interfaceAddresses: ["10.0.0.9"],
    securityGroups: [{ groupId: "sg-1", ingress: [], egress: [] }],
  });
  expect(await compile(store, "other")).toBeNull();
});

test("compileVpcLink() gives a link without groups its network's default one", async () => {
  const { store } = await storeWith([]);
  expect((await compile(store))?.securityGroups.map(({ groupId }) => groupId)).toEqual([
    "sg-default",
  ]);
});

async function affected(store: Store, changes: readonly RecordChange[]): Promise<string[]> {
  return store.read(async (all) => {
    const named: string[] = [];
    for (const change of changes) {
      const record = change.after ?? change.before;
      for (const id of await vpcLinkCompiler.affectedBy(change, all.in(SCOPE))) {
        named.push(`${record?.id} ${id}`);
      }
    }
    return named.toSorted();
  });
}

test("vpcLinkCompiler.affectedBy() follows the link, its interfaces and its groups", async () => {
  const { store, changes } = await storeWith(["sg-1"]);
  expect(await affected(store, changes)).toEqual(["eni-1 link1", "link1 link1", "sg-1 link1"]);
});

test("vpcLinkCompiler.affectedBy() follows the default group of a link without groups", async () => {
  const { store, changes } = await storeWith([]);
  expect(await affected(store, changes)).toEqual([
    "eni-1 link1",
    "link1 link1",
    "sg-default link1",
  ]);
});
