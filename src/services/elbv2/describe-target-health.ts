// DescribeTargetHealth: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
// States and reasons: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
import type {
  TargetDescription,
  TargetGroup,
  TargetHealth,
  TargetHealthDescription,
  TargetHealthReasonEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { HealthBoard } from "../../store/health-board.ts";
import { targetHealthOf } from "../../store/target-health-of.ts";
import type { OperationContext } from "../operation-context.ts";
import { requireTargetGroup, targetsOf, type TargetRecord } from "./find-resource.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { Input, Output } from "./operation-types.ts";
import { targetName, withPort, type KnownTarget } from "./target-validation.ts";

const INCLUDES = ["AnomalyDetection", "All"] as const;

/** Where a target stands: in which group, and who knows of its health. */
interface Surroundings {
  readonly targetGroup: TargetGroup;
  readonly health: HealthBoard;
}

/** Of all targets of the group, or of those that are named. Anomalies are not looked for, so none are included. */
export async function describeTargetHealth(
  input: Input<"DescribeTargetHealth">,
  { records, health }: OperationContext,
): Promise<Output<"DescribeTargetHealth">> {
  const constraints = new Constraints();
  for (const [index, include] of (input.Include ?? []).entries()) {
    constraints.enumeration(`include.${index + 1}.member`, include, INCLUDES);
  }
  constraints.throwIfViolated();
  const { targetGroup } = await requireTargetGroup(records, input.TargetGroupArn);
  const registered = new Map<string, TargetRecord>();
  for (const record of await targetsOf(records, input.TargetGroupArn)) {
    registered.set(targetName(withPort(record.target, targetGroup)), record);
  }
  const named = (input.Targets ?? []).map((target) => withPort(target, targetGroup));
  const asked =
    named.length > 0
      ? named
      : [...registered.values()].map(({ target }) => withPort(target, targetGroup));
  return {
    TargetHealthDescriptions: asked.map((target) =>
      description(target, registered.get(targetName(target)), { targetGroup, health }),
    ),
  };
}

function description(
  asked: KnownTarget,
  record: TargetRecord | undefined,
  surroundings: Surroundings,
): TargetHealthDescription {
  const { HealthCheckPort: port } = surroundings.targetGroup;
  const Target: TargetDescription = record?.target ?? { Id: asked.Id, Port: asked.Port };
  const TargetHealth =
    record === undefined
      ? unused("Target.NotRegistered", "Target is not registered to the target group")
      : targetHealthOf(record, surroundings.targetGroup, surroundings.health);
  if (record === undefined) return { Target, TargetHealth };
  const HealthCheckPort = port === undefined || port === "traffic-port" ? String(asked.Port) : port;
  return { Target, HealthCheckPort, TargetHealth };
}

function unused(Reason: TargetHealthReasonEnum, Description: string): TargetHealth {
  return { State: "unused", Reason, Description };
}
