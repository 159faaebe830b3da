// A certificate by its ARN, or ACM's error.
import { parseArn } from "../../base/arn.ts";
import type { RecordBodies } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { certificateNotFound, invalidArn } from "./acm-errors.ts";

export async function findCertificate(
  { records, account }: OperationContext,
  arn: string,
): Promise<RecordBodies["certificate"]> {
  const parsed = parseArn(arn);
  if (parsed?.service !== "acm" || !/^certificate\/[\w-]+$/.test(parsed.resource)) {
    throw invalidArn(arn);
  }
  const body = await records.get("certificate", arn);
  if (body === undefined) throw certificateNotFound(arn, account);
  return body;
}

/** ARNs of the load balancers whose listeners present the certificate. */
export async function loadBalancersUsing(
  { records }: OperationContext,
  arn: string,
): Promise<string[]> {
  const using = new Set<string>();
  for (const { body } of await records.list("listener")) {
    const own = (body.listener.Certificates ?? []).map(({ CertificateArn }) => CertificateArn);
    if (own.includes(arn) || body.extraCertificateArns.includes(arn)) {
      using.add(body.listener.LoadBalancerArn ?? "");
    }
  }
  return [...using].toSorted();
}
