// CreateTargetGroup: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
import {
  DuplicateTargetGroupNameException,
  TooManyTargetGroupsException,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { defaultAttributes } from "./attribute-definition.ts";
import { findTargetGroupByName } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { TARGET_GROUPS_MAX } from "./quotas.ts";
import { newTargetGroupArn, targetGroupArnPrefix } from "./resource-arn.ts";
import { checkResourceName } from "./resource-name.ts";
import { withTags } from "./resource-tags.ts";
import { sameSettings } from "./same-settings.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";
import {
  isApplicationProtocol,
  targetGroupAttributeDefinitions,
} from "./target-group-attributes.ts";
import { checkedTargetGroupKind } from "./target-group-kind.ts";
import { checkedHealthCheck } from "./target-health-check.ts";

/** The same call again gives back the same target group. */
export async function createTargetGroup(
  input: Input<"CreateTargetGroup">,
  { records }: OperationContext,
): Promise<Output<"CreateTargetGroup">> {
  const settings = await readSettings(input, records);
  const tags = withTags({}, input.Tags);
  const present = await findTargetGroupByName(records, input.Name);
  if (present !== undefined) {
    return { TargetGroups: [identicalOrRefuse(present.targetGroup, settings)] };
  }
  const count = (await records.list("target-group", targetGroupArnPrefix(records.scope))).length;
  if (count >= TARGET_GROUPS_MAX) {
    throw serviceError(
      TooManyTargetGroupsException,
      "The maximum number of target groups has been reached",
    );
  }
  const arn = newTargetGroupArn(records.scope, input.Name);
  const targetGroup: TargetGroup = { TargetGroupArn: arn, ...settings, LoadBalancerArns: [] };
  const kind = { protocol: settings.Protocol ?? "", targetType: settings.TargetType ?? "" };
  records.put("target-group", arn, {
    targetGroup,
    attributes: defaultAttributes(targetGroupAttributeDefinitions(kind)),
    tags,
  });
  return { TargetGroups: [targetGroup] };
}

/** The target group that is asked for, but for its ARN and its use. */
async function readSettings(
  input: Input<"CreateTargetGroup">,
  records: ScopedRecords,
): Promise<Omit<TargetGroup, "TargetGroupArn" | "LoadBalancerArns">> {
  checkResourceName("Target group", input.Name);
  const { protocol, targetType, port } = checkedTargetGroupKind(input);
  if (input.VpcId === undefined) throw validationError("A VPC ID must be specified");
  if ((await records.get("vpc", input.VpcId)) === undefined) {
    throw validationError(`The VPC ID '${input.VpcId}' is not found`);
  }
  return {
    TargetGroupName: input.Name,
    Protocol: protocol,
    Port: port,
    VpcId: input.VpcId,
    ...checkedHealthCheck({ protocol, targetType }, input),
    TargetType: targetType,
    ...(isApplicationProtocol(protocol) && { ProtocolVersion: "HTTP1" }),
    IpAddressType: "ipv4",
  };
}

function identicalOrRefuse(
  targetGroup: TargetGroup,
  settings: Omit<TargetGroup, "TargetGroupArn" | "LoadBalancerArns">,
): TargetGroup {
  const { TargetGroupArn: _, LoadBalancerArns: __, ...present } = targetGroup;
  if (sameSettings(present, settings)) return targetGroup;
  throw serviceError(
    DuplicateTargetGroupNameException,
    `A target group with the same name '${targetGroup.TargetGroupName ?? ""}' exists, but with different settings`,
  );
}
