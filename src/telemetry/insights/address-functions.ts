// What Insights can ask about IP addresses in a text.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
import ipaddr from "ipaddr.js";

/** Dotted in four parts. */
export function isValidIpV4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text);
}

export function isValidIpV6(text: string): boolean {
  return ipaddr.IPv6.isValid(text) && text.includes(":");
}

/** Either family. */
export function isValidIp(text: string): boolean {
  return isValidIpV4(text) || isValidIpV6(text);
}

/** Whether the address is in a subnet in CIDR notation; with a family, only of that one. */
export function isInSubnet(text: string, subnet: string, family: "ipv4" | "ipv6" | null): boolean {
  if (!isValidIp(text) || !ipaddr.isValidCIDR(subnet)) return false;
  const address = ipaddr.parse(text);
  const [network, bits] = ipaddr.parseCIDR(subnet);
  if (address.kind() !== network.kind()) return false;
  return (family === null || address.kind() === family) && address.match(network, bits);
}
