// Which certificate a listener presents for a server name. Pure: facts about certificates in, their places in the
// list out. The rules are a load balancer's: the default without a match, and the best of several matches by key
// type, validity, signature hash, key length and age.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html

/** What the choice looks at. */
export interface CertificateFacts {
  /** Names from the subject alternative name, or the common name where there are none; lower case. */
  readonly dnsNames: readonly string[];
  readonly isEcdsa: boolean;
  readonly keyBits: number;
  /** Of the signature: 512, 384, 256, 224, 160 (SHA-1), 128 (MD5), 0 when unknown. */
  readonly hashBits: number;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/**
 * Indices of the certificates to offer, best first: at most one ECDSA and one RSA certificate, since only the
 * handshake tells which of them the client supports. Empty when no name matches: the default is presented.
 */
export function chooseCertificates(
  certificates: readonly CertificateFacts[],
  serverName: string,
  nowMs: number,
): number[] {
  const name = serverName.toLowerCase().replace(/\.$/, "");
  if (name === "") return [];
  let ecdsa = -1;
  let rsa = -1;
  for (const [index, facts] of certificates.entries()) {
    if (!facts.dnsNames.some((pattern) => nameMatches(pattern, name))) continue;
    const rival = certificates[facts.isEcdsa ? ecdsa : rsa];
    if (rival !== undefined && !isBetter(facts, rival, nowMs)) continue;
    if (facts.isEcdsa) ecdsa = index;
    else rsa = index;
  }
  return [ecdsa, rsa].filter((index) => index !== -1);
}

/** A wildcard stands for exactly one label, and only as the whole first one (RFC 9525 §6.3). */
export function nameMatches(pattern: string, name: string): boolean {
  if (!pattern.startsWith("*.")) return pattern === name;
  const dot = name.indexOf(".");
  return dot > 0 && name.slice(dot) === pattern.slice(1);
}

function isBetter(a: CertificateFacts, b: CertificateFacts, nowMs: number): boolean {
  const validA = isValid(a, nowMs);
  const validB = isValid(b, nowMs);
  if (validA !== validB) return validA;
  if (a.hashBits !== b.hashBits) return a.hashBits > b.hashBits;
  if (a.keyBits !== b.keyBits) return a.keyBits > b.keyBits;
  return a.notAfterMs > b.notAfterMs;
}

function isValid(facts: CertificateFacts, nowMs: number): boolean {
  return facts.notBeforeMs <= nowMs && nowMs <= facts.notAfterMs;
}
