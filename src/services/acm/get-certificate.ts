// GetCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { findCertificate } from "./find-certificate.ts";

export async function getCertificate(
  input: AcmInput<"GetCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"GetCertificate">> {
  const { certificatePem, chainPem } = await findCertificate(context, input.CertificateArn ?? "");
  return chainPem === ""
    ? { Certificate: certificatePem }
    : { Certificate: certificatePem, CertificateChain: chainPem };
}
