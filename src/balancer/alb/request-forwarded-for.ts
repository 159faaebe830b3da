// X-Forwarded-For in its three modes, and the number of addresses in it.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html

/** More addresses than this are refused with 463. */
export const FORWARDED_ADDRESSES_MAX = 30;

const COMMA = 44;

/** How many addresses the received value lists. */
export function countAddresses(received: string): number {
  let count = 1;
  for (let i = 0; i < received.length; i++) if (received.charCodeAt(i) === COMMA) count++;
  return count;
}

/** The client as append mode writes it: "192.0.2.1", with its port "192.0.2.1:8080" or "[2001:db8::1]:8080". */
export function forwardedAddress(address: string, port: number, withPort: boolean): string {
  if (!withPort) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
