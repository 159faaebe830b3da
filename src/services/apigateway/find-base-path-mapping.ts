// A base path mapping by its domain name and path, or the answer when there is none.
import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findDomainName } from "./find-domain-name.ts";
import { notFound } from "./rest-errors.ts";

/** The mapping; throws NotFoundException when the domain name or the mapping is not there. */
export async function findBasePathMapping(
  context: OperationContext,
  domainName: string,
  basePath: string,
): Promise<BasePathMapping> {
  await findDomainName(context, domainName);
  const body = await context.records.get("base-path-mapping", `${domainName}/${basePath}`);
  // [I] wording
  if (body === undefined) throw notFound("Invalid base path mapping identifier specified");
  return body.basePathMapping;
}
