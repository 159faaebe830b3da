// UpdateAccount: the role with which stages write logs. Throttling is AWS's to raise.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
import type { Account } from "@aws-sdk/client-api-gateway";
import { parseArn } from "../../base/arn.ts";
import type { OperationContext } from "../operation-context.ts";
import { accountOf } from "./account.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { badRequest } from "./rest-errors.ts";

export async function updateAccount(
  input: Input<"UpdateAccount">,
  context: OperationContext,
): Promise<Output<"UpdateAccount">> {
  checkPatchOps("updateAccountInput", input.patchOperations);
  const account = structuredClone(await accountOf(context));
  await applyPatchOperations(input.patchOperations, TABLE, account);
  context.records.put("rest-account", "account", { account });
  return account;
}

const TABLE: PatchTable<Account> = {
  refusal: "plain",
  paths: [
    { path: "/cloudwatchRoleArn", ops: ["replace"], apply: replaceRole },
    { path: "/features", ops: ["add", "remove"], apply: patchFeature },
  ],
};

/** An empty value takes the role away. */
function replaceRole(account: Account, { value = "" }: Patch): void {
  if (value === "") {
    delete account.cloudwatchRoleArn;
    return;
  }
  const arn = parseArn(value);
  if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) {
    // [I]
    throw badRequest(
      "The role ARN does not have required permissions configured. Please grant trust permission " +
        "for API Gateway and add the required role policy.",
    );
  }
  account.cloudwatchRoleArn = value;
}

/** Usage plans are every account's by now. */
function patchFeature(_account: Account, { op, value = "" }: Patch): void {
  if (value !== "UsagePlans") throw badRequest(`Invalid feature specified: ${value}`);
  if (op === "remove") throw badRequest("Usage Plans cannot be disabled once enabled");
}
