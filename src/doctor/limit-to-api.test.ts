import { expect, test } from "vitest";
import {
  ALB_ARN,
  ALB_LISTENER_ARN,
  ALB_TARGET_GROUP_ARN,
  CERTIFICATE_ARN,
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
} from "./inventory-fixtures.ts";
import { resourcesOfApi } from "./limit-to-api.ts";

test("resourcesOfApi() has everything on the way from the API to its targets", () => {
  const touched = resourcesOfApi(httpApiOnAlb(), "a1b2c3d4e5");
  for (const id of [ALB_ARN, ALB_LISTENER_ARN, ALB_TARGET_GROUP_ARN, CERTIFICATE_ARN]) {
    expect(touched).toContain(id);
  }
  for (const id of ["l4er5c", "sg-0link", "sg-0alb", "subnet-0a"]) expect(touched).toContain(id);
});

test("resourcesOfApi() knows REST APIs and leaves out what belongs to others", () => {
  const inventory = restApiOnNlb();
  inventory.loadBalancers.push(...httpApiOnAlb().loadBalancers);
  const touched = resourcesOfApi(inventory, "r1s2t3u4v5");
  expect(touched).toContain("ipr64b");
  expect(touched).toContain(NLB_ARN);
  expect(touched).not.toContain(ALB_ARN);
  expect(resourcesOfApi(inventory, "other").size).toBe(0);
});
