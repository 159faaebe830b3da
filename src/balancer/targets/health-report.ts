// AWS's words for a target's health: state, reason code and description, as DescribeTargetHealth gives them
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html). Pure.
import type { TargetHealthState } from "../../store/health-board.ts";
import type { ProbeOutcome } from "./health-check.ts";

/** A health state without its time. */
export type HealthReport = Omit<TargetHealthState, "sinceMs">;

export const REPORT_INITIAL: HealthReport = {
  state: "initial",
  reason: "Elb.InitialHealthChecking",
  description: "Initial health checks in progress",
};

export const REPORT_HEALTHY: HealthReport = { state: "healthy", reason: "", description: "" };

export const REPORT_NOT_IN_USE: HealthReport = {
  state: "unused",
  reason: "Target.NotInUse",
  description: "Target group is not configured to receive traffic from the load balancer",
};

export const REPORT_DRAINING: HealthReport = {
  state: "draining",
  reason: "Target.DeregistrationInProgress",
  description: "Target deregistration is in progress",
};

export const REPORT_CHECKS_DISABLED: HealthReport = {
  state: "unavailable",
  reason: "Target.HealthCheckDisabled",
  description: "Health checks are disabled",
};

const FAILED_HEALTH_CHECKS: HealthReport = {
  state: "unhealthy",
  reason: "Target.FailedHealthChecks",
  description: "Health checks failed",
};

/** An instance whose address nobody has told: there is nothing that could be checked. */
export function reportUnknownAddress(instanceId: string): HealthReport {
  return {
    state: "unhealthy",
    reason: "Target.FailedHealthChecks",
    description:
      `Health checks failed: the address of ${instanceId} is not known; ` +
      `start Postern with --instance ${instanceId}=ADDRESS or PUT /_postern/instances/${instanceId}`,
  };
}

/**
 * Why a target is unhealthy, by its last check. Network Load Balancers know one reason only
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html).
 */
export function reportUnhealthy(
  outcome: ProbeOutcome,
  byNetworkLoadBalancer: boolean,
): HealthReport {
  if (byNetworkLoadBalancer) return FAILED_HEALTH_CHECKS;
  switch (outcome.result) {
    case "code-mismatch":
      return {
        state: "unhealthy",
        reason: "Target.ResponseCodeMismatch",
        description: `Health checks failed with these codes: [${outcome.statusCode}]`,
      };
    case "timeout":
      return { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" };
    case "failed":
    case "passed":
      return FAILED_HEALTH_CHECKS;
  }
}
