// What Elastic Load Balancing fills in where a template says nothing.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html

const APPLICATION_ATTRIBUTES: Readonly<Record<string, string>> = {
  "client_keep_alive.seconds": "3600",
  "idle_timeout.timeout_seconds": "60",
  "load_balancing.cross_zone.enabled": "true",
  "routing.http.desync_mitigation_mode": "defensive",
  "routing.http.drop_invalid_header_fields.enabled": "false",
  "routing.http.preserve_host_header.enabled": "false",
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
  "routing.http.xff_client_port.enabled": "false",
  "routing.http.xff_header_processing.mode": "append",
  "routing.http2.enabled": "true",
  "waf.fail_open.enabled": "false",
};

const NETWORK_ATTRIBUTES: Readonly<Record<string, string>> = {
  "load_balancing.cross_zone.enabled": "false",
};

/** Attributes of a load balancer of a type. */
export function balancerAttributes(type: string): Readonly<Record<string, string>> {
  return type === "application" ? APPLICATION_ATTRIBUTES : NETWORK_ATTRIBUTES;
}

/** Attributes that every target group has. */
export const TARGET_GROUP_ATTRIBUTES: Readonly<Record<string, string>> = {
  "deregistration_delay.timeout_seconds": "300",
  "stickiness.enabled": "false",
};

export const LISTENER_POLICY = "ELBSecurityPolicy-2016-08";

export interface HealthCheckDefaults {
  readonly protocol: "HTTP" | "TCP";
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly matcher: string;
}

/** How targets of a group are checked: HTTP behind an Application Load Balancer, else TCP unless asked otherwise. */
export function healthCheckDefaults(
  groupProtocol: string,
  checkProtocol: string | undefined,
): HealthCheckDefaults {
  const isLayer7 = groupProtocol === "HTTP" || groupProtocol === "HTTPS";
  const checksHttp = isLayer7 || checkProtocol === "HTTP" || checkProtocol === "HTTPS";
  return {
    protocol: isLayer7 ? "HTTP" : "TCP",
    path: checksHttp ? "/" : "",
    intervalSeconds: 30,
    timeoutSeconds: isLayer7 ? 5 : checkProtocol === "HTTP" ? 6 : 10,
    matcher: isLayer7 ? "200" : "200-399",
  };
}
