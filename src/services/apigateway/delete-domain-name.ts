// DeleteDomainName: deletes a domain name with its base path mappings.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDomainName.html
import type { OperationContext } from "../operation-context.ts";
import { findDomainName } from "./find-domain-name.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteDomainName(
  input: Input<"DeleteDomainName">,
  context: OperationContext,
): Promise<Output<"DeleteDomainName">> {
  await findDomainName(context, input.domainName);
  for (const { id } of await context.records.list("base-path-mapping", `${input.domainName}/`)) {
    context.records.delete("base-path-mapping", id);
  }
  context.records.delete("rest-domain-name", input.domainName);
  return {};
}
