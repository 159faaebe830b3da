// DescribeListenerCertificates:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
import type { Certificate } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

/** The default certificate first; it stands twice when it has been added to the list too. */
export async function describeListenerCertificates(
  input: Input<"DescribeListenerCertificates">,
  { records }: OperationContext,
): Promise<Output<"DescribeListenerCertificates">> {
  const { listener, extraCertificateArns } = await requireListener(records, input.ListenerArn);
  const certificates: Certificate[] = [];
  for (const { CertificateArn } of listener.Certificates ?? []) {
    certificates.push({ CertificateArn, IsDefault: true });
  }
  for (const CertificateArn of extraCertificateArns) {
    certificates.push({ CertificateArn, IsDefault: false });
  }
  const page = pageOf(
    certificates,
    input,
    ({ CertificateArn = "", IsDefault }) => `${String(IsDefault)} ${CertificateArn}`,
  );
  return { Certificates: page.items, ...page.nextMarker };
}
