// DescribeCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { findCertificate, loadBalancersUsing } from "./find-certificate.ts";

export async function describeCertificate(
  input: AcmInput<"DescribeCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"DescribeCertificate">> {
  const arn = input.CertificateArn ?? "";
  const { certificate } = await findCertificate(context, arn);
  return { Certificate: { ...certificate, InUseBy: await loadBalancersUsing(context, arn) } };
}
