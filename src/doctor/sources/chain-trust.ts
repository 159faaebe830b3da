// Whether a certificate chain leads to an authority that private hops trust, and if not, why not, in words. The walk
// is that of RFC 5280 §6.1 as far as a server's chain needs it: who signed whom, validity, and who may sign. Names on
// the certificate and revocation are not looked at here.
import { X509Certificate } from "node:crypto";

/** More certificates than this in one chain are no chain of a server. */
const CHAIN_LENGTH_MAX = 20;
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface TrustJudgement {
  /** Null: the text holds no certificate that could be judged. */
  readonly isTrusted: boolean | null;
  /** Why not; "" when trusted. */
  readonly distrust: string;
}

/** Judges chains by a set of authorities. */
export class ChainTrust {
  readonly #own: Authorities;
  readonly #readPublic: () => readonly string[];
  /** Read when a chain does not lead to the others: there are more than a hundred of them. */
  #public: Authorities | undefined;

  /** `trustedPems`: beside the public roots; each text may hold several, and what cannot be read is passed over. */
  constructor(trustedPems: readonly string[], readPublicRoots: () => readonly string[]) {
    this.#own = new Authorities(trustedPems);
    this.#readPublic = readPublicRoots;
  }

  /** `chainPem`: the server's own certificate first, then what it sends along. */
  judge(chainPem: string, nowMs: number): TrustJudgement {
    const [leaf, ...others] = readCertificates(chainPem).slice(0, CHAIN_LENGTH_MAX);
    if (leaf === undefined) return { isTrusted: null, distrust: "" };
    const distrust = this.#distrustOf(leaf, [...others, ...this.#own.helpers], nowMs);
    return { isTrusted: distrust === "", distrust };
  }

  #distrustOf(leaf: X509Certificate, others: readonly X509Certificate[], nowMs: number): string {
    let current = leaf;
    for (let length = 0; length < CHAIN_LENGTH_MAX; length++) {
      const invalid = validityFault(current, current === leaf, nowMs);
      if (invalid !== "") return invalid;
      const root = this.#rootOf(current);
      if (root !== undefined) return root === current ? "" : validityFault(root, false, nowMs);
      if (isSelfSigned(current)) return selfSignedFault(current, current === leaf);
      const issuer = others.find((each) => each !== current && hasIssued(each, current));
      if (issuer === undefined) return missingIssuerFault(current, current === leaf);
      current = issuer;
    }
    return "its chain is longer than any that a client follows";
  }

  #rootOf(certificate: X509Certificate): X509Certificate | undefined {
    const own = this.#own.rootOf(certificate);
    if (own !== undefined) return own;
    this.#public ??= new Authorities(this.#readPublic());
    return this.#public.rootOf(certificate);
  }
}

class Authorities {
  /** Certificates among the trusted that others signed; they help a chain along, like those sent with it. */
  readonly helpers: X509Certificate[] = [];
  /** By subject. Whether a root's signature of itself holds does not matter (RFC 5280 §6.1). */
  readonly #roots = new Map<string, X509Certificate[]>();

  constructor(pems: readonly string[]) {
    for (const certificate of pems.flatMap(readCertificates)) {
      const known = this.#roots.get(certificate.subject);
      if (!isSelfIssued(certificate)) this.helpers.push(certificate);
      else if (known === undefined) this.#roots.set(certificate.subject, [certificate]);
      else known.push(certificate);
    }
  }

  /** The root that signed the certificate, or that it is. */
  rootOf(certificate: X509Certificate): X509Certificate | undefined {
    const same = this.#roots
      .get(certificate.subject)
      ?.find((root) => root.fingerprint256 === certificate.fingerprint256);
    if (same !== undefined) return certificate;
    return this.#roots.get(certificate.issuer)?.find((root) => hasIssued(root, certificate));
  }
}

/** Every certificate in the text that can be read. */
export function readCertificates(pem: string): X509Certificate[] {
  const found: X509Certificate[] = [];
  for (const [block] of pem.matchAll(PEM_BLOCK)) {
    try {
      found.push(new X509Certificate(block));
    } catch {
      // No certificate, whatever its frame says.
    }
  }
  return found;
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  // A root of version 1 says nothing of being an authority, and Node calls it none.
  if (!issuer.ca && !isSelfIssued(issuer)) return false;
  return certificate.checkIssued(issuer) && isSignedBy(certificate, issuer);
}

function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return isSelfIssued(certificate) && isSignedBy(certificate, certificate);
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function validityFault(certificate: X509Certificate, isLeaf: boolean, nowMs: number): string {
  const what = isLeaf ? "it" : `the certificate of its issuer ${oneLine(certificate.subject)}`;
  const notBeforeMs = Date.parse(certificate.validFrom);
  const notAfterMs = Date.parse(certificate.validTo);
  if (nowMs > notAfterMs) return `${what} expired on ${new Date(notAfterMs).toISOString()}`;
  if (nowMs < notBeforeMs) {
    return `${what} is not valid before ${new Date(notBeforeMs).toISOString()}`;
  }
  return "";
}

function selfSignedFault(certificate: X509Certificate, isLeaf: boolean): string {
  if (isLeaf) return "it is self-signed";
  return `its chain leads to ${oneLine(certificate.subject)}, which is not a trusted authority`;
}

/** An authority that says where its own certificate can be had is no private one, as a rule (RFC 5280 §4.2.2.1). */
function missingIssuerFault(certificate: X509Certificate, isLeaf: boolean): string {
  const whose = isLeaf ? "it was" : `${oneLine(certificate.subject)} was`;
  const fault = `${whose} issued by ${oneLine(certificate.issuer)}, which is no trusted authority, and no intermediate certificate that leads to one comes with it`;
  const source = /CA Issuers - URI:(\S+)/.exec(certificate.infoAccess ?? "")?.[1];
  return source === undefined ? fault : `${fault}; the missing one is at ${source}`;
}

/** "CN=Example CA, O=Example": node:crypto has a line for each part. */
function oneLine(distinguishedName: string): string {
  return distinguishedName.split("\n").toReversed().join(", ");
}
