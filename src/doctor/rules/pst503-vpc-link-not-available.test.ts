import { expect, test } from "vitest";
import {
  ALB_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, NOW_MS, onlyFinding } from "../rule-fixtures.ts";

const LINK = "l4er5c";
const REST_LINK = "ipr64b";

function withStatus(status: "PENDING" | "INACTIVE" | "DELETING" | "FAILED"): MutableInventory {
  const inventory = httpApiOnAlb();
  first(inventory.vpcLinks).vpcLink.VpcLinkStatus = status;
  return inventory;
}

test("PST503 finds links in every state but AVAILABLE that routes lead through", () => {
  for (const status of ["INACTIVE", "DELETING", "FAILED"] as const) {
    const finding = onlyFinding(examineRule("PST503", withStatus(status)));
    expect([finding.severity, finding.resource.id, finding.seen["status"]]).toEqual([
      "error",
      LINK,
      status,
    ]);
  }
});

test("PST503 warns of a link that is being made, and calls it stuck after ten minutes", () => {
  const inventory = withStatus("PENDING");
  const { vpcLink } = first(inventory.vpcLinks);
  vpcLink.CreatedDate = new Date(NOW_MS - 60_000);
  expect(foundBy("PST503", inventory)).toEqual([`warning ${LINK}`]);
  vpcLink.CreatedDate = new Date(NOW_MS - 11 * 60_000);
  expect(foundBy("PST503", inventory)).toEqual([`error ${LINK}`]);
});

test("PST503 gives AWS's message of a failed link of the first kind", () => {
  const inventory = restApiOnNlb();
  const { vpcLink } = first(inventory.restVpcLinks);
  vpcLink.status = "FAILED";
  vpcLink.statusMessage = "NLB is already associated with another VPC Endpoint Service";
  const finding = onlyFinding(examineRule("PST503", inventory));
  expect([finding.resource.id, finding.seen["message"]]).toEqual([
    REST_LINK,
    vpcLink.statusMessage,
  ]);
});

test("PST503 leaves a link that failed for its load balancer to PST406", () => {
  const inventory = restApiOnNlb();
  const { vpcLink } = first(inventory.restVpcLinks);
  vpcLink.status = "FAILED";
  vpcLink.targetArns = [ALB_ARN];
  expect(foundBy("PST503", inventory)).toEqual([]);
});

test("PST503 only warns of a failed link that nothing leads through, and keeps still of an idle one", () => {
  const failed = withStatus("FAILED");
  failed.httpApis = [];
  expect(foundBy("PST503", failed)).toEqual([`warning ${LINK}`]);
  const inactive = withStatus("INACTIVE");
  inactive.httpApis = [];
  expect(foundBy("PST503", inactive)).toEqual([]);
});

test("PST503 finds subnets and security groups that are gone, unless they could not be read", () => {
  const inventory = httpApiOnAlb();
  inventory.securityGroups = inventory.securityGroups.filter(({ name }) => name !== "sg-0link");
  const finding = onlyFinding(examineRule("PST503", inventory));
  expect(finding.seen["gone"]).toEqual(["sg-0link"]);
  inventory.unreadable.push({ what: "security groups", part: "securityGroups", why: "denied" });
  const { findings, undecided } = examineRule("PST503", inventory);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([0, [LINK]]);
});

test("PST503 tells of a template's link that it cannot be made in its zone", () => {
  const inventory = httpApiOnAlb();
  inventory.source.kind = "cloudformation";
  delete first(inventory.vpcLinks).vpcLink.VpcLinkStatus;
  expect(foundBy("PST503", inventory)).toEqual([]);
  inventory.source.region = "us-east-1";
  const { subnet } = first(inventory.subnets);
  subnet.AvailabilityZoneId = "use1-az3";
  for (const item of inventory.subnets.slice(1)) item.subnet.AvailabilityZoneId = "use1-az1";
  const finding = onlyFinding(examineRule("PST503", inventory));
  expect(finding.seen["zones without VPC links"]).toEqual(["subnet-0a in use1-az3"]);
});

test("PST503 does not take what a template does not declare for gone", () => {
  const inventory = httpApiOnAlb();
  inventory.source.kind = "cloudformation";
  inventory.securityGroups = [];
  inventory.subnets = [];
  expect(examineRule("PST503", inventory)).toMatchObject({ findings: [], undecided: [] });
});

test("PST503 is silent on links that are available", () => {
  expect(examineRule("PST503", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  expect(examineRule("PST503", restApiOnNlb())).toMatchObject({ findings: [], undecided: [] });
});
