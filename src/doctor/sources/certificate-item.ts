// A certificate of the inventory out of what ACM says of it and its chain, with whether private hops trust it.
// https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
import type { CertificateDetail } from "@aws-sdk/client-acm";
import type { CertificateItem } from "../inventory.ts";
import { readCertificates, type ChainTrust, type TrustJudgement } from "./chain-trust.ts";
import { liveItem } from "./live-item.ts";

export interface CertificateSource {
  readonly certificate: CertificateDetail;
  /** Leaf and chain, "" when they could not be read. */
  readonly chainPem: string;
}

export interface CertificateJudge {
  readonly trust: ChainTrust;
  readonly nowMs: number;
  /** On AWS, what ACM issued is issued by Amazon's public authorities, whether or not the chain could be read. */
  readonly isAmazon: boolean;
}

export function certificateItem(
  { certificate, chainPem }: CertificateSource,
  judge: CertificateJudge,
): CertificateItem {
  return {
    ...liveItem(certificate.CertificateArn ?? ""),
    certificate,
    names: namesOf(certificate, chainPem),
    chainPem,
    ...judgementOf(certificate, chainPem, judge),
  };
}

/** Addresses on the certificate are names too; ACM does not list them. */
function namesOf(certificate: CertificateDetail, chainPem: string): string[] {
  const names = new Set<string>();
  if (certificate.DomainName !== undefined) names.add(certificate.DomainName);
  for (const name of certificate.SubjectAlternativeNames ?? []) names.add(name);
  const [leaf] = readCertificates(chainPem);
  for (const entry of (leaf?.subjectAltName ?? "").split(", ")) {
    if (entry.startsWith("IP Address:")) names.add(entry.slice("IP Address:".length));
  }
  return [...names];
}

function judgementOf(
  certificate: CertificateDetail,
  chainPem: string,
  { trust, nowMs, isAmazon }: CertificateJudge,
): TrustJudgement {
  const { Type, Status, NotAfter, NotBefore } = certificate;
  if (isAmazon && Type === "PRIVATE") {
    return {
      isTrusted: false,
      distrust:
        "it was issued by a private authority (AWS Private CA), which is not publicly trusted",
    };
  }
  if (chainPem !== "" && !(isAmazon && Type === "AMAZON_ISSUED"))
    return trust.judge(chainPem, nowMs);
  if (NotAfter !== undefined && nowMs > NotAfter.getTime()) {
    return { isTrusted: false, distrust: `it expired on ${NotAfter.toISOString()}` };
  }
  if (NotBefore !== undefined && nowMs < NotBefore.getTime()) {
    return { isTrusted: false, distrust: `it is not valid before ${NotBefore.toISOString()}` };
  }
  const isIssued = isAmazon && Type === "AMAZON_ISSUED" && Status === "ISSUED";
  return { isTrusted: isIssued ? true : null, distrust: "" };
}

/** Leaf and chain as one text. */
export function joinedPem(...pems: readonly (string | undefined)[]): string {
  return pems
    .map((pem) => pem?.trim() ?? "")
    .filter((pem) => pem !== "")
    .map((pem) => `${pem}\n`)
    .join("");
}
