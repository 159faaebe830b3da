// The Host a target gets. Unless the load balancer preserves it: on port 80 or 443 any port is taken off, on other
// ports the listener's is put on where the client named none; an absolute request target stands in for Host.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#host-header-preservation
import { portColon } from "./request-facts.ts";

export function targetHost(host: string, listenerPort: number, isDefaultPort: boolean): string {
  const colon = portColon(host);
  if (isDefaultPort) return colon === -1 ? host : host.slice(0, colon);
  return colon === -1 ? `${host}:${listenerPort}` : host;
}
