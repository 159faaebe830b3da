// Whether a gateway that verifies takes a certificate: its days first, then its issuer. API Gateway trusts a list of
// public authorities; a REST API can be told to take any issuer, which changes nothing about the days.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-supported-certificate-authorities-for-http-endpoints.html
import type { CertificateItem } from "./inventory.ts";

/** "issuer" is what insecureSkipVerification passes over. */
export type TrustVerdict =
  | { readonly kind: "trusted" }
  | { readonly kind: "unknown" }
  | { readonly kind: "expired" | "not-yet-valid" | "issuer"; readonly what: string };

export function trustOf(item: CertificateItem, nowMs: number): TrustVerdict {
  const { NotBefore, NotAfter, Type, Status } = item.certificate;
  if (NotAfter !== undefined && NotAfter.getTime() < nowMs) {
    return { kind: "expired", what: `expired on ${NotAfter.toISOString()}` };
  }
  if (Status === "EXPIRED") return { kind: "expired", what: "expired" };
  if (NotBefore !== undefined && NotBefore.getTime() > nowMs) {
    return { kind: "not-yet-valid", what: `not valid before ${NotBefore.toISOString()}` };
  }
  if (item.isTrusted === true) return { kind: "trusted" };
  if (item.isTrusted === false) {
    return { kind: "issuer", what: item.distrust === "" ? issuerText(item) : item.distrust };
  }
  if (Type === "PRIVATE") {
    return { kind: "issuer", what: "issued by a private certificate authority" };
  }
  return { kind: Type === "AMAZON_ISSUED" ? "trusted" : "unknown" };
}

function issuerText({ certificate }: CertificateItem): string {
  const { Issuer = "", Subject = "" } = certificate;
  if (Issuer !== "" && Issuer === Subject) return "self-signed";
  return Issuer === ""
    ? "issued by an authority that is not trusted"
    : `issued by ${Issuer}, which is not trusted`;
}

/** True when a gateway takes it that trusts public authorities alone. */
export function isTrustworthy(item: CertificateItem, nowMs: number): boolean {
  return trustOf(item, nowMs).kind === "trusted";
}
