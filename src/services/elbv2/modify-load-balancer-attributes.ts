// ModifyLoadBalancerAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html
import {
  InvalidConfigurationRequestException,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireLoadBalancer } from "./find-resource.ts";
import { loadBalancerAttributeDefinitions } from "./load-balancer-attributes.ts";
import { modifiedAttributes } from "./modify-attributes.ts";
import type { Input, Output } from "./operation-types.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

export async function modifyLoadBalancerAttributes(
  input: Input<"ModifyLoadBalancerAttributes">,
  { records, logger }: OperationContext,
): Promise<Output<"ModifyLoadBalancerAttributes">> {
  const found = await requireLoadBalancer(records, input.LoadBalancerArn);
  const { Type: type = "application", Scheme: scheme = "" } = found.loadBalancer;
  const attributes = modifiedAttributes(
    {
      resourceArn: input.LoadBalancerArn,
      present: found.attributes,
      requested: input.Attributes,
      definitions: loadBalancerAttributeDefinitions(type, scheme),
      unknownKey: (key) => unknownKey(key, found.loadBalancer),
    },
    logger,
  );
  checkAccessLogs(attributes);
  records.put("load-balancer", input.LoadBalancerArn, { ...found, attributes });
  return { Attributes: attributeList(attributes) };
}

/** A key of the other type of load balancer is told apart from one that nobody has. */
function unknownKey(key: string, { Type: type = "application", Scheme }: LoadBalancer): Error {
  const otherType = type === "application" ? "network" : "application";
  const definitions = loadBalancerAttributeDefinitions(otherType, Scheme ?? "");
  return definitions.some((definition) => definition.key === key)
    ? serviceError(
        InvalidConfigurationRequestException,
        `Load balancer attribute key '${key}' is not supported on load balancers with type '${type}'`,
      )
    : validationError(`Load balancer attribute key '${key}' is not recognized`);
}

/** Logs need a bucket to go to. */
function checkAccessLogs(attributes: Readonly<Record<string, string>>): void {
  for (const log of ["access_logs", "connection_logs", "health_check_logs"]) {
    if (attributes[`${log}.s3.enabled`] !== "true" || attributes[`${log}.s3.bucket`] !== "")
      continue;
    throw serviceError(
      InvalidConfigurationRequestException,
      `The value of '${log}.s3.bucket' must be set to enable '${log}.s3.enabled'`,
    );
  }
}
