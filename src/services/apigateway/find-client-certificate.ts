// A client certificate by its id, or the answer when there is none.
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./rest-errors.ts";

/** The certificate; throws NotFoundException when there is none of that id. */
export async function findClientCertificate(
  context: OperationContext,
  clientCertificateId: string,
): Promise<ClientCertificate> {
  const body = await context.records.get("client-certificate", clientCertificateId);
  // [I] wording, by that of other resources
  if (body === undefined) throw notFound("Invalid Client Certificate identifier specified");
  return body.clientCertificate;
}
