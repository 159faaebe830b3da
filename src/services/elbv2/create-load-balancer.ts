// CreateLoadBalancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
import {
  DuplicateLoadBalancerNameException,
  InvalidConfigurationRequestException,
  TooManyLoadBalancersException,
  UnsupportedProtocolException,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { decimalId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { defaultAttributes } from "./attribute-definition.ts";
import { canonicalHostedZoneId } from "./canonical-hosted-zone.ts";
import { findLoadBalancerByName, type LoadBalancerRecord } from "./find-resource.ts";
import { Constraints } from "../../protocol/constraints.ts";
import { checkIpAddressType } from "./ip-address-type.ts";
import { loadBalancerAttributeDefinitions } from "./load-balancer-attributes.ts";
import { placeNodes } from "./load-balancer-nodes.ts";
import { checkSecurityGroups, defaultSecurityGroup } from "./load-balancer-security-groups.ts";
import { PROVISIONING_MS, activateLoadBalancer } from "./load-balancer-state.ts";
import { availabilityZonesOf, placeInSubnets, type Placement } from "./load-balancer-subnets.ts";
import type { Input, Output } from "./operation-types.ts";
import { APPLICATION_LOAD_BALANCERS_MAX, NETWORK_LOAD_BALANCERS_MAX } from "./quotas.ts";
import { loadBalancerArnPrefix, newLoadBalancerArn, resourceIdOf } from "./resource-arn.ts";
import { checkResourceName } from "./resource-name.ts";
import { withTags } from "./resource-tags.ts";
import { sameSettings } from "./same-settings.ts";
import { serviceError } from "./service-error.ts";

const ALB_DNS_DIGITS = 10;

/** What is asked for, defaults filled in and everything found. */
interface Wanted {
  readonly name: string;
  readonly type: "application" | "network";
  readonly scheme: "internet-facing" | "internal";
  readonly placement: Placement;
  /** undefined: a network load balancer without security groups. */
  readonly securityGroupIds: string[] | undefined;
}

export async function createLoadBalancer(
  input: Input<"CreateLoadBalancer">,
  context: OperationContext,
): Promise<Output<"CreateLoadBalancer">> {
  const { records } = context;
  const wanted = await readWanted(input, context);
  const tags = withTags({}, input.Tags);
  const present = await findLoadBalancerByName(records, wanted.name);
  if (present !== undefined) return { LoadBalancers: [identicalOrRefuse(present, wanted)] };
  await checkQuota(wanted.type, context);
  const loadBalancer = newLoadBalancer(wanted, context);
  const loadBalancerArn = loadBalancer.LoadBalancerArn ?? "";
  records.put("load-balancer", loadBalancerArn, {
    loadBalancer,
    attributes: defaultAttributes(loadBalancerAttributeDefinitions(wanted.type, wanted.scheme)),
    tags,
  });
  await placeNodes(
    records,
    {
      loadBalancerArn,
      type: wanted.type,
      securityGroupIds: wanted.securityGroupIds ?? [],
    },
    wanted.placement,
  );
  context.later(PROVISIONING_MS, (laterRecords) =>
    activateLoadBalancer(laterRecords, loadBalancerArn),
  );
  return { LoadBalancers: [loadBalancer] };
}

async function readWanted(
  input: Input<"CreateLoadBalancer">,
  { records }: OperationContext,
): Promise<Wanted> {
  new Constraints()
    .enumeration("type", input.Type, ["application", "network", "gateway"])
    .enumeration("scheme", input.Scheme, ["internet-facing", "internal"])
    .enumeration("ipAddressType", input.IpAddressType, [
      "ipv4",
      "dualstack",
      "dualstack-without-public-ipv4",
    ])
    .throwIfViolated();
  const { Type: type = "application", Scheme: scheme = "internet-facing" } = input;
  if (type === "gateway") {
    throw serviceError(
      UnsupportedProtocolException,
      "Postern does not support load balancers of type 'gateway' yet",
    );
  }
  checkResourceName("Load balancer", input.Name);
  checkIpAddressType(input.IpAddressType, type);
  refuseAddressPools(input);
  const placement = await placeInSubnets(records, input, { type, scheme });
  const requested = input.SecurityGroups ?? [];
  const securityGroupIds =
    requested.length > 0
      ? await checkSecurityGroups(records, requested, placement.vpcId)
      : type === "application"
        ? await defaultSecurityGroup(records, placement.vpcId)
        : undefined;
  return { name: input.Name, type, scheme, placement, securityGroupIds };
}

/** Addresses from pools of the customer are outside of what Postern has. */
function refuseAddressPools(input: Input<"CreateLoadBalancer">): void {
  for (const member of ["CustomerOwnedIpv4Pool", "IpamPools"] as const) {
    if (input[member] === undefined) continue;
    throw serviceError(
      InvalidConfigurationRequestException,
      `Postern does not support '${member}' of load balancers yet`,
    );
  }
  if (input.EnablePrefixForIpv6SourceNat === "on") {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Source NAT prefixes for IPv6 can be enabled for dualstack load balancers only",
    );
  }
}

function newLoadBalancer(wanted: Wanted, context: OperationContext): LoadBalancer {
  const { region, records, clock } = context;
  const arn = newLoadBalancerArn(records.scope, wanted.type, wanted.name);
  return {
    LoadBalancerArn: arn,
    DNSName: dnsName(wanted, region, resourceIdOf(arn)),
    CanonicalHostedZoneId: canonicalHostedZoneId(region, wanted.type),
    CreatedTime: new Date(clock.nowMs()),
    LoadBalancerName: wanted.name,
    Scheme: wanted.scheme,
    VpcId: wanted.placement.vpcId,
    State: { Code: "provisioning" },
    Type: wanted.type,
    AvailabilityZones: availabilityZonesOf(wanted.placement, wanted.type),
    ...(wanted.securityGroupIds !== undefined && { SecurityGroups: wanted.securityGroupIds }),
    IpAddressType: "ipv4",
  };
}

/** The digits in an application load balancer's name are its own; a network load balancer's name holds its id. */
function dnsName({ name, type, scheme }: Wanted, region: string, id: string): string {
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  if (type === "network") return `${name}-${id}.elb.${region}.${domain}`;
  const prefix = scheme === "internal" ? "internal-" : "";
  return `${prefix}${name}-${decimalId(ALB_DNS_DIGITS)}.${region}.elb.${domain}`;
}

function identicalOrRefuse({ loadBalancer }: LoadBalancerRecord, wanted: Wanted): LoadBalancer {
  const same =
    loadBalancer.Type === wanted.type &&
    loadBalancer.Scheme === wanted.scheme &&
    sameSettings(
      [...(loadBalancer.SecurityGroups ?? [])].sort(),
      [...(wanted.securityGroupIds ?? [])].sort(),
    ) &&
    sameSettings(
      loadBalancer.AvailabilityZones,
      availabilityZonesOf(wanted.placement, wanted.type),
    );
  if (same) return loadBalancer;
  throw serviceError(
    DuplicateLoadBalancerNameException,
    `A load balancer with the same name '${wanted.name}' exists, but with different settings`,
  );
}

async function checkQuota(type: string, { records }: OperationContext): Promise<void> {
  const present = await records.list("load-balancer", loadBalancerArnPrefix(records.scope, type));
  const max = type === "network" ? NETWORK_LOAD_BALANCERS_MAX : APPLICATION_LOAD_BALANCERS_MAX;
  if (present.length < max) return;
  throw serviceError(
    TooManyLoadBalancersException,
    `The maximum number of load balancers of type '${type}' has been reached`,
  );
}
