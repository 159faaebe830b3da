// The certificates of a template. ACM's own are trusted everywhere; those of a private authority are not; what is
// imported is read where it is written out.
import { X509Certificate } from "node:crypto";
import type { CertificateDetail } from "@aws-sdk/client-acm";
import { textOf } from "../../services/openapi/json-value.ts";
import type { CertificateItem } from "../inventory.ts";
import { isUnresolved } from "../unresolved.ts";
import { itemOf, textsOf, withoutUndefined, type TemplateResources } from "./template-resources.ts";
import type { TemplateResource } from "./template-resource.ts";

/** Certificates in the order of the template. */
export function certificatesOfTemplate(resources: TemplateResources): CertificateItem[] {
  return resources.ofType("AWS::CertificateManager::Certificate").map((resource) => {
    const body = textOf(resource.properties["CertificateBody"]);
    return body === undefined ? requested(resource) : imported(resource, body, resources);
  });
}

function requested(resource: TemplateResource): CertificateItem {
  const { properties } = resource;
  const domainName = textOf(properties["DomainName"]) ?? "";
  const names = [...new Set([domainName, ...textsOf(properties["SubjectAlternativeNames"])])];
  const isPrivate = (textOf(properties["CertificateAuthorityArn"]) ?? "") !== "";
  const certificate: CertificateDetail = {
    CertificateArn: resource.arn,
    DomainName: domainName,
    SubjectAlternativeNames: names,
    Status: "ISSUED",
    Type: isPrivate ? "PRIVATE" : "AMAZON_ISSUED",
  };
  return {
    ...itemOf(resource),
    certificate,
    names,
    chainPem: "",
    isTrusted: !isPrivate,
    distrust: isPrivate ? "issued by a private certificate authority" : "",
  };
}

/** Plans may hold the certificate that they import. */
function imported(
  resource: TemplateResource,
  body: string,
  resources: TemplateResources,
): CertificateItem {
  const chain = textOf(resource.properties["CertificateChain"]) ?? "";
  const leaf = isUnresolved(body) ? null : parsed(body);
  if (leaf === null) {
    resources.cannotRead("certificates", `certificate ${resource.label}`, "its text is not known");
  }
  const names = leaf === null ? [] : namesOf(leaf);
  const isSelfSigned = leaf !== null && leaf.checkIssued(leaf);
  return {
    ...itemOf(resource),
    certificate: withoutUndefined<CertificateDetail>({
      CertificateArn: resource.arn,
      DomainName: names[0] ?? resource.label,
      SubjectAlternativeNames: names,
      Status: "ISSUED",
      Type: "IMPORTED",
      NotBefore: leaf === null ? undefined : new Date(leaf.validFrom),
      NotAfter: leaf === null ? undefined : new Date(leaf.validTo),
    }),
    names,
    chainPem: leaf === null ? "" : `${body.trimEnd()}\n${isUnresolved(chain) ? "" : chain}`,
    isTrusted: isSelfSigned ? false : null,
    distrust: isSelfSigned ? "self-signed" : "",
  };
}

function parsed(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function namesOf(leaf: X509Certificate): string[] {
  const alternatives = (leaf.subjectAltName ?? "")
    .split(", ")
    .flatMap((entry) => (entry.startsWith("DNS:") ? [entry.slice(4)] : []));
  const common = /^CN=(.+)$/m.exec(leaf.subject ?? "")?.[1];
  return [...new Set([...(common === undefined ? [] : [common]), ...alternatives])];
}
