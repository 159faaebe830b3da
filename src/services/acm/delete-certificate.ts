// DeleteCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
import { ResourceInUseException } from "@aws-sdk/client-acm";
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { findCertificate, loadBalancersUsing } from "./find-certificate.ts";

export async function deleteCertificate(
  input: AcmInput<"DeleteCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"DeleteCertificate">> {
  const arn = input.CertificateArn ?? "";
  await findCertificate(context, arn);
  if ((await loadBalancersUsing(context, arn)).length > 0) {
    throw new ResourceInUseException({
      $metadata: {},
      message: `Certificate ${arn} in account ${context.account} is in use.`,
    });
  }
  context.records.delete("certificate", arn);
  return {};
}
