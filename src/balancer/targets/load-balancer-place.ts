// How a target of type alb is found: the balancer's own listeners are the only ones that know where they are bound,
// and target groups do not know listeners.

/** Where a listener of a load balancer in this process is bound. */
export interface LoadBalancerPlace {
  readonly address: string;
  readonly port: number;
}

/** Finds a load balancer's listener by its port; null when there is none. */
export type LoadBalancerResolver = (
  loadBalancerArn: string,
  port: number,
) => LoadBalancerPlace | null;
