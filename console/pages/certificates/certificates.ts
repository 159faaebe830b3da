// Certificates and what uses them, as the pages of this section need them.
import { type CertificateDetail, type CertificateSummary, KeyAlgorithm } from "@aws-sdk/client-acm";
import { certificateManager, loadBalancing } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

/** Postern's own certificate authority, which clients have to trust. */
export const AUTHORITY_PATH = "/_postern/ca.pem";

/** Of every key type, in order of domain name. */
export async function listCertificates(): Promise<CertificateSummary[]> {
  const client = await certificateManager();
  const found = await everyPage(async (NextToken) => {
    const answer = await client.listCertificates({
      Includes: { keyTypes: Object.values(KeyAlgorithm) },
      NextToken,
    });
    return { items: answer.CertificateSummaryList, next: answer.NextToken };
  });
  return found.sort((a, b) => (a.DomainName ?? "").localeCompare(b.DomainName ?? ""));
}

export async function describeCertificate(arn: string): Promise<CertificateDetail | undefined> {
  const client = await certificateManager();
  return (await client.describeCertificate({ CertificateArn: arn })).Certificate;
}

export interface CertificateText {
  readonly certificate: string;
  /** "" when it has none. */
  readonly chain: string;
}

export async function certificateText(arn: string): Promise<CertificateText> {
  const client = await certificateManager();
  const answer = await client.getCertificate({ CertificateArn: arn });
  return { certificate: answer.Certificate ?? "", chain: answer.CertificateChain ?? "" };
}

/** One listener that shows the certificate to clients. */
export interface CertificateUse {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  /** "HTTPS:443" */
  readonly listenerName: string;
  readonly isDefault: boolean;
}

/** The listeners, of the load balancers that the certificate is in use by, that have it. */
export async function usesOf(arn: string): Promise<CertificateUse[]> {
  const balancers = (await describeCertificate(arn))?.InUseBy ?? [];
  const uses = await Promise.all(balancers.map((balancer) => usesOnBalancer(arn, balancer)));
  return uses.flat();
}

async function usesOnBalancer(arn: string, loadBalancerArn: string): Promise<CertificateUse[]> {
  const client = await loadBalancing();
  const listeners = await everyPage(async (Marker) => {
    const answer = await client.describeListeners({ LoadBalancerArn: loadBalancerArn, Marker });
    return { items: answer.Listeners, next: answer.NextMarker };
  });
  const uses = await Promise.all(
    listeners.map(async ({ ListenerArn = "", Protocol, Port, Certificates = [] }) => {
      if (Certificates.length === 0) return [];
      const shown = await everyPage(async (Marker) => {
        const answer = await client.describeListenerCertificates({ ListenerArn, Marker });
        return { items: answer.Certificates, next: answer.NextMarker };
      });
      const use = shown.filter(({ CertificateArn }) => CertificateArn === arn);
      if (use.length === 0) return [];
      return [
        {
          loadBalancerArn,
          listenerArn: ListenerArn,
          listenerName: `${Protocol}:${Port}`,
          isDefault: use.some(({ IsDefault }) => IsDefault === true),
        },
      ];
    }),
  );
  return uses.flat();
}

export async function deleteCertificate(arn: string): Promise<void> {
  await (await certificateManager()).deleteCertificate({ CertificateArn: arn });
}

/** Requests a certificate for the names, the first of which is its domain name; gives its ARN. */
export async function requestCertificate(
  names: readonly string[],
  keyAlgorithm: string,
): Promise<string> {
  const [DomainName = "", ...others] = names;
  const client = await certificateManager();
  const { CertificateArn = "" } = await client.requestCertificate({
    DomainName,
    ...(others.length === 0 ? {} : { SubjectAlternativeNames: [DomainName, ...others] }),
    ValidationMethod: "DNS",
    KeyAlgorithm: keyAlgorithm as KeyAlgorithm,
  });
  return CertificateArn;
}

/** What an import takes: PEM, the chain "" when there is none. */
export interface ImportDraft {
  readonly certificate: string;
  readonly privateKey: string;
  readonly chain: string;
}

/** Imports a certificate, in the place of that with the ARN where one is given; gives its ARN. */
export async function importCertificate(draft: ImportDraft, arn: string): Promise<string> {
  const encoder = new TextEncoder();
  const client = await certificateManager();
  const { CertificateArn = "" } = await client.importCertificate({
    ...(arn === "" ? {} : { CertificateArn: arn }),
    Certificate: encoder.encode(draft.certificate),
    PrivateKey: encoder.encode(draft.privateKey),
    ...(draft.chain === "" ? {} : { CertificateChain: encoder.encode(draft.chain) }),
  });
  return CertificateArn;
}

/** "AMAZON_ISSUED" → "Amazon Issued", as ACM's console says it. */
export function typeText(type: string | undefined): string {
  return (type ?? "")
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(" ");
}

export function certificateAddress(arn: string): string {
  return `/certificates/${encodeURIComponent(arn)}`;
}
