// Postern's own certificate authority: it issues what RequestCertificate asks for, at once and for any name, and
// signs the edge port's certificate. The gateway trusts it beside the public roots, so that a local private
// integration verifies server names and chains as AWS does. It is made on first use and kept with the data.

export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Of the authority. */
  readonly chainPem: string;
}

export interface LocalAuthority {
  /** The authority's own certificate, PEM. */
  certificatePem(): Promise<string>;
  /**
   * A certificate for these DNS names or addresses, the first of them the subject's common name.
   * @param keyAlgorithm ACM's name, e.g. "RSA_2048" or "EC_prime256v1"
   */
  issue(names: readonly string[], keyAlgorithm: string): Promise<IssuedCertificate>;
}
