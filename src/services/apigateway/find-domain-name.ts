// A custom domain name, or the answer when there is none.
import type { DomainName } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The domain name's record; throws NotFoundException when there is none. */
export async function findDomainName(
  context: OperationContext,
  domainName: string,
): Promise<DomainName> {
  const body = await context.records.get("rest-domain-name", domainName);
  // Seen in clients' reports.
  if (body === undefined) throw notFound("Invalid domain name identifier specified");
  return body.domainName;
}
