// The attributes of target groups, by what kind of load balancer they serve.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  boolean,
  integer,
  integerOrOff,
  oneOf,
  text,
  type AttributeDefinition,
  type AttributeRule,
} from "./attribute-definition.ts";
import { serviceError } from "./service-error.ts";

const COUNT_MAX = 1000;
const STICKINESS_SECONDS_MAX = 604_800;
const COOKIE_NAME_LENGTH_MAX = 256;

/** What of a target group decides its attributes. */
export interface TargetGroupKind {
  readonly protocol: string;
  readonly targetType: string;
}

function honoured(key: string, rule: AttributeRule, defaultValue: string): AttributeDefinition {
  return { key, rule, defaultValue, hasEffect: true };
}

function kept(key: string, rule: AttributeRule, defaultValue: string): AttributeDefinition {
  return { key, rule, defaultValue, hasEffect: false };
}

const crossZone = oneOf("true", "false", "use_load_balancer_configuration");

const COMMON: readonly AttributeDefinition[] = [
  honoured("deregistration_delay.timeout_seconds", integer(0, 3600), "300"),
  kept("load_balancing.cross_zone.enabled", crossZone, "use_load_balancer_configuration"),
  kept("stickiness.enabled", boolean, "false"),
  kept(
    "target_group_health.dns_failover.minimum_healthy_targets.count",
    integerOrOff(1, COUNT_MAX),
    "1",
  ),
  kept(
    "target_group_health.dns_failover.minimum_healthy_targets.percentage",
    integerOrOff(1, 100),
    "off",
  ),
  honoured(
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
    integer(1, COUNT_MAX),
    "1",
  ),
  honoured(
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
    integerOrOff(1, 100),
    "off",
  ),
];

const APPLICATION: readonly AttributeDefinition[] = [
  honoured(
    "load_balancing.algorithm.type",
    oneOf("round_robin", "least_outstanding_requests", "weighted_random"),
    "round_robin",
  ),
  kept("load_balancing.algorithm.anomaly_mitigation", oneOf("on", "off"), "off"),
  kept("slow_start.duration_seconds", slowStart, "0"),
  kept("stickiness.type", oneOf("lb_cookie", "app_cookie"), "lb_cookie"),
  kept("stickiness.lb_cookie.duration_seconds", integer(1, STICKINESS_SECONDS_MAX), "86400"),
  kept("stickiness.app_cookie.cookie_name", text(COOKIE_NAME_LENGTH_MAX), ""),
  kept("stickiness.app_cookie.duration_seconds", integer(1, STICKINESS_SECONDS_MAX), "86400"),
];

const NETWORK: readonly AttributeDefinition[] = [
  honoured("deregistration_delay.connection_termination.enabled", boolean, "false"),
  honoured("proxy_protocol_v2.enabled", boolean, "false"),
  kept("stickiness.type", oneOf("source_ip"), "source_ip"),
  honoured("target_health_state.unhealthy.connection_termination.enabled", boolean, "true"),
  kept("target_health_state.unhealthy.draining_interval_seconds", integer(0, 360_000), "0"),
];

/** Known to AWS, of target groups that Postern does not have yet. */
const OF_OTHER_KINDS: readonly string[] = [
  "lambda.multi_value_headers.enabled",
  "stickiness.type",
  "target_failover.on_deregistration",
  "target_failover.on_unhealthy",
  "waf.http2.traffic_inspection_behavior",
];

function slowStart(value: string): string | undefined {
  return value === "0" || integer(30, 900)(value) === undefined
    ? undefined
    : "must be 0 or between 30 and 900 inclusive";
}

/** Targets of HTTP and HTTPS groups are an application load balancer's. */
export function isApplicationProtocol(protocol: string): boolean {
  return protocol === "HTTP" || protocol === "HTTPS";
}

/** The attributes that such a target group has. */
export function targetGroupAttributeDefinitions(
  kind: TargetGroupKind,
): readonly AttributeDefinition[] {
  if (isApplicationProtocol(kind.protocol)) return [...COMMON, ...APPLICATION];
  const preserved = kind.targetType === "ip" ? "false" : "true";
  return [...COMMON, ...NETWORK, kept("preserve_client_ip.enabled", boolean, preserved)];
}

/** Whether any kind of target group has an attribute of that name. */
export function isTargetGroupAttribute(key: string): boolean {
  return (
    OF_OTHER_KINDS.includes(key) ||
    [...COMMON, ...APPLICATION, ...NETWORK].some((definition) => definition.key === key) ||
    key === "preserve_client_ip.enabled"
  );
}

/** Refuses attributes that each may be so but not together. */
export function checkTargetGroupAttributes(
  kind: TargetGroupKind,
  attributes: Readonly<Record<string, string>>,
): void {
  const refuse = (message: string) => serviceError(InvalidConfigurationRequestException, message);
  const algorithm = attributes["load_balancing.algorithm.type"];
  const sticky = attributes["stickiness.enabled"] === "true";
  if (sticky && kind.protocol === "TLS") {
    throw refuse("You cannot enable stickiness on target groups with the TLS protocol");
  }
  if (
    sticky &&
    attributes["stickiness.type"] === "app_cookie" &&
    attributes["stickiness.app_cookie.cookie_name"] === ""
  ) {
    throw refuse(
      "You must set an application cookie name to enable stickiness of type 'app_cookie'",
    );
  }
  if (/^AWSALB(APP|TG)?/.test(attributes["stickiness.app_cookie.cookie_name"] ?? "")) {
    throw refuse(
      "The application cookie name cannot begin with any of 'AWSALB', 'AWSALBAPP', 'AWSALBTG'",
    );
  }
  const slow = attributes["slow_start.duration_seconds"] ?? "0";
  if (slow !== "0" && algorithm !== "round_robin") {
    throw refuse(`Slow start is not supported with the '${algorithm ?? ""}' routing algorithm`);
  }
  if (sticky && algorithm === "weighted_random") {
    throw refuse("Stickiness is not supported with the 'weighted_random' routing algorithm");
  }
  if (
    attributes["load_balancing.algorithm.anomaly_mitigation"] === "on" &&
    algorithm !== "weighted_random"
  ) {
    throw refuse("Anomaly mitigation requires the 'weighted_random' routing algorithm");
  }
  checkHealthThresholds(attributes, refuse);
}

/** The DNS failover threshold must not be below the routing threshold: routing fails open first. */
function checkHealthThresholds(
  attributes: Readonly<Record<string, string>>,
  refuse: (message: string) => Error,
): void {
  for (const unit of ["count", "percentage"]) {
    const failover = attributes[`target_group_health.dns_failover.minimum_healthy_targets.${unit}`];
    const routing =
      attributes[`target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}`];
    if (failover === undefined || routing === undefined) continue;
    if (failover === "off" || routing === "off") continue;
    if (Number(failover) < Number(routing)) {
      throw refuse(
        `The DNS failover minimum healthy target ${unit} must be greater than or equal to the unhealthy state routing minimum healthy target ${unit}`,
      );
    }
  }
}
