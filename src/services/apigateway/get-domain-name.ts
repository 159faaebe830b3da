// GetDomainName: https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html
import type { OperationContext } from "../operation-context.ts";
import { findDomainName } from "./find-domain-name.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getDomainName(
  input: Input<"GetDomainName">,
  context: OperationContext,
): Promise<Output<"GetDomainName">> {
  return findDomainName(context, input.domainName);
}
