// What adding and removing certificates of a listener have in common.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
import {
  OperationNotPermittedException,
  type Certificate,
  type Listener,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { isSecure } from "./listener-protocol.ts";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

/** Refuses listeners that have no certificates. */
export function requireSecureListener(listener: Listener): void {
  const protocol: string = listener.Protocol ?? "";
  if (isSecure(protocol)) return;
  throw serviceError(
    OperationNotPermittedException,
    `Certificates cannot be specified for ${protocol} listeners`,
  );
}

/** The ARNs of a request's certificates, each once. */
export function requestedCertificateArns(certificates: readonly Certificate[]): string[] {
  const arns = new Set<string>();
  for (const { CertificateArn, IsDefault } of certificates) {
    if (CertificateArn === undefined) throw validationError("A certificate ARN must be specified");
    if (IsDefault !== undefined) {
      throw validationError(
        "You cannot specify IsDefault for a certificate in the certificate list",
      );
    }
    arns.add(CertificateArn);
  }
  if (arns.size === 0) throw validationError("A certificate must be specified");
  return [...arns];
}
