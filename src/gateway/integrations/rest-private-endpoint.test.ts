import { expect, test } from "vitest";
import { listener, SettableSnapshots, vpcLink } from "../../../tests/scenarios/http-api-fixture.ts";
import { systemClock } from "../../base/clock.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ListenerSnapshot, RestVpcLinkSnapshot } from "../../store/snapshots.ts";
import { createWireRuntime } from "../../wire/runtime.ts";
import type { ListenerEndpoint } from "../private-hop.ts";
import { UpstreamCache } from "../upstream-cache.ts";
import { BlockedUpstream } from "./blocked-upstream.ts";
import { RestPrivateEndpoint, type RestPrivatePlace } from "./rest-private-endpoint.ts";

const NLB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/lb/1";
const LISTENER = "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/net/lb/1/2";

function nlbLink(over: Partial<RestVpcLinkSnapshot> = {}): RestVpcLinkSnapshot {
  return {
    account: "000000000000",
    region: "us-east-1",
    vpcLinkId: "link01",
    name: "link",
    status: "AVAILABLE",
    statusMessage: "",
    loadBalancerArn: NLB,
    ...over,
  };
}

function endpointOn(
  snapshots: SettableSnapshots,
  bound: { snapshot: ListenerSnapshot; port: number } | null,
  over: Partial<RestPrivatePlace> = {},
): RestPrivateEndpoint {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const found: ListenerEndpoint | undefined =
    bound === null
      ? undefined
      : { listenerArn: LISTENER, address: "127.0.0.1", acceptor: null, ...bound };
  return new RestPrivateEndpoint(
    {
      snapshots,
      listeners: {
        find: (arn) => (arn === LISTENER ? found : undefined),
        findByDnsName: () => undefined,
        findByLoadBalancer: (arn, port) => (arn === NLB && port === 80 ? found : undefined),
      },
      upstreams: new UpstreamCache(runtime),
      runtime,
      trustedCas: [],
      connectTimeoutMs: 1000,
      fusedHops: true,
    },
    {
      vpcLinkId: "link01",
      integrationTarget: "",
      stageName: "prod",
      tls: false,
      host: "pets.example",
      port: 80,
      skipIssuer: false,
      clientCertificate: null,
      connectTimeoutMs: 1000,
      ...over,
    },
  );
}

const BOUND = { snapshot: listener({ loadBalancerType: "network" }), port: 40_001 };

test.for([["PENDING"], ["FAILED"], ["DELETING"]] as const)(
  "a VPC link of the first kind that is %s is not available",
  async ([status]) => {
    const snapshots = new SettableSnapshots();
    await snapshots.set("rest-vpc-link", "link01", nlbLink({ status }));
    const endpoint = endpointOn(snapshots, BOUND);
    expect(endpoint.connect()).toBeNull();
    expect(endpoint.failure?.kind).toBe("vpc-link-not-available");
    await snapshots.set("rest-vpc-link", "link01", nlbLink());
    expect(endpoint.connect()).not.toBeNull();
    expect(endpoint.failure).toBeNull();
  },
);

test("a VPC link of the first kind leads to its load balancer, with the URI's path as it is", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("rest-vpc-link", "link01", nlbLink());
  const endpoint = endpointOn(snapshots, BOUND);
  const upstream = endpoint.connect();
  expect(upstream).not.toBeNull();
  expect(endpoint.connect()).toBe(upstream);
  expect(endpoint.pathPrefix).toBe("");
  expect(endpoint.throughNetworkLoadBalancer).toBe(true);
});

test("security groups of the load balancer apply to a link of the first kind, unless it is told otherwise", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("rest-vpc-link", "link01", nlbLink());
  const connected = (cidr: string, enforcesPrivateLinkRules: boolean) => {
    const rule = { protocol: "tcp", fromPort: 80, toPort: 80, cidrs: [cidr], peerGroupIds: [] };
    const securityGroups = [{ groupId: "sg-lb", ingress: [rule], egress: [] }];
    const snapshot = { ...BOUND.snapshot, securityGroups, enforcesPrivateLinkRules };
    const upstream = endpointOn(snapshots, { ...BOUND, snapshot }).connect();
    return !(upstream instanceof BlockedUpstream);
  };
  expect(connected("10.0.0.0/16", true)).toBe(false);
  expect(connected("10.0.0.0/16", false)).toBe(true);
  expect(connected("0.0.0.0/0", true)).toBe(true);
});

test("a VPC link of the second kind leads to the target of the integration, with the stage in the path", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("vpc-link", "link01", vpcLink());
  for (const integrationTarget of [NLB, LISTENER]) {
    const endpoint = endpointOn(snapshots, BOUND, { integrationTarget });
    expect(endpoint.connect()).not.toBeNull();
    expect(endpoint.pathPrefix).toBe("/prod");
  }
  const without = endpointOn(snapshots, BOUND);
  expect(without.connect()).toBeNull();
  expect(without.failure?.kind).toBe("integration-misconfigured");
});

test("a port without listener swallows connections, whichever kind the link is of", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("rest-vpc-link", "link01", nlbLink());
  expect(endpointOn(snapshots, null).connect()).toBeInstanceOf(BlockedUpstream);
  await snapshots.set("rest-vpc-link", "link01", null);
  await snapshots.set("vpc-link", "link01", vpcLink());
  const second = endpointOn(snapshots, null, { integrationTarget: NLB });
  expect(second.connect()).toBeInstanceOf(BlockedUpstream);
});

test("an inactive link of the second kind, and one that is not there, lead nowhere", async () => {
  const snapshots = new SettableSnapshots();
  const endpoint = endpointOn(snapshots, BOUND, { integrationTarget: NLB });
  expect(endpoint.connect()).toBeNull();
  expect(endpoint.failure?.kind).toBe("vpc-link-not-found");
  await snapshots.set("vpc-link", "link01", vpcLink({ status: "INACTIVE" }));
  expect(endpoint.connect()).toBeNull();
  expect(endpoint.failure?.kind).toBe("vpc-link-not-available");
});

test("an internet-facing Application Load Balancer swallows connections of a link of the second kind", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("vpc-link", "link01", vpcLink());
  const snapshot = listener({ loadBalancerType: "application", scheme: "internet-facing" });
  const endpoint = endpointOn(snapshots, { snapshot, port: 1 }, { integrationTarget: NLB });
  expect(endpoint.connect()).toBeInstanceOf(BlockedUpstream);
});

test("a listener that is not bound refuses until it is", async () => {
  const snapshots = new SettableSnapshots();
  await snapshots.set("rest-vpc-link", "link01", nlbLink());
  const bound = { ...BOUND, port: 0 };
  const endpoint = endpointOn(snapshots, bound);
  expect(endpoint.connect()).toBeNull();
  expect(endpoint.failure?.kind).toBe("connect-refused");
});
