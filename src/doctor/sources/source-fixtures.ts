// For tests of sources: chains of certificates of any shape.
import type { webcrypto } from "node:crypto";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export interface ChainLink {
  readonly pem: string;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface ChainLinkWish {
  /** Common name. */
  readonly name: string;
  readonly isAuthority?: boolean;
  /** Left out: it signs itself. */
  readonly issuer?: ChainLink;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate that is valid throughout 2026 unless wished otherwise. */
export async function issueChainLink(wish: ChainLinkWish): Promise<ChainLink> {
  x509.cryptoProvider.set(crypto);
  const keys = (await crypto.subtle.generateKey(ALGORITHM, true, [
    "sign",
    "verify",
  ])) as webcrypto.CryptoKeyPair;
  const { issuer } = wish;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex"),
    subject: `CN=${wish.name}`,
    issuer: issuer === undefined ? `CN=${wish.name}` : issuer.certificate.subject,
    notBefore: wish.notBefore ?? new Date("2026-01-01T00:00:00Z"),
    notAfter: wish.notAfter ?? new Date("2026-12-31T00:00:00Z"),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(wish.isAuthority === true, undefined, true)],
  });
  return { pem: certificate.toString("pem"), certificate, keys };
}
