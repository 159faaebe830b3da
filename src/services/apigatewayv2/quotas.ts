// AWS's default quotas for HTTP APIs, and the answer when one is reached.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
import { conflict } from "./api-errors.ts";

export const ROUTES_PER_API_MAX = 300;
export const INTEGRATIONS_PER_API_MAX = 300;
export const STAGES_PER_API_MAX = 10;
export const VPC_LINKS_PER_REGION_MAX = 10;
export const SUBNETS_PER_VPC_LINK_MAX = 10;
/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, per network interface. */
export const SECURITY_GROUPS_PER_VPC_LINK_MAX = 5;

/** Throws when a quota leaves no place for one more. AWS names a ConflictException here. */
export function checkQuota(count: number, countMax: number, parts: string, whole: string): void {
  if (count < countMax) return;
  throw conflict(
    `Maximum number of ${parts} for this ${whole} has been reached. ` +
      `Please contact AWS if you need additional ${parts}.`,
  );
}
