// Load balancers, listeners, rules and target groups of Terraform's AWS provider in CloudFormation's terms.
import { textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import { blocks, first, renamed } from "./terraform-attributes.ts";

const BALANCER_ATTRIBUTES: Readonly<Record<string, string>> = {
  client_keep_alive: "client_keep_alive.seconds",
  desync_mitigation_mode: "routing.http.desync_mitigation_mode",
  drop_invalid_header_fields: "routing.http.drop_invalid_header_fields.enabled",
  enable_cross_zone_load_balancing: "load_balancing.cross_zone.enabled",
  enable_http2: "routing.http2.enabled",
  enable_tls_version_and_cipher_suite_headers:
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
  enable_waf_fail_open: "waf.fail_open.enabled",
  enable_xff_client_port: "routing.http.xff_client_port.enabled",
  idle_timeout: "idle_timeout.timeout_seconds",
  preserve_host_header: "routing.http.preserve_host_header.enabled",
  xff_header_processing_mode: "routing.http.xff_header_processing.mode",
};
const NETWORK_ATTRIBUTES: ReadonlySet<string> = new Set(["enable_cross_zone_load_balancing"]);

const GROUP_ATTRIBUTES: Readonly<Record<string, string>> = {
  connection_termination: "deregistration_delay.connection_termination.enabled",
  deregistration_delay: "deregistration_delay.timeout_seconds",
  load_balancing_algorithm_type: "load_balancing.algorithm.type",
  preserve_client_ip: "preserve_client_ip.enabled",
  proxy_protocol_v2: "proxy_protocol_v2.enabled",
  slow_start: "slow_start.duration_seconds",
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb */
export function loadBalancer(values: JsonObject): JsonObject {
  const type = textOf(values["load_balancer_type"]) ?? "application";
  const isKept = (name: string): boolean => type === "application" || NETWORK_ATTRIBUTES.has(name);
  return {
    Name: values["name"] ?? undefined,
    Type: type,
    Scheme: values["internal"] === true ? "internal" : "internet-facing",
    Subnets: values["subnets"] ?? undefined,
    SubnetMappings: blocks(values["subnet_mapping"]).map((mapping) => ({
      SubnetId: mapping["subnet_id"],
    })),
    SecurityGroups: values["security_groups"] ?? undefined,
    IpAddressType: values["ip_address_type"] ?? undefined,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      values["enforce_security_group_inbound_rules_on_private_link_traffic"] ?? undefined,
    LoadBalancerAttributes: attributesOf(values, BALANCER_ATTRIBUTES).filter(({ name }) =>
      isKept(name),
    ),
  };
}

function attributesOf(
  values: JsonObject,
  names: Readonly<Record<string, string>>,
): { name: string; Key: string; Value: string }[] {
  return Object.entries(names).flatMap(([name, key]) => {
    const value = textOf(values[name]);
    return value === undefined ? [] : [{ name, Key: key, Value: value }];
  });
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener */
export function listener(values: JsonObject): JsonObject {
  const certificateArn = textOf(values["certificate_arn"]);
  const alpn = textOf(values["alpn_policy"]);
  return {
    LoadBalancerArn: values["load_balancer_arn"],
    Port: values["port"] ?? undefined,
    // The provider takes HTTP for an Application Load Balancer's listener that names no protocol.
    Protocol: values["protocol"] ?? "HTTP",
    SslPolicy: values["ssl_policy"] ?? undefined,
    AlpnPolicy: alpn === undefined ? undefined : [alpn],
    Certificates: certificateArn === undefined ? [] : [{ CertificateArn: certificateArn }],
    MutualAuthentication: first(values["mutual_authentication"], ({ mode }) => ({ Mode: mode })),
    DefaultActions: blocks(values["default_action"]).map(action),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule */
export function listenerRule(values: JsonObject): JsonObject {
  return {
    ListenerArn: values["listener_arn"],
    Priority: values["priority"] ?? undefined,
    Conditions: blocks(values["condition"]).flatMap(conditions),
    Actions: blocks(values["action"]).map(action),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_certificate */
export function listenerCertificate(values: JsonObject): JsonObject {
  return {
    ListenerArn: values["listener_arn"],
    Certificates: [{ CertificateArn: values["certificate_arn"] }],
  };
}

function action(values: JsonObject): JsonObject {
  return {
    Type: values["type"],
    Order: values["order"] ?? undefined,
    TargetGroupArn: values["target_group_arn"] ?? undefined,
    ForwardConfig: first(values["forward"], (forward) => ({
      TargetGroups: blocks(forward["target_group"]).map((group) => ({
        TargetGroupArn: group["arn"],
        Weight: group["weight"] ?? undefined,
      })),
    })),
    FixedResponseConfig: first(values["fixed_response"], (response) => renamed(response, {})),
    RedirectConfig: first(values["redirect"], (redirect) => renamed(redirect, {})),
  };
}

/** One block may hold conditions of several kinds. */
function conditions(values: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  for (const [block, Field] of [
    ["host_header", "host-header"],
    ["http_header", "http-header"],
    ["http_request_method", "http-request-method"],
    ["path_pattern", "path-pattern"],
    ["source_ip", "source-ip"],
  ] as const) {
    const [config] = blocks(values[block]);
    if (config === undefined) continue;
    const name = `${Field.replaceAll(/(?:^|-)([a-z])/g, (_whole, letter: string) => letter.toUpperCase())}Config`;
    found.push({ Field, [name]: renamed(config, { http_header_name: "HttpHeaderName" }) });
  }
  const pairs = blocks(values["query_string"]).map((pair) => renamed(pair, {}));
  if (pairs.length > 0) found.push({ Field: "query-string", QueryStringConfig: { Values: pairs } });
  return found;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group */
export function targetGroup(values: JsonObject): JsonObject {
  const check = first(values["health_check"], (block) => block) ?? {};
  return {
    Name: values["name"] ?? undefined,
    Port: values["port"] ?? undefined,
    Protocol: values["protocol"] ?? undefined,
    ProtocolVersion: values["protocol_version"] ?? undefined,
    VpcId: values["vpc_id"] ?? undefined,
    TargetType: values["target_type"] ?? undefined,
    HealthCheckEnabled: check["enabled"] ?? undefined,
    HealthCheckProtocol: check["protocol"] ?? undefined,
    HealthCheckPort: check["port"] ?? undefined,
    HealthCheckPath: check["path"] ?? undefined,
    HealthCheckIntervalSeconds: check["interval"] ?? undefined,
    HealthCheckTimeoutSeconds: check["timeout"] ?? undefined,
    // The provider's own default, which is not AWS's.
    HealthyThresholdCount: check["healthy_threshold"] ?? 3,
    UnhealthyThresholdCount: check["unhealthy_threshold"] ?? 3,
    Matcher: textOf(check["matcher"]) === undefined ? undefined : { HttpCode: check["matcher"] },
    TargetGroupAttributes: attributesOf(values, GROUP_ATTRIBUTES),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group_attachment */
export function targetGroupAttachment(values: JsonObject): JsonObject {
  return {
    TargetGroupArn: values["target_group_arn"],
    Target: {
      Id: values["target_id"],
      Port: values["port"] ?? undefined,
      AvailabilityZone: values["availability_zone"] ?? undefined,
    },
  };
}
