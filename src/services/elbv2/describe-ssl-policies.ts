// DescribeSSLPolicies: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeSSLPolicies.html
import {
  SSLPolicyNotFoundException,
  type SslPolicy,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { TLS_POLICIES, findTlsPolicy, type TlsPolicy } from "../../store/tls-policies.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { serviceError } from "./service-error.ts";

/** Types of load balancers that can use the predefined policies: all of them can use each. */
const LOAD_BALANCER_TYPES: readonly string[] = ["application", "network"];

export async function describeSSLPolicies(
  input: Input<"DescribeSSLPolicies">,
): Promise<Output<"DescribeSSLPolicies">> {
  new Constraints()
    .enumeration("loadBalancerType", input.LoadBalancerType, ["application", "network", "gateway"])
    .throwIfViolated();
  if (input.LoadBalancerType === "gateway") {
    throw validationError("Load balancers with type 'gateway' do not have SSL policies");
  }
  const { Names: names = [] } = input;
  const policies = names.length === 0 ? TLS_POLICIES : names.map(requirePolicy);
  const page = pageOf(policies, input, ({ name }) => name);
  return { SslPolicies: page.items.map(shownPolicy), ...page.nextMarker };
}

function requirePolicy(name: string): TlsPolicy {
  const found = findTlsPolicy(name);
  if (found === undefined) {
    throw serviceError(SSLPolicyNotFoundException, `SSL policy '${name}' not found`);
  }
  return found;
}

function shownPolicy({ name, protocols, ciphers }: TlsPolicy): SslPolicy {
  return {
    SslProtocols: [...protocols],
    Ciphers: ciphers.map((Name, index) => ({ Name, Priority: index + 1 })),
    Name: name,
    SupportedLoadBalancerTypes: [...LOAD_BALANCER_TYPES],
  };
}
