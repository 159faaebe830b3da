// The PROXY protocol's binary header, version 2, that tells a target who the client is
// (https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt §2.2; NLB attribute proxy_protocol_v2.enabled,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#proxy-protocol).
import ipaddr from "ipaddr.js";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";

/*
 *   0        12        13          14        16
 *   +--------+---------+-----------+---------+------------------------------------------+
 *   | 0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A    | source | destination | source port | ... |
 *   | signature | 2|command | family|STREAM | length (big endian) | addresses, ports      |
 *   +--------+---------+-----------+---------+------------------------------------------+
 */
const SIGNATURE = Buffer.from("0d0a0d0a000d0a515549540a", "hex");
const VERSION_2_PROXY = 0x21;
const UNSPEC = 0x00;
const TCP_OVER_IPV4 = 0x11;
const TCP_OVER_IPV6 = 0x21;

/** The header for one connection; without addresses when they aren't of one family. */
export function proxyProtocolHeader(client: ConnectionInfo): Buffer {
  const source = addressBytes(client.remoteAddress);
  const destination = addressBytes(client.localAddress);
  const known = source !== null && destination !== null && source.length === destination.length;
  const addresses = known ? Buffer.alloc(source.length * 2 + 4) : Buffer.alloc(0);
  if (known) {
    addresses.set(source, 0);
    addresses.set(destination, source.length);
    addresses.writeUInt16BE(client.remotePort, source.length * 2);
    addresses.writeUInt16BE(client.localPort, source.length * 2 + 2);
  }
  const ofFamily = source?.length === 4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6;
  const start = Buffer.from([VERSION_2_PROXY, known ? ofFamily : UNSPEC, 0, addresses.length]);
  return Buffer.concat([SIGNATURE, start, addresses]);
}

function addressBytes(address: string): readonly number[] | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toByteArray() : null;
}
