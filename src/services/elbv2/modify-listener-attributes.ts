// ModifyListenerAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListenerAttributes.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireListener } from "./find-resource.ts";
import { listenerAttributeDefinitions } from "./listener-attributes.ts";
import { modifiedAttributes } from "./modify-attributes.ts";
import type { Input, Output } from "./operation-types.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

export async function modifyListenerAttributes(
  input: Input<"ModifyListenerAttributes">,
  { records, logger }: OperationContext,
): Promise<Output<"ModifyListenerAttributes">> {
  const found = await requireListener(records, input.ListenerArn);
  const protocol = found.listener.Protocol ?? "";
  const attributes = modifiedAttributes(
    {
      resourceArn: input.ListenerArn,
      present: found.attributes,
      requested: input.Attributes,
      definitions: listenerAttributeDefinitions(protocol),
      unknownKey: (key) => unknownKey(key, protocol),
    },
    logger,
  );
  records.put("listener", input.ListenerArn, { ...found, attributes });
  return { Attributes: attributeList(attributes) };
}

function unknownKey(key: string, protocol: string): Error {
  const known = ["HTTPS", "TCP"].some((other) =>
    listenerAttributeDefinitions(other).some((definition) => definition.key === key),
  );
  return known
    ? serviceError(
        InvalidConfigurationRequestException,
        `Listener attribute key '${key}' is not supported on listeners with protocol '${protocol}'`,
      )
    : validationError(`Listener attribute key '${key}' is not recognized`);
}
