// ListCertificates: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
import { InvalidArgsException, type CertificateSummary } from "@aws-sdk/client-acm";
import type { RecordBodies } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { loadBalancersUsing } from "./find-certificate.ts";

const ITEMS_MAX = 1000;
/** Unless asked for by Includes, ACM lists only these key types. */
const DEFAULT_KEY_TYPES: readonly string[] = ["RSA_1024", "RSA_2048"];

export async function listCertificates(
  input: AcmInput<"ListCertificates">,
  context: OperationContext,
): Promise<AcmOutput<"ListCertificates">> {
  const statuses: readonly string[] = input.CertificateStatuses ?? [];
  const keyTypes: readonly string[] = input.Includes?.keyTypes ?? DEFAULT_KEY_TYPES;
  const all = (await context.records.list("certificate")).filter(
    ({ body: { certificate } }) =>
      (statuses.length === 0 || statuses.includes(certificate.Status ?? "")) &&
      keyTypes.includes(certificate.KeyAlgorithm ?? ""),
  );
  const start = startOf(input.NextToken);
  const end = start + Math.min(input.MaxItems ?? ITEMS_MAX, ITEMS_MAX);
  const page = all.slice(start, end);
  const summaries = await Promise.all(page.map(({ id, body }) => summary(context, id, body)));
  return end < all.length
    ? { CertificateSummaryList: summaries, NextToken: Buffer.from(`c${end}`).toString("base64url") }
    : { CertificateSummaryList: summaries };
}

function startOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  const match = /^c(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString());
  if (match === null) {
    throw new InvalidArgsException({ $metadata: {}, message: "The next token is not valid" });
  }
  return Number(match[1]);
}

async function summary(
  context: OperationContext,
  arn: string,
  { certificate }: RecordBodies["certificate"],
): Promise<CertificateSummary> {
  const names = certificate.SubjectAlternativeNames ?? [];
  return {
    CertificateArn: arn,
    DomainName: certificate.DomainName,
    SubjectAlternativeNameSummaries: names,
    HasAdditionalSubjectAlternativeNames: false,
    Status: certificate.Status,
    Type: certificate.Type,
    KeyAlgorithm: certificate.KeyAlgorithm,
    KeyUsages: (certificate.KeyUsages ?? []).flatMap(({ Name }) =>
      Name === undefined ? [] : [Name],
    ),
    ExtendedKeyUsages: (certificate.ExtendedKeyUsages ?? []).flatMap(({ Name }) =>
      Name === undefined ? [] : [Name],
    ),
    InUse: (await loadBalancersUsing(context, arn)).length > 0,
    RenewalEligibility: certificate.RenewalEligibility,
    NotBefore: certificate.NotBefore,
    NotAfter: certificate.NotAfter,
    CreatedAt: certificate.CreatedAt,
    IssuedAt: certificate.IssuedAt,
    ImportedAt: certificate.ImportedAt,
  };
}
