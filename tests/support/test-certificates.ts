// Certificates for tests: made on the spot, for any names and validity, signed by an authority of the test's own or
// by themselves. Not for the product, whose local authority lives elsewhere.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const DAY_MS = 86_400_000;

export interface TestCertificateOptions {
  readonly dnsNames: readonly string[];
  /** RSA instead of ECDSA. */
  readonly rsa?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Signs itself instead of being signed by the authority. */
  readonly selfSigned?: boolean;
}

export interface TestCertificate {
  readonly chainPem: string;
  readonly keyPem: string;
}

export interface TestAuthority {
  readonly caPem: string;
  issue(options: TestCertificateOptions): Promise<TestCertificate>;
}

const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

let serial = 1;

/** Makes an authority with a name of its own. */
export async function createTestAuthority(name = "Test authority"): Promise<TestAuthority> {
  x509.cryptoProvider.set(crypto);
  const keys = await crypto.subtle.generateKey(EC, true, ["sign", "verify"]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: String(serial++),
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: EC,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  return {
    caPem: ca.toString("pem"),
    issue: (options) => issue(options, ca, keys.privateKey),
  };
}

async function issue(
  options: TestCertificateOptions,
  ca: x509.X509Certificate,
  caKey: CryptoKey,
): Promise<TestCertificate> {
  const keys = await crypto.subtle.generateKey(options.rsa ? RSA : EC, true, ["sign", "verify"]);
  const common = {
    serialNumber: String(serial++),
    notBefore: options.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: options.notAfter ?? new Date(Date.now() + DAY_MS),
    extensions: [
      new x509.SubjectAlternativeNameExtension(
        options.dnsNames.map((value) => ({ type: "dns", value })),
      ),
    ],
  };
  const name = `CN=${options.dnsNames[0] ?? "nobody"}`;
  const certificate = options.selfSigned
    ? await x509.X509CertificateGenerator.createSelfSigned({
        ...common,
        name,
        keys,
        signingAlgorithm: options.rsa ? RSA : EC,
      })
    : await x509.X509CertificateGenerator.create({
        ...common,
        subject: name,
        issuer: ca.subject,
        publicKey: keys.publicKey,
        signingKey: caKey,
        signingAlgorithm: EC,
      });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    chainPem: certificate.toString("pem"),
    keyPem: x509.PemConverter.encode(key, "PRIVATE KEY"),
  };
}
