// RemoveListenerCertificates:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveListenerCertificates.html
import { OperationNotPermittedException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener } from "./find-resource.ts";
import { requestedCertificateArns, requireSecureListener } from "./listener-certificates.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";

/** Takes certificates off the list; the default certificate can only be replaced. */
export async function removeListenerCertificates(
  input: Input<"RemoveListenerCertificates">,
  { records }: OperationContext,
): Promise<Output<"RemoveListenerCertificates">> {
  const found = await requireListener(records, input.ListenerArn);
  requireSecureListener(found.listener);
  const removed = requestedCertificateArns(input.Certificates);
  const defaultArn = found.listener.Certificates?.[0]?.CertificateArn;
  const onlyDefault = removed.find(
    (arn) => arn === defaultArn && !found.extraCertificateArns.includes(arn),
  );
  if (onlyDefault !== undefined) {
    throw serviceError(
      OperationNotPermittedException,
      `The default certificate '${onlyDefault}' of a listener cannot be removed`,
    );
  }
  records.put("listener", input.ListenerArn, {
    ...found,
    extraCertificateArns: found.extraCertificateArns.filter((arn) => !removed.includes(arn)),
  });
  return {};
}
