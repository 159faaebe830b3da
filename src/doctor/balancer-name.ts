// The DNS name that AWS gives a load balancer, which people take for a name to verify.
import type { LoadBalancerItem } from "./inventory.ts";

const AWS_NAME = /\.elb(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/i;

/** True for this load balancer's own name, and for any of the form that AWS gives. */
export function isBalancerName(name: string, { loadBalancer }: LoadBalancerItem): boolean {
  return name.toLowerCase() === loadBalancer.DNSName?.toLowerCase() || AWS_NAME.test(name);
}
