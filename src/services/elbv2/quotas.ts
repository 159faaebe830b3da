// The default quotas of an account and region, enforced where the number says what stands behind it, and reported
// by DescribeAccountLimits.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html

export const APPLICATION_LOAD_BALANCERS_MAX = 50;
export const NETWORK_LOAD_BALANCERS_MAX = 50;
export const LISTENERS_PER_LOAD_BALANCER_MAX = 50;
/** Beside the default certificate. */
export const CERTIFICATES_PER_LISTENER_MAX = 25;
/** Default rules are not counted. */
export const RULES_PER_LOAD_BALANCER_MAX = 100;
export const CONDITION_VALUES_PER_RULE_MAX = 5;
export const CONDITION_WILDCARDS_PER_RULE_MAX = 6;
export const TARGET_GROUPS_PER_ACTION_MAX = 5;
export const TARGET_GROUPS_PER_LOAD_BALANCER_MAX = 100;
export const TARGET_GROUPS_MAX = 3000;
export const TARGETS_PER_TARGET_GROUP_MAX = 1000;
export const TARGETS_PER_APPLICATION_LOAD_BALANCER_MAX = 1000;
export const TARGETS_PER_NETWORK_LOAD_BALANCER_MAX = 3000;
export const TAGS_PER_RESOURCE_MAX = 50;
export const SECURITY_GROUPS_PER_LOAD_BALANCER_MAX = 5;

/** Limits by the names that DescribeAccountLimits knows. */
export const ACCOUNT_LIMITS: readonly (readonly [name: string, max: number])[] = [
  ["target-groups", TARGET_GROUPS_MAX],
  ["targets-per-application-load-balancer", TARGETS_PER_APPLICATION_LOAD_BALANCER_MAX],
  ["listeners-per-application-load-balancer", LISTENERS_PER_LOAD_BALANCER_MAX],
  ["rules-per-application-load-balancer", RULES_PER_LOAD_BALANCER_MAX],
  ["network-load-balancers", NETWORK_LOAD_BALANCERS_MAX],
  ["targets-per-network-load-balancer", TARGETS_PER_NETWORK_LOAD_BALANCER_MAX],
  ["targets-per-availability-zone-per-network-load-balancer", 500],
  ["listeners-per-network-load-balancer", LISTENERS_PER_LOAD_BALANCER_MAX],
  ["condition-values-per-alb-rule", CONDITION_VALUES_PER_RULE_MAX],
  ["condition-wildcards-per-alb-rule", CONDITION_WILDCARDS_PER_RULE_MAX],
  ["target-groups-per-application-load-balancer", TARGET_GROUPS_PER_LOAD_BALANCER_MAX],
  ["target-groups-per-action-on-application-load-balancer", TARGET_GROUPS_PER_ACTION_MAX],
  ["target-groups-per-action-on-network-load-balancer", TARGET_GROUPS_PER_ACTION_MAX],
  ["certificates-per-application-load-balancer", CERTIFICATES_PER_LISTENER_MAX],
  ["certificates-per-network-load-balancer", CERTIFICATES_PER_LISTENER_MAX],
  ["targets-per-target-group", TARGETS_PER_TARGET_GROUP_MAX],
  ["target-id-registrations-per-application-load-balancer", 1000],
  ["network-load-balancer-enis-per-vpc", 1200],
  ["application-load-balancers", APPLICATION_LOAD_BALANCERS_MAX],
  ["gateway-load-balancers", 100],
  ["gateway-load-balancers-per-vpc", 10],
  ["geneve-target-groups", 100],
  ["targets-per-availability-zone-per-gateway-load-balancer", 300],
];
