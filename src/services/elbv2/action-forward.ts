// The forward action: to one target group, or to up to five by weight.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html
import {
  IncompatibleProtocolsException,
  InvalidConfigurationRequestException,
  InvalidLoadBalancerActionException,
  TargetGroupAssociationLimitException,
  TargetGroupNotFoundException,
  type Action,
  type TargetGroupStickinessConfig,
  type TargetGroupTuple,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { TargetGroupRecord } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { isCompatible } from "./listener-protocol.ts";
import { TARGET_GROUPS_PER_ACTION_MAX } from "./quotas.ts";
import { checkArn } from "./resource-arn.ts";
import type { ActionSetting, PlacedAction } from "./rule-actions.ts";
import { serviceError } from "./service-error.ts";

const WEIGHT_BOUNDS = { min: 0, max: 999 };
const STICKINESS_SECONDS_BOUNDS = { min: 1, max: 604_800 };

/** The action as it is kept and shown: the ARN alone stands beside ForwardConfig when there is one target group. */
export async function forwardAction(placed: PlacedAction, setting: ActionSetting): Promise<Action> {
  const tuples = checkedTuples(placed);
  const stickiness = checkedStickiness(placed, setting);
  const groups: TargetGroupRecord[] = [];
  for (const { TargetGroupArn: arn = "" } of tuples) {
    groups.push(await requireForwardTarget(arn, setting));
  }
  checkTogether(groups);
  const only = tuples.length === 1 ? tuples[0] : undefined;
  return {
    Type: "forward",
    ...(only !== undefined && { TargetGroupArn: only.TargetGroupArn }),
    ForwardConfig: { TargetGroups: tuples, TargetGroupStickinessConfig: stickiness },
  };
}

function checkedTuples({ action, path }: PlacedAction): TargetGroupTuple[] {
  const configured = action.ForwardConfig?.TargetGroups ?? [];
  const constraints = new Constraints();
  for (const [index, { Weight }] of configured.entries()) {
    const tuplePath = `${path}.forwardConfig.targetGroups.${index + 1}.member.weight`;
    constraints.range(tuplePath, Weight, WEIGHT_BOUNDS);
  }
  constraints.throwIfViolated();
  if (action.TargetGroupArn !== undefined && configured.length > 0) {
    const same = configured.length === 1 && configured[0]?.TargetGroupArn === action.TargetGroupArn;
    if (!same) {
      throw validationError(
        "You must specify either a target group ARN or a list of weighted target groups, not both",
      );
    }
  }
  const tuples =
    configured.length > 0
      ? configured
      : action.TargetGroupArn === undefined
        ? []
        : [{ TargetGroupArn: action.TargetGroupArn }];
  if (tuples.length === 0) throw validationError("A target group ARN must be specified");
  if (tuples.length > TARGET_GROUPS_PER_ACTION_MAX) {
    throw serviceError(
      InvalidLoadBalancerActionException,
      `The maximum number of target groups per forward action is ${TARGET_GROUPS_PER_ACTION_MAX}`,
    );
  }
  const arns = tuples.map(({ TargetGroupArn = "" }) => TargetGroupArn);
  if (new Set(arns).size < arns.length) {
    throw serviceError(
      InvalidLoadBalancerActionException,
      "A target group cannot be specified more than once in a forward action",
    );
  }
  // [I] A weight that is left out is 1.
  return tuples.map(({ TargetGroupArn, Weight = 1 }) => ({ TargetGroupArn, Weight }));
}

function checkedStickiness(
  { action, path }: PlacedAction,
  setting: ActionSetting,
): TargetGroupStickinessConfig {
  const requested = action.ForwardConfig?.TargetGroupStickinessConfig;
  if (requested?.Enabled !== true) return { Enabled: false };
  new Constraints()
    .range(
      `${path}.forwardConfig.targetGroupStickinessConfig.durationSeconds`,
      requested.DurationSeconds,
      STICKINESS_SECONDS_BOUNDS,
    )
    .throwIfViolated();
  if (setting.loadBalancer.Type === "network") {
    throw serviceError(
      InvalidLoadBalancerActionException,
      "Target group stickiness is not supported with network load balancer",
    );
  }
  if (requested.DurationSeconds === undefined) {
    throw validationError("A duration must be specified when target group stickiness is enabled");
  }
  setting.logger.warn("Target group stickiness of a forward action is kept but has no effect yet", {
    loadBalancer: setting.loadBalancer.LoadBalancerArn ?? "",
  });
  return { Enabled: true, DurationSeconds: requested.DurationSeconds };
}

async function requireForwardTarget(
  arn: string,
  setting: ActionSetting,
): Promise<TargetGroupRecord> {
  checkArn("target-group", arn);
  const found = await setting.records.get("target-group", arn);
  if (found === undefined) {
    throw serviceError(TargetGroupNotFoundException, `Target group '${arn}' not found`);
  }
  const { targetGroup } = found;
  if (!isCompatible(setting.protocol, targetGroup)) {
    throw serviceError(
      IncompatibleProtocolsException,
      `The listener and the following target groups have incompatible protocols: ${arn}`,
    );
  }
  if (targetGroup.VpcId !== setting.loadBalancer.VpcId) {
    throw serviceError(
      InvalidConfigurationRequestException,
      `The following target groups are not in the VPC of the load balancer: ${arn}`,
    );
  }
  const others = (targetGroup.LoadBalancerArns ?? []).filter(
    (loadBalancerArn) => loadBalancerArn !== setting.loadBalancer.LoadBalancerArn,
  );
  if (others.length > 0) {
    throw serviceError(
      TargetGroupAssociationLimitException,
      `The following target groups cannot be associated with more than one load balancer: ${arn}`,
    );
  }
  return found;
}

function checkTogether(groups: readonly TargetGroupRecord[]): void {
  if (groups.length < 2) return;
  const appCookie = groups.some(
    ({ attributes }) =>
      attributes["stickiness.enabled"] === "true" && attributes["stickiness.type"] === "app_cookie",
  );
  if (appCookie) {
    throw serviceError(
      InvalidLoadBalancerActionException,
      "When configuring a rule with multiple target groups, none of them can have stickiness of type 'app_cookie' enabled",
    );
  }
}
