// Which certificate of a listener answers a client that asks for a name: the choice that the data plane makes, made
// from what the inventory knows. Where a certificate is not known the choice is only told if it cannot matter.
import { readCertificateFacts } from "../wire/tls/certificate-facts.ts";
import type { CertificateFacts } from "../wire/tls/choose-certificate.ts";
import { chooseCertificates, nameMatches } from "../wire/tls/choose-certificate.ts";
import type { CertificateItem, Inventory, ListenerItem } from "./inventory.ts";
import { isUnresolved } from "./unresolved.ts";

const ALWAYS_MS = 8.64e15;

/** What was read of certificates, for as long as their inventory is there. */
const factsByItem = new WeakMap<
  CertificateItem,
  { readonly pem: string; readonly facts: CertificateFacts | null }
>();

/** Null certificate: it cannot be told which; `why` says so. */
export type PresentedCertificate =
  | {
      readonly certificate: CertificateItem;
      readonly bearsName: boolean;
      readonly isDefault: boolean;
      /** Names on all of the listener's certificates. */
      readonly names: readonly string[];
    }
  | { readonly certificate: null; readonly why: string };

/** What the listener presents to a client that sends `serverName`. */
export function presentedCertificate(
  inventory: Inventory,
  listener: ListenerItem,
  { serverName, nowMs }: { readonly serverName: string; readonly nowMs: number },
): PresentedCertificate {
  if (isUnresolved(serverName)) return unknown("The name that the gateway asks for is not known");
  const { certificateArns } = listener;
  if (certificateArns.length === 0) return unknown("The listener's certificates are not known");
  const byArn = new Map<string, CertificateItem>();
  for (const arn of certificateArns) {
    const item = inventory.certificates.find((each) => each.arn === arn);
    if (item !== undefined) byArn.set(arn, item);
  }
  const known = [...byArn.values()];
  const unread = certificateArns.filter((arn) => hidesNames(byArn.get(arn)));
  const facts = known.map(factsOf);
  const index = chooseCertificates(facts, serverName, nowMs)[0];
  const names = [...new Set(facts.flatMap(({ dnsNames }) => dnsNames))];
  if (index !== undefined)
    return presented(known[index], { bearsName: true, certificateArns, names });
  if (unread.length > 0)
    return unknown("The names on some of the listener's certificates are not known");
  return presented(byArn.get(certificateArns[0] ?? ""), {
    bearsName: false,
    certificateArns,
    names,
  });
}

function presented(
  certificate: CertificateItem | undefined,
  about: {
    readonly bearsName: boolean;
    readonly certificateArns: readonly string[];
    readonly names: readonly string[];
  },
): PresentedCertificate {
  if (certificate === undefined) return unknown("The listener's certificates are not known");
  const { certificateArns, ...rest } = about;
  return { certificate, ...rest, isDefault: certificate.arn === certificateArns[0] };
}

/** True when the certificate bears the name, by itself or by a wildcard. */
export function bearsName(certificate: CertificateItem, serverName: string): boolean {
  const name = serverName.toLowerCase().replace(/\.$/, "");
  return factsOf(certificate).dnsNames.some((pattern) => nameMatches(pattern, name));
}

function unknown(why: string): PresentedCertificate {
  return { certificate: null, why };
}

function hidesNames(item: CertificateItem | undefined): boolean {
  return item === undefined || item.names.length === 0 || item.names.some(isUnresolved);
}

/** From the certificate itself where it is there, else from what is written about it. */
function factsOf(item: CertificateItem): CertificateFacts {
  const { chainPem, certificate, names } = item;
  if (chainPem !== "") {
    const read = knownFacts(item);
    if (read !== null) return read;
  }
  const { KeyAlgorithm = "", SignatureAlgorithm = "", NotBefore, NotAfter } = certificate;
  return {
    dnsNames: names.map((name) => name.toLowerCase()),
    isEcdsa: KeyAlgorithm.startsWith("EC"),
    keyBits: Number(/\d{3,4}/.exec(KeyAlgorithm)?.[0] ?? 0),
    hashBits: Number(/SHA(\d{3})/.exec(SignatureAlgorithm)?.[1] ?? 0),
    notBeforeMs: NotBefore?.getTime() ?? -ALWAYS_MS,
    notAfterMs: NotAfter?.getTime() ?? ALWAYS_MS,
  };
}

/** A certificate is read once, however many ways lead to it. */
function knownFacts(item: CertificateItem): CertificateFacts | null {
  const before = factsByItem.get(item);
  if (before?.pem === item.chainPem) return before.facts;
  const facts = readFacts(item.chainPem);
  factsByItem.set(item, { pem: item.chainPem, facts });
  return facts;
}

function readFacts(pem: string): CertificateFacts | null {
  try {
    return readCertificateFacts(pem);
  } catch {
    return null;
  }
}
