// DescribeLoadBalancers: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
import {
  LoadBalancerNotFoundException,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { findLoadBalancerByName } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { checkArn } from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";

/** AWS takes up to 20 ARNs in one call. */
const ARNS_MAX = 20;

export async function describeLoadBalancers(
  input: Input<"DescribeLoadBalancers">,
  { records }: OperationContext,
): Promise<Output<"DescribeLoadBalancers">> {
  const { LoadBalancerArns: arns = [], Names: names = [] } = input;
  new Constraints()
    .length("loadBalancerArns", arns, { max: ARNS_MAX })
    .length("names", names, { max: ARNS_MAX })
    .throwIfViolated();
  if (arns.length > 0 && names.length > 0) {
    throw validationError(
      "Load balancer names and load balancer ARNs cannot be specified at the same time",
    );
  }
  const found =
    arns.length > 0
      ? await byArns(records, arns)
      : names.length > 0
        ? await byNames(records, names)
        : (await records.list("load-balancer")).map(({ body }) => body.loadBalancer);
  const page = pageOf(found, input, ({ LoadBalancerArn = "" }) => LoadBalancerArn);
  return { LoadBalancers: page.items, ...page.nextMarker };
}

async function byArns(records: ScopedRecords, arns: readonly string[]): Promise<LoadBalancer[]> {
  const found: LoadBalancer[] = [];
  for (const arn of new Set(arns)) {
    checkArn("load-balancer", arn);
    const record = await records.get("load-balancer", arn);
    if (record === undefined) {
      throw serviceError(LoadBalancerNotFoundException, "One or more load balancers not found");
    }
    found.push(record.loadBalancer);
  }
  return found;
}

async function byNames(records: ScopedRecords, names: readonly string[]): Promise<LoadBalancer[]> {
  const found: LoadBalancer[] = [];
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const record = await findLoadBalancerByName(records, name);
    if (record === undefined) missing.push(name);
    else found.push(record.loadBalancer);
  }
  if (missing.length > 0) {
    throw serviceError(
      LoadBalancerNotFoundException,
      `Load balancers '[${missing.join(", ")}]' not found`,
    );
  }
  return found;
}
