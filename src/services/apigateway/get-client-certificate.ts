// GetClientCertificate: https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificate.html
import type { OperationContext } from "../operation-context.ts";
import { findClientCertificate } from "./find-client-certificate.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getClientCertificate(
  input: Input<"GetClientCertificate">,
  context: OperationContext,
): Promise<Output<"GetClientCertificate">> {
  return findClientCertificate(context, input.clientCertificateId);
}
