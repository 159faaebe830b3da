// The account as API Gateway sees it: one record per region, with defaults until something is set.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html
import type { Account } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DEFAULT_ACCOUNT: Account = {
  throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
  features: ["UsagePlans"],
  apiKeyVersion: "4",
};

/** The account's settings as they are. */
export async function accountOf({ records }: OperationContext): Promise<Account> {
  const body = await records.get("rest-account", "account");
  return body?.account ?? DEFAULT_ACCOUNT;
}
