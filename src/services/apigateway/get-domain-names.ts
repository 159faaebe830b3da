// GetDomainNames: the account's own in this region, in pages; nobody shares any with it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainNames.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getDomainNames(
  input: Input<"GetDomainNames">,
  context: OperationContext,
): Promise<Output<"GetDomainNames">> {
  const own =
    input.resourceOwner === "OTHER_ACCOUNTS" ? [] : await context.records.list("rest-domain-name");
  return pageOf(own, input, (record) => record.body.domainName);
}
