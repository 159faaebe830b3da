// GetBasePathMappings: those of a domain name, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html
import type { OperationContext } from "../operation-context.ts";
import { findDomainName } from "./find-domain-name.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getBasePathMappings(
  input: Input<"GetBasePathMappings">,
  context: OperationContext,
): Promise<Output<"GetBasePathMappings">> {
  await findDomainName(context, input.domainName);
  const records = await context.records.list("base-path-mapping", `${input.domainName}/`);
  return pageOf(records, input, (record) => record.body.basePathMapping);
}
