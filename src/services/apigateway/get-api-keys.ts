// GetApiKeys: keys whose name begins as asked or that belong to a customer, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html
import type { OperationContext } from "../operation-context.ts";
import { withoutValue } from "./find-api-key.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getApiKeys(
  input: Input<"GetApiKeys">,
  context: OperationContext,
): Promise<Output<"GetApiKeys">> {
  const { nameQuery = "", customerId } = input;
  const records = (await context.records.list("api-key")).filter(
    ({ body: { apiKey } }) =>
      (apiKey.name ?? "").startsWith(nameQuery) &&
      (customerId === undefined || apiKey.customerId === customerId),
  );
  return pageOf(records, input, ({ body: { apiKey } }) =>
    input.includeValues === true ? apiKey : withoutValue(apiKey),
  );
}
