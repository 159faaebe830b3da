// DeleteLoadBalancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
import {
  OperationNotPermittedException,
  ResourceInUseException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { listenersOf } from "./find-resource.ts";
import { removeNodes } from "./load-balancer-nodes.ts";
import { removeListener } from "./load-balancer-removal.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkArn } from "./resource-arn.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

/** Takes the listeners and rules along; succeeds when the load balancer is gone already. */
export async function deleteLoadBalancer(
  input: Input<"DeleteLoadBalancer">,
  { records }: OperationContext,
): Promise<Output<"DeleteLoadBalancer">> {
  const { LoadBalancerArn: arn } = input;
  checkArn("load-balancer", arn);
  const found = await records.get("load-balancer", arn);
  if (found === undefined) return {};
  if (found.attributes["deletion_protection.enabled"] === "true") {
    throw serviceError(
      OperationNotPermittedException,
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  if ((await isTarget(records, arn)) || (await hasEndpointService(records, arn))) {
    throw serviceError(
      ResourceInUseException,
      `Load balancer '${arn}' cannot be deleted because it is currently associated with another service`,
    );
  }
  const released: string[] = [];
  for (const { listener } of await listenersOf(records, arn)) {
    released.push(...(await removeListener(records, listener.ListenerArn ?? "")));
  }
  await removeNodes(records, arn);
  records.delete("load-balancer", arn);
  await updateTargetGroupUse(records, arn, released);
  return {};
}

async function isTarget(records: ScopedRecords, arn: string): Promise<boolean> {
  const targets = await records.list("target");
  return targets.some(({ body }) => body.target.Id === arn && body.deregisteredAtMs === null);
}

/** A VPC link of a REST API puts an endpoint service before its Network Load Balancer. */
async function hasEndpointService(records: ScopedRecords, arn: string): Promise<boolean> {
  const links = await records.list("rest-vpc-link");
  return links.some(({ body: { vpcLink } }) => {
    return vpcLink.status !== "FAILED" && vpcLink.targetArns?.includes(arn) === true;
  });
}
