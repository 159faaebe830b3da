// A certificate authority of the lab's own: a root that private hops are told to trust, an intermediate that signs,
// and certificates that are good or wrong in one way each. Keys live in memory and end with the lab. Not the local
// authority that Postern itself issues from.
import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** What is right or wrong about a certificate. */
export type CertificateKind =
  | "good"
  /** Signs itself. */
  | "self-signed"
  /** Signed well, but the intermediate is not presented with it. */
  | "missing-intermediate"
  /** Signed by an authority that nobody was told to trust. */
  | "unknown-authority"
  /** Valid for some seconds from now: ACM takes no certificate that has expired already. */
  | "expires-soon"
  | "expired"
  | "not-yet-valid";

export interface LabCertificate {
  readonly names: readonly string[];
  readonly leafPem: string;
  /** Intermediates, "" for none. */
  readonly chainPem: string;
  readonly keyPem: string;
  readonly notAfter: Date;
}

export interface LabAuthority {
  /** The root: what has to be trusted. */
  readonly caPem: string;
  issue(kind: CertificateKind, names: readonly string[]): Promise<LabCertificate>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Long enough to import it and build a listener with it. Validity is written in whole seconds. */
const SOON_MS = 3_000;
const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

interface Issuer {
  readonly certificate: x509.X509Certificate;
  readonly key: CryptoKey;
}

/** Makes root, intermediate and a second root that stays unknown. */
export async function createLabAuthority(): Promise<LabAuthority> {
  x509.cryptoProvider.set(crypto);
  const root = await createRoot("Postern lab root");
  const intermediate = await createIntermediate(root);
  const stranger = await createRoot("Somebody else's root");
  const caPem = pemOf(root.certificate);
  return {
    caPem,
    async issue(kind, names) {
      const keys = await createKeys();
      const issuer = kind === "unknown-authority" ? stranger : intermediate;
      const leaf =
        kind === "self-signed"
          ? await selfSigned(keys, names)
          : await signed(keys, names, { issuer, ...validityOf(kind) });
      const hasChain = issuer === intermediate && kind !== "self-signed";
      return {
        names,
        leafPem: pemOf(leaf),
        chainPem:
          hasChain && kind !== "missing-intermediate" ? pemOf(intermediate.certificate) : "",
        keyPem: x509.PemConverter.encode(
          await crypto.subtle.exportKey("pkcs8", keys.privateKey),
          "PRIVATE KEY",
        ),
        notAfter: leaf.notAfter,
      };
    },
  };
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

function validityOf(kind: CertificateKind): Validity {
  const now = Date.now();
  switch (kind) {
    case "expired":
      return { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now - HOUR_MS) };
    case "not-yet-valid":
      return { notBefore: new Date(now + DAY_MS), notAfter: new Date(now + 2 * DAY_MS) };
    case "expires-soon":
      return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + SOON_MS) };
    default:
      return { notBefore: new Date(now - HOUR_MS), notAfter: new Date(now + DAY_MS) };
  }
}

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(EC, true, ["sign", "verify"]);
}

async function createRoot(name: string): Promise<Issuer> {
  const keys = await createKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${name}`,
    ...validityOf("good"),
    signingAlgorithm: EC,
    keys,
    extensions: authorityExtensions(1),
  });
  return { certificate, key: keys.privateKey };
}

async function createIntermediate(root: Issuer): Promise<Issuer> {
  const keys = await createKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: "CN=Postern lab intermediate",
    issuer: root.certificate.subject,
    ...validityOf("good"),
    signingAlgorithm: EC,
    signingKey: root.key,
    publicKey: keys.publicKey,
    extensions: authorityExtensions(0),
  });
  return { certificate, key: keys.privateKey };
}

function authorityExtensions(pathLength: number): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
}

function signed(
  keys: webcrypto.CryptoKeyPair,
  names: readonly string[],
  by: Validity & { readonly issuer: Issuer },
): Promise<x509.X509Certificate> {
  const { issuer, notBefore, notAfter } = by;
  return x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: subjectOf(names),
    issuer: issuer.certificate.subject,
    notBefore,
    notAfter,
    signingAlgorithm: EC,
    signingKey: issuer.key,
    publicKey: keys.publicKey,
    extensions: [alternativeNames(names)],
  });
}

function selfSigned(
  keys: webcrypto.CryptoKeyPair,
  names: readonly string[],
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: subjectOf(names),
    ...validityOf("good"),
    signingAlgorithm: EC,
    keys,
    extensions: [alternativeNames(names)],
  });
}

/** A common name holds 64 characters (RFC 5280, ub-common-name); all names are among the alternative ones. */
function subjectOf(names: readonly string[]): string {
  const name = names.find(({ length }) => length <= 64) ?? "Postern lab";
  return `CN=${name}`;
}

function alternativeNames(names: readonly string[]): x509.Extension {
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: "dns" as const, value })),
  );
}

/** 16 hexadecimal digits, positive. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(Buffer.alloc(8));
  bytes[0] = (bytes[0] as number) & 0x7f || 1;
  return bytes.toString("hex");
}

function pemOf(certificate: x509.X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}
