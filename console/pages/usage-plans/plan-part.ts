// What each tab of a usage plan's page is given.
import type { UsagePlan } from "@aws-sdk/client-api-gateway";

export interface PlanPartProps {
  readonly plan: UsagePlan;
  /** The plan is another now. */
  readonly onChanged: () => void;
}
