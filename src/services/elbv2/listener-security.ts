// What makes a listener a secure one: default certificate, security policy, ALPN policy. A listener that is not
// secure has none of them, and says so when it is given one.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
import {
  ALPNPolicyNotSupportedException,
  CertificateNotFoundException,
  InvalidConfigurationRequestException,
  SSLPolicyNotFoundException,
  type Certificate,
  type Listener,
  type MutualAuthenticationAttributes,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { FrameworkError } from "../../protocol/framework-error.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { DEFAULT_TLS_POLICY_NAME, findTlsPolicy } from "../../store/tls-policies.ts";
import { isSecure, type ListenerProtocol } from "./listener-protocol.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

const ALPN_POLICIES: readonly string[] = [
  "None",
  "HTTP1Only",
  "HTTP2Only",
  "HTTP2Optional",
  "HTTP2Preferred",
];

/** What a request says about it. */
export interface SecurityRequest {
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: readonly Certificate[] | undefined;
  readonly AlpnPolicy?: readonly string[] | undefined;
  readonly MutualAuthentication?: MutualAuthenticationAttributes | undefined;
}

/** The members of a listener that this file decides. */
export type ListenerSecurity = Pick<
  Listener,
  "SslPolicy" | "Certificates" | "AlpnPolicy" | "MutualAuthentication"
>;

/** The security settings of a listener of that protocol, checked and with AWS's defaults. */
export async function listenerSecurity(
  records: ScopedRecords,
  protocol: ListenerProtocol,
  request: SecurityRequest,
): Promise<ListenerSecurity> {
  checkMutualAuthentication(request.MutualAuthentication);
  if (!isSecure(protocol)) {
    refuseSecurity(protocol, request);
    return {};
  }
  const certificates = request.Certificates ?? [];
  const certificateArn = certificates[0]?.CertificateArn;
  if (certificateArn === undefined) {
    throw validationError(`A certificate must be specified for ${protocol} listeners`);
  }
  if (certificates.length > 1) {
    throw validationError("Only one certificate can be specified as the default certificate");
  }
  await checkCertificate(records, certificateArn);
  const policyName = request.SslPolicy ?? DEFAULT_TLS_POLICY_NAME;
  if (findTlsPolicy(policyName) === undefined) {
    throw serviceError(SSLPolicyNotFoundException, `SSL policy '${policyName}' not found`);
  }
  const alpnPolicy = checkedAlpnPolicy(protocol, request.AlpnPolicy);
  return {
    SslPolicy: policyName,
    Certificates: [{ CertificateArn: certificateArn }],
    ...(alpnPolicy !== undefined && { AlpnPolicy: alpnPolicy }),
    ...(protocol === "HTTPS" && { MutualAuthentication: { Mode: "off" } }),
  };
}

/** Refuses a certificate that ACM does not have, or that is not issued (yet). */
export async function checkCertificate(
  records: ScopedRecords,
  certificateArn: string,
): Promise<void> {
  const found = await records.get("certificate", certificateArn);
  if (found === undefined) {
    throw serviceError(CertificateNotFoundException, `Certificate '${certificateArn}' not found`);
  }
  if (found.certificate.Status !== "ISSUED") {
    throw new FrameworkError(
      "UnsupportedCertificate",
      400,
      `The certificate '${certificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    );
  }
}

function checkMutualAuthentication(requested: MutualAuthenticationAttributes | undefined): void {
  const mode = requested?.Mode;
  if (mode === undefined || mode === "off") return;
  if (mode !== "passthrough" && mode !== "verify") {
    throw validationError(
      `Mutual authentication mode '${mode}' must be one of 'off, passthrough, verify'`,
    );
  }
  throw serviceError(
    InvalidConfigurationRequestException,
    `Postern does not support mutual authentication yet: the mode must be 'off', not '${mode}'`,
  );
}

function refuseSecurity(protocol: ListenerProtocol, request: SecurityRequest): void {
  if (request.SslPolicy !== undefined) {
    throw validationError(`An SSL policy cannot be specified for ${protocol} listeners`);
  }
  if ((request.Certificates ?? []).length > 0) {
    throw validationError(`Certificates cannot be specified for ${protocol} listeners`);
  }
  if ((request.AlpnPolicy ?? []).some((name) => name !== "None")) {
    throw validationError(`An ALPN policy cannot be specified for ${protocol} listeners`);
  }
}

function checkedAlpnPolicy(
  protocol: ListenerProtocol,
  requested: readonly string[] | undefined,
): string[] | undefined {
  if (requested === undefined || requested.length === 0) return undefined;
  if (protocol !== "TLS") {
    throw validationError(`An ALPN policy cannot be specified for ${protocol} listeners`);
  }
  if (requested.length > 1) throw validationError("Only one ALPN policy can be specified");
  const unknown = requested.find((name) => !ALPN_POLICIES.includes(name));
  if (unknown !== undefined) {
    throw serviceError(ALPNPolicyNotSupportedException, `ALPN policy '${unknown}' not found`);
  }
  return [...requested];
}
