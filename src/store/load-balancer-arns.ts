// How the ARNs of load balancers, listeners and rules hang together: each begins with its parent's parts, so that
// children are found by prefix
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html).

/** "app/NAME/ID" or "net/NAME/ID" out of a load balancer's ARN. */
export function loadBalancerIdOf(loadBalancerArn: string): string {
  const start = loadBalancerArn.indexOf(":loadbalancer/");
  return start < 0 ? "" : loadBalancerArn.slice(start + ":loadbalancer/".length);
}

/** What the ARNs of a load balancer's listeners begin with. */
export function listenerPrefixOf(loadBalancerArn: string): string {
  return `${loadBalancerArn.replace(":loadbalancer/", ":listener/")}/`;
}

/** What the ARNs of a listener's rules begin with. */
export function rulePrefixOf(listenerArn: string): string {
  return `${listenerArn.replace(":listener/", ":listener-rule/")}/`;
}

/** "targetgroup/NAME/ID" out of a target group's ARN. */
export function targetGroupIdOf(targetGroupArn: string): string {
  return targetGroupArn.slice(targetGroupArn.lastIndexOf(":") + 1);
}
