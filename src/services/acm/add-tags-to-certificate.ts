// AddTagsToCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { mergedTags } from "./certificate-tags.ts";
import { findCertificate } from "./find-certificate.ts";

export async function addTagsToCertificate(
  input: AcmInput<"AddTagsToCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"AddTagsToCertificate">> {
  const arn = input.CertificateArn ?? "";
  const body = await findCertificate(context, arn);
  context.records.put("certificate", arn, { ...body, tags: mergedTags(body.tags, input.Tags) });
  return {};
}
