// GetClientCertificates: those of the account in this region, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificates.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getClientCertificates(
  input: Input<"GetClientCertificates">,
  context: OperationContext,
): Promise<Output<"GetClientCertificates">> {
  const records = await context.records.list("client-certificate");
  return pageOf(records, input, (record) => record.body.clientCertificate);
}
