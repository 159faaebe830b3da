// DeleteClientCertificate: deletes a certificate that no stage presents.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteClientCertificate.html
import type { OperationContext } from "../operation-context.ts";
import { findClientCertificate } from "./find-client-certificate.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function deleteClientCertificate(
  input: Input<"DeleteClientCertificate">,
  context: OperationContext,
): Promise<Output<"DeleteClientCertificate">> {
  const { clientCertificateId } = input;
  await findClientCertificate(context, clientCertificateId);
  for (const { id, body } of await context.records.list("rest-stage")) {
    if (body.stage.clientCertificateId !== clientCertificateId) continue;
    // [I] status and wording
    throw badRequest(
      `Cannot delete Client Certificate ${clientCertificateId} because it is used by stage ${id}`,
    );
  }
  context.records.delete("client-certificate", clientCertificateId);
  return {};
}
