// What is kept of a connection to a target for explanations: where it went, where it came from as the other end sees
// it, what TLS settled on, and whether it was there before.
import type { PeerCertificate, TlsInfo } from "../wire/byte-stream.ts";
import type { UpstreamConnection } from "../wire/http1/exchange.ts";
import type { StepList, StepParts } from "./journey-step.ts";

export interface KeptTargetConnection {
  /** "10.0.1.7:443 over TLS" */
  readonly description: string;
  /** "address:port" that the other end sees as its client. */
  readonly arrivesAs: string;
  readonly remote: string;
  readonly tls: TlsInfo | null;
  /** Null without TLS, or when the connection was gone already. */
  readonly certificate: PeerCertificate | null;
  readonly isNew: boolean;
}

/** Names of a certificate that a step shows. */
const NAMES_SHOWN_MAX = 50;

/** Copies what there is to say; null for none. */
export function keepTargetConnection(
  connection: UpstreamConnection | null,
  isNew: boolean,
): KeptTargetConnection | null {
  if (connection === null) return null;
  const { info } = connection;
  const address = info.identity === null ? info.localAddress : info.identity.sourceAddress;
  return {
    description: connection.description,
    arrivesAs: `${address}:${info.localPort}`,
    remote: `${info.remoteAddress}:${info.remotePort}`,
    tls: info.tls,
    certificate: info.tls === null ? null : connection.peerCertificate(),
    isNew,
  };
}

/** The steps "connection" and, over TLS, "tls" of a connection that was made or found. */
export function addTargetConnectionSteps(
  steps: StepList,
  connection: KeptTargetConnection,
  parts: StepParts,
): void {
  const { description, arrivesAs, remote, isNew, tls, certificate } = connection;
  const how = isNew ? "A new connection was made" : "A connection that was there was used again";
  steps.add("connection", `${how}: ${description}`, {
    ...parts,
    evidence: { reused: !isNew, from: arrivesAs, to: remote },
  });
  if (tls === null) return;
  const names = certificate?.names.slice(0, NAMES_SHOWN_MAX) ?? [];
  steps.add(
    "tls",
    `${tls.protocol} with the target; load balancers do not check a target's certificate`,
    {
      ...parts,
      evidence: {
        protocol: tls.protocol,
        cipher: tls.cipher,
        handshakeMs: tls.handshakeMs,
        verified: false,
        ...(certificate === null
          ? {}
          : {
              certificateSubject: certificate.subject,
              certificateNames: names,
              issuer: certificate.issuer,
              validFrom: certificate.validFrom,
              validTo: certificate.validTo,
            }),
      },
    },
  );
}
