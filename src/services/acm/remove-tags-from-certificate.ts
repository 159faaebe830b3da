// RemoveTagsFromCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_RemoveTagsFromCertificate.html
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { findCertificate } from "./find-certificate.ts";

/** A tag named with a value only goes when it has that value. */
export async function removeTagsFromCertificate(
  input: AcmInput<"RemoveTagsFromCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"RemoveTagsFromCertificate">> {
  const arn = input.CertificateArn ?? "";
  const body = await findCertificate(context, arn);
  const tags = { ...body.tags };
  for (const { Key = "", Value } of input.Tags ?? []) {
    if (Value === undefined || tags[Key] === Value) delete tags[Key];
  }
  context.records.put("certificate", arn, { ...body, tags });
  return {};
}
