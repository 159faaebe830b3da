// One line of an Application Load Balancer's connection log: 13 fields, in AWS's order. Those of client certificates
// are empty, as there is no mutual TLS here.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html
import type { ListenerConnectionEntry } from "../hop-observer.ts";
import { microsecondField, NO_FIELD, plainField, secondsField } from "./log-field.ts";

/** Written when the connection is there, or when its handshake failed. */
export function albConnectionLine(entry: ListenerConnectionEntry, wallMs: number): string {
  const { snapshot } = entry;
  return (
    `${microsecondField(wallMs)} ${entry.clientAddress} ${entry.clientPort} ${snapshot.port} ` +
    `${plainField(entry.tlsProtocol)} ${plainField(entry.tlsCipher)} ${handshake(entry)} ` +
    `"-" - - ${verifyStatus(entry)} ${plainField(entry.connectionTraceId)} -`
  );
}

function handshake({ tlsHandshakeMs }: ListenerConnectionEntry): string {
  return tlsHandshakeMs < 0 ? NO_FIELD : secondsField(tlsHandshakeMs);
}

/** AWS's other codes all belong to client certificates. */
function verifyStatus({ snapshot, failure }: ListenerConnectionEntry): string {
  if (snapshot.protocol !== "HTTPS") return NO_FIELD;
  return failure === null ? "Success" : "Failed:UnmappedConnectionError";
}
