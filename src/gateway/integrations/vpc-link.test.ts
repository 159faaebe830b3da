import { expect, test } from "vitest";
import type { SecurityGroupSnapshot } from "../../store/snapshots.ts";
import { listener, vpcLink } from "../../../tests/scenarios/http-api-fixture.ts";
import { planPrivateHop } from "./vpc-link.ts";

const EGRESS = {
  protocol: "-1",
  fromPort: -1,
  toPort: -1,
  cidrs: ["0.0.0.0/0"],
  peerGroupIds: [],
};

function admitting(cidr: string): SecurityGroupSnapshot {
  const rule = { protocol: "tcp", fromPort: 80, toPort: 80, cidrs: [cidr], peerGroupIds: [] };
  return { groupId: "sg-lb", ingress: [rule], egress: [EGRESS] };
}

test("planPrivateHop() leaves through the interfaces that the rules let through", () => {
  const link = vpcLink({ interfaceAddresses: ["10.0.1.5", "10.0.2.5"] });
  const plan = (cidr: string) =>
    planPrivateHop(link, listener({ securityGroups: [admitting(cidr)] }));
  expect(plan("10.0.0.0/16").interfaceAddresses).toEqual(["10.0.1.5", "10.0.2.5"]);
  expect(plan("10.0.2.0/24").interfaceAddresses).toEqual(["10.0.2.5"]);
  expect(plan("192.168.0.0/16")).toMatchObject({
    failure: null,
    blockedBy: {
      kind: "security-group-blocked",
      detail: "ingress rules of sg-lb do not allow port 80",
    },
    interfaceAddresses: [],
  });
});

test("planPrivateHop() settles what no connection is tried for", () => {
  const kind = (...hop: Parameters<typeof planPrivateHop>) => planPrivateHop(...hop).failure?.kind;
  expect(kind(undefined, listener())).toBe("vpc-link-not-found");
  expect(kind(vpcLink({ status: "PENDING" }), listener())).toBe("vpc-link-not-available");
  expect(kind(vpcLink({ interfaceAddresses: [] }), listener())).toBe("vpc-link-not-available");
  expect(kind(vpcLink(), undefined)).toBe("listener-not-found");
  expect(kind(vpcLink(), listener())).toBeUndefined();
});
