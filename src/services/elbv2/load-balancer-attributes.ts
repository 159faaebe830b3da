// The attributes of application and network load balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
import {
  boolean,
  integer,
  oneOf,
  text,
  type AttributeDefinition,
  type AttributeRule,
} from "./attribute-definition.ts";

const BUCKET_LENGTH_MAX = 63;
const PREFIX_LENGTH_MAX = 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?:[a-z\d][a-z\d.-]{1,61}[a-z\d])?$/;
/** What the load balancer adds to the prefix begins so; AWS refuses a prefix that has it too. */
const PREFIX = /^(?!.*AWSLogs)[^\p{Cc}]*$/u;

function honoured(key: string, rule: AttributeRule, defaultValue: string): AttributeDefinition {
  return { key, rule, defaultValue, hasEffect: true };
}

function kept(key: string, rule: AttributeRule, defaultValue: string): AttributeDefinition {
  return { key, rule, defaultValue, hasEffect: false };
}

function logDelivery(log: string, delivers: typeof honoured): AttributeDefinition[] {
  return [
    delivers(`${log}.s3.enabled`, boolean, "false"),
    delivers(`${log}.s3.bucket`, text(BUCKET_LENGTH_MAX, BUCKET), ""),
    delivers(`${log}.s3.prefix`, text(PREFIX_LENGTH_MAX, PREFIX), ""),
  ];
}

function common(scheme: string): AttributeDefinition[] {
  return [
    ...logDelivery("access_logs", honoured),
    honoured("deletion_protection.enabled", boolean, "false"),
    kept("ipv6.deny_all_igw_traffic", boolean, scheme === "internal" ? "true" : "false"),
    kept("zonal_shift.config.enabled", boolean, "false"),
  ];
}

const APPLICATION: readonly AttributeDefinition[] = [
  // Always on for application load balancers; target groups may switch it off.
  kept("load_balancing.cross_zone.enabled", oneOf("true"), "true"),
  ...logDelivery("connection_logs", honoured),
  ...logDelivery("health_check_logs", kept),
  honoured("idle_timeout.timeout_seconds", integer(1, 4000), "60"),
  honoured("client_keep_alive.seconds", integer(60, 604_800), "3600"),
  honoured(
    "routing.http.desync_mitigation_mode",
    oneOf("monitor", "defensive", "strictest"),
    "defensive",
  ),
  honoured("routing.http.drop_invalid_header_fields.enabled", boolean, "false"),
  honoured("routing.http.preserve_host_header.enabled", boolean, "false"),
  honoured("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", boolean, "false"),
  honoured("routing.http.xff_client_port.enabled", boolean, "false"),
  honoured(
    "routing.http.xff_header_processing.mode",
    oneOf("append", "preserve", "remove"),
    "append",
  ),
  kept("routing.http2.enabled", boolean, "true"),
  kept("waf.fail_open.enabled", boolean, "false"),
];

const NETWORK: readonly AttributeDefinition[] = [
  kept("load_balancing.cross_zone.enabled", boolean, "false"),
  kept(
    "dns_record.client_routing_policy",
    oneOf(
      "any_availability_zone",
      "partial_availability_zone_affinity",
      "availability_zone_affinity",
    ),
    "any_availability_zone",
  ),
  kept("secondary_ips.auto_assigned.per_subnet", integer(0, 7), "0"),
];

/** The attributes that a load balancer of that type has; `scheme` decides one of the defaults. */
export function loadBalancerAttributeDefinitions(
  type: string,
  scheme: string,
): readonly AttributeDefinition[] {
  return [...common(scheme), ...(type === "network" ? NETWORK : APPLICATION)];
}
