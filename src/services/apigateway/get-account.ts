// GetAccount. https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
import type { OperationContext } from "../operation-context.ts";
import { accountOf } from "./account.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getAccount(
  _input: Input<"GetAccount">,
  context: OperationContext,
): Promise<Output<"GetAccount">> {
  return accountOf(context);
}
