// The local authority itself: a root made once and kept by whoever calls (files of the data directory, or memory),
// and leaf certificates signed with it. X.509 is @peculiar/x509's work, loaded on first use: it takes a fifth of
// a second that no start should pay.
import type { webcrypto } from "node:crypto";
import type { IssuedCertificate, LocalAuthority } from "./local-authority.ts";

/** Where the root lives between runs. */
export interface AuthorityStorage {
  load(): AuthorityRoot | undefined;
  save(root: AuthorityRoot): void;
}

export interface AuthorityRoot {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ROOT_VALIDITY_MS = 3650 * DAY_MS;
/** ACM's public certificates are valid for 198 days. [I] */
const LEAF_VALIDITY_MS = 198 * DAY_MS;
/** Clocks of containers and laptops differ a little. */
const BACKDATE_MS = DAY_MS;

const ROOT_ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

type KeyParameters = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams;

/** ACM's key algorithm names and what WebCrypto calls them. */
const KEY_ALGORITHMS: Readonly<Record<string, KeyParameters>> = {
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  EC_prime256v1: { name: "ECDSA", namedCurve: "P-256" },
  EC_secp384r1: { name: "ECDSA", namedCurve: "P-384" },
  EC_secp521r1: { name: "ECDSA", namedCurve: "P-521" },
};

function rsa(modulusLength: number): webcrypto.RsaHashedKeyGenParams {
  return {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  };
}

export function createCertificateAuthority(storage: AuthorityStorage): LocalAuthority {
  let root: Promise<AuthorityRoot> | undefined;
  const theRoot = () => (root ??= loadOrMakeRoot(storage));
  return {
    certificatePem: async () => (await theRoot()).certificatePem,
    issue: async (names, keyAlgorithm) => issueLeaf(await theRoot(), names, keyAlgorithm),
  };
}

async function loadX509() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

async function loadOrMakeRoot(storage: AuthorityStorage): Promise<AuthorityRoot> {
  const kept = storage.load();
  if (kept !== undefined) return kept;
  const x509 = await loadX509();
  const keys = await crypto.subtle.generateKey(ROOT_ALGORITHM, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: "CN=Postern local CA,O=Postern",
    notBefore: new Date(now - BACKDATE_MS),
    notAfter: new Date(now + ROOT_VALIDITY_MS),
    signingAlgorithm: ROOT_ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const made = {
    certificatePem: `${certificate.toString("pem")}\n`,
    privateKeyPem: await privateKeyPem(keys.privateKey),
  };
  storage.save(made);
  return made;
}

async function issueLeaf(
  root: AuthorityRoot,
  names: readonly string[],
  keyAlgorithm: string,
): Promise<IssuedCertificate> {
  const x509 = await loadX509();
  const algorithm = KEY_ALGORITHMS[keyAlgorithm];
  if (algorithm === undefined) {
    throw new RangeError(`Cannot issue a certificate: unknown key algorithm ${keyAlgorithm}`);
  }
  const keys = (await crypto.subtle.generateKey(algorithm, true, [
    "sign",
    "verify",
  ])) as webcrypto.CryptoKeyPair;
  const issuer = new x509.X509Certificate(root.certificatePem);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names[0] ?? ""] }],
    issuer: issuer.subject,
    notBefore: new Date(now - BACKDATE_MS),
    notAfter: new Date(now + LEAF_VALIDITY_MS),
    signingAlgorithm: ROOT_ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importRootKey(root.privateKeyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isAddress(name) ? "ip" : "dns", value: name })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificatePem: `${certificate.toString("pem")}\n`,
    privateKeyPem: await privateKeyPem(keys.privateKey),
    chainPem: root.certificatePem,
  };
}

function isAddress(name: string): boolean {
  return name.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(name);
}

/** 16 random bytes, positive (RFC 5280 §4.1.2.2). */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}

async function importRootKey(pem: string): Promise<CryptoKey> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
  return crypto.subtle.importKey("pkcs8", der, ROOT_ALGORITHM, false, ["sign"]);
}
