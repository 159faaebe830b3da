// Rule transforms (rewriting host and URL) are not there yet: a rule that asks for one is refused rather than
// created without it. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
import {
  InvalidConfigurationRequestException,
  type RuleTransform,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { serviceError } from "./service-error.ts";

export function refuseTransforms(transforms: readonly RuleTransform[] | undefined): void {
  const type = transforms?.[0]?.Type;
  if (type === undefined) return;
  throw serviceError(
    InvalidConfigurationRequestException,
    `Postern does not support rule transforms yet: the transform '${type}' cannot be applied`,
  );
}
