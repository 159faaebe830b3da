// What the gateway needs to know of load balancers, which it reaches but never imports: where a listener stands
// in this process. The directory of listeners is handed in by whoever builds both.
import type { StreamAcceptor } from "../wire/byte-stream.ts";
import type { ListenerSnapshot } from "../store/snapshots.ts";

/** A listener that is bound. */
export interface ListenerEndpoint {
  readonly listenerArn: string;
  readonly snapshot: ListenerSnapshot;
  /** Where it is bound on this machine. */
  readonly address: string;
  readonly port: number;
  /** Takes in-memory connections: a plain HTTP listener of an ALB in this process. Else null. */
  readonly acceptor: StreamAcceptor | null;
}

/** The listeners of this process. */
export interface ListenerLookup {
  find(listenerArn: string): ListenerEndpoint | undefined;
  /** By a load balancer's DNS name and the listener's own port (not the one it is bound to here). */
  findByDnsName(name: string, port: number): ListenerEndpoint | undefined;
  /** By a load balancer's ARN and the listener's own port. */
  findByLoadBalancer(loadBalancerArn: string, port: number): ListenerEndpoint | undefined;
}
