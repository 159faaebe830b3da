// The health of a registered target as DescribeTargetHealth tells it, from its record, its group and the health board.
// States and reasons: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
import type {
  TargetGroup,
  TargetHealth,
  TargetHealthReasonEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { HealthBoard } from "./health-board.ts";
import type { RecordBodies } from "./records.ts";

/** Anomalies are not looked for, so none are told. */
export function targetHealthOf(
  record: RecordBodies["target"],
  targetGroup: TargetGroup,
  health: HealthBoard,
): TargetHealth {
  if (record.deregisteredAtMs !== null) {
    return {
      State: "draining",
      Reason: "Target.DeregistrationInProgress",
      Description: "Target deregistration is in progress",
    };
  }
  if ((targetGroup.LoadBalancerArns ?? []).length === 0) {
    return {
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target group is not configured to receive traffic from the load balancer",
    };
  }
  const { Id = "", Port = targetGroup.Port ?? 0 } = record.target;
  const known = health.get(targetGroup.TargetGroupArn ?? "", `${Id}:${Port}`);
  if (known === undefined) {
    return {
      State: "initial",
      Reason: "Elb.RegistrationInProgress",
      Description: "Target registration is in progress",
    };
  }
  return {
    State: known.state,
    ...(known.reason !== "" && {
      Reason: known.reason as TargetHealthReasonEnum,
      Description: known.description,
    }),
  };
}
