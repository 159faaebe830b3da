// AddListenerCertificates:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html
import { TooManyCertificatesException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener } from "./find-resource.ts";
import { requestedCertificateArns, requireSecureListener } from "./listener-certificates.ts";
import { checkCertificate } from "./listener-security.ts";
import type { Input, Output } from "./operation-types.ts";
import { CERTIFICATES_PER_LISTENER_MAX } from "./quotas.ts";
import { serviceError } from "./service-error.ts";

/** Adds to the list that server names choose from; what is in it already stays once. */
export async function addListenerCertificates(
  input: Input<"AddListenerCertificates">,
  { records }: OperationContext,
): Promise<Output<"AddListenerCertificates">> {
  const found = await requireListener(records, input.ListenerArn);
  requireSecureListener(found.listener);
  const added = requestedCertificateArns(input.Certificates);
  for (const arn of added) await checkCertificate(records, arn);
  const extraCertificateArns = [...new Set([...found.extraCertificateArns, ...added])];
  if (extraCertificateArns.length > CERTIFICATES_PER_LISTENER_MAX) {
    throw serviceError(
      TooManyCertificatesException,
      "The maximum number of certificates per load balancer has been reached",
    );
  }
  records.put("listener", input.ListenerArn, { ...found, extraCertificateArns });
  return {
    Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
  };
}
