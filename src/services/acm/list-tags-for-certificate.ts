// ListTagsForCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListTagsForCertificate.html
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { tagList } from "./certificate-tags.ts";
import { findCertificate } from "./find-certificate.ts";

export async function listTagsForCertificate(
  input: AcmInput<"ListTagsForCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"ListTagsForCertificate">> {
  const { tags } = await findCertificate(context, input.CertificateArn ?? "");
  return { Tags: tagList(tags) };
}
