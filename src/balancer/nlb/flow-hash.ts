// The hash of a flow's five-tuple, by which a Network Load Balancer chooses a target. AWS's takes the TCP sequence
// number in as well, which no program gets to see; source ports differ between connections just as well
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html#network-load-balancer-overview).
import type { ConnectionInfo } from "../../wire/byte-stream.ts";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** An unsigned 32-bit number, the same for the same flow. The protocol is always TCP and adds nothing. */
export function flowHash(connection: ConnectionInfo): number {
  let hash = hashText(FNV_OFFSET, connection.remoteAddress);
  hash = hashPort(hash, connection.remotePort);
  hash = hashText(hash, connection.localAddress);
  hash = hashPort(hash, connection.localPort);
  return mix(hash);
}

/** Another number from the same hash, independent of it enough for a second choice. */
export function rehash(hash: number): number {
  return mix(hash ^ 0x9e3779b9);
}

function hashText(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash;
}

function hashPort(start: number, port: number): number {
  const hash = Math.imul(start ^ (port & 0xff), FNV_PRIME);
  return Math.imul(hash ^ (port >>> 8), FNV_PRIME);
}

/** Every bit in, every bit out: neighbouring ports have to end up far apart. (The finaliser of MurmurHash3.) */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
