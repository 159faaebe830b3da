// AWS's default quotas for REST APIs, and the answer when one is reached.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
import { limitExceeded } from "./rest-errors.ts";

export const RESOURCES_PER_API_MAX = 300;
export const STAGES_PER_API_MAX = 10;
export const VPC_LINKS_PER_REGION_MAX = 20;
export const REST_APIS_PER_REGION_MAX = 600;

/** Throws LimitExceededException when a quota leaves no place for one more. */
export function checkQuota(count: number, countMax: number, parts: string, whole: string): void {
  if (count < countMax) return;
  throw limitExceeded(
    `Maximum number of ${parts} for this ${whole} has been reached. ` +
      `Please contact AWS if you need additional ${parts}.`,
  );
}
