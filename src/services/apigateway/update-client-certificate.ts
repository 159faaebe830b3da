// UpdateClientCertificate: changes a certificate's description.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateClientCertificate.html
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findClientCertificate } from "./find-client-certificate.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";

const PATHS: PatchTable<ClientCertificate> = {
  refusal: "listed",
  paths: [
    {
      path: "/description",
      ops: ["replace"],
      apply: (certificate, { value = "" }) => {
        certificate.description = value;
      },
    },
  ],
};

export async function updateClientCertificate(
  input: Input<"UpdateClientCertificate">,
  context: OperationContext,
): Promise<Output<"UpdateClientCertificate">> {
  checkPatchOps("updateClientCertificateInput", input.patchOperations);
  const id = input.clientCertificateId;
  const clientCertificate = structuredClone(await findClientCertificate(context, id));
  await applyPatchOperations(input.patchOperations, PATHS, clientCertificate);
  const { privateKeyPem = "" } = (await context.records.get("client-certificate", id)) ?? {};
  context.records.put("client-certificate", id, { clientCertificate, privateKeyPem });
  return clientCertificate;
}
