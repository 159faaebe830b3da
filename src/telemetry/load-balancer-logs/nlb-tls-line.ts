// One line of a Network Load Balancer's access log, which has the connections of TLS listeners only: 22 fields, in
// AWS's order, written when the connection has ended.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
import type { NlbFlowEntry } from "../hop-observer.ts";
import { NO_FIELD, plainField, wholeSecondField } from "./log-field.ts";

/** `wallOffsetMs` added to monotonic time gives wall time. */
export function nlbTlsLine(entry: NlbFlowEntry, wallOffsetMs: number): string {
  const { snapshot, listenerArn } = entry;
  const listenerId = listenerArn.slice(listenerArn.lastIndexOf("/") + 1);
  // [I] Behind no VPC endpoint the destination is the listener: the first of its load balancer's nodes.
  const node = snapshot.nodeAddresses[0] ?? "127.0.0.1";
  const connectionMs = Math.max(0, Math.round(entry.finishedAtMs - entry.startedAtMs));
  const handshake = entry.tlsHandshakeMs < 0 ? NO_FIELD : String(Math.round(entry.tlsHandshakeMs));
  const alpn = alpnField(entry.alpn);
  return (
    `tls 2.0 ${wholeSecondField(entry.finishedAtMs + wallOffsetMs)} ${entry.loadBalancerId} ` +
    `${listenerId} ${entry.clientAddress}:${entry.clientPort} ${node}:${snapshot.port} ` +
    `${connectionMs} ${handshake} ${entry.receivedBytes} ${entry.sentBytes} - ` +
    `${plainField(entry.certificateArn)} - ${plainField(entry.tlsCipher)} ` +
    `${protocolField(entry.tlsProtocol)} - ${nameField(entry.serverName)} ${alpn} ${alpn} - ` +
    `${wholeSecondField(entry.startedAtMs + wallOffsetMs)}`
  );
}

/** "TLSv1.2" → "tlsv12" */
function protocolField(protocol: string): string {
  return protocol === "" ? NO_FIELD : protocol.toLowerCase().replace(".", "");
}

function nameField(serverName: string): string {
  return serverName === "" ? NO_FIELD : encodeURIComponent(serverName);
}

/** The target is told what the client and the load balancer have agreed on. */
function alpnField(alpn: string): string {
  return alpn === "h2" || alpn.startsWith("http/1.") ? alpn : NO_FIELD;
}
