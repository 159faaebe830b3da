// ModifyTargetGroupAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroupAttributes.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import { validationError } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireTargetGroup } from "./find-resource.ts";
import { modifiedAttributes } from "./modify-attributes.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";
import {
  checkTargetGroupAttributes,
  isApplicationProtocol,
  isTargetGroupAttribute,
  targetGroupAttributeDefinitions,
} from "./target-group-attributes.ts";

export async function modifyTargetGroupAttributes(
  input: Input<"ModifyTargetGroupAttributes">,
  { records, logger }: OperationContext,
): Promise<Output<"ModifyTargetGroupAttributes">> {
  const found = await requireTargetGroup(records, input.TargetGroupArn);
  const { Protocol: protocol = "", TargetType: targetType = "" } = found.targetGroup;
  const kind = { protocol, targetType };
  refuseCookieTypes(input, protocol);
  const attributes = modifiedAttributes(
    {
      resourceArn: input.TargetGroupArn,
      present: found.attributes,
      requested: input.Attributes,
      definitions: targetType === "alb" ? [] : targetGroupAttributeDefinitions(kind),
      unknownKey,
    },
    logger,
  );
  checkTargetGroupAttributes(kind, attributes);
  records.put("target-group", input.TargetGroupArn, { ...found, attributes });
  return { Attributes: attributeList(attributes) };
}

/** What another kind of target group has is told apart from what none has. Those of type alb have fixed values. */
function unknownKey(key: string): Error {
  return isTargetGroupAttribute(key)
    ? serviceError(
        InvalidConfigurationRequestException,
        "The provided target group attribute is not supported",
      )
    : validationError(`Target group attribute key '${key}' is not recognized`);
}

function refuseCookieTypes(input: Input<"ModifyTargetGroupAttributes">, protocol: string): void {
  if (isApplicationProtocol(protocol)) return;
  for (const { Key, Value = "" } of input.Attributes) {
    if (Key !== "stickiness.type" || !Value.endsWith("_cookie")) continue;
    throw serviceError(
      InvalidConfigurationRequestException,
      `Stickiness type '${Value}' is not supported for target groups with the ${protocol} protocol`,
    );
  }
}
