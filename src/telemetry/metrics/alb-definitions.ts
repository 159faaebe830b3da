// AWS/ApplicationELB: every metric that Application Load Balancers publish here. Those of Lambda targets,
// authentication, gRPC, stickiness, anomaly mitigation and the target optimizer belong to features that Postern has not.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
import { metricsOf } from "./define-metric.ts";
import type { DimensionSet, MetricDefinition } from "./metric-definition.ts";

export const ALB_NAMESPACE = "AWS/ApplicationELB";
const metric = metricsOf(ALB_NAMESPACE);

const LB: readonly DimensionSet[] = [["LoadBalancer"]];
const ZONE: readonly DimensionSet[] = [["AvailabilityZone", "LoadBalancer"]];
const BALANCER: readonly DimensionSet[] = [...LB, ...ZONE];
const GROUP: readonly DimensionSet[] = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
];
const TARGET: readonly DimensionSet[] = [...BALANCER, ...GROUP];
const GROUP_ALONE: readonly DimensionSet[] = [["TargetGroup"], ["AvailabilityZone", "TargetGroup"]];

const RESPONSES = "postern_alb_elb_responses_total";
const RESPONSES_HELP = "Answers made by the load balancer itself";
const ERRORS = "postern_alb_elb_errors_total";
const ERRORS_HELP = "Server errors made by the load balancer itself, by status";
const TARGET_RESPONSES = "postern_alb_target_responses_total";
const TARGET_RESPONSES_HELP = "Answers of targets";
const INVALID_FIELDS = "postern_alb_invalid_header_requests_total";
const INVALID_FIELDS_HELP = "Requests with header fields whose names are not valid";

/** Of a load balancer. */
export const ALB_BALANCER = {
  requestCount: metric("RequestCount", BALANCER, { zeros: "always" }),
  activeConnections: metric("ActiveConnectionCount", BALANCER, {
    prometheus: ["postern_alb_active_connections", "Connections of clients that are open"],
    type: "gauge",
  }),
  newConnections: metric("NewConnectionCount", BALANCER, {
    prometheus: ["postern_alb_new_connections_total", "Connections made by clients and to targets"],
  }),
  rejectedConnections: metric("RejectedConnectionCount", BALANCER, {
    prometheus: [
      "postern_alb_rejected_connections_total",
      "Connections not taken because there were too many",
    ],
  }),
  clientTlsErrors: metric("ClientTLSNegotiationErrorCount", BALANCER, {
    prometheus: [
      "postern_alb_client_tls_negotiation_errors_total",
      "TLS handshakes with clients that failed",
    ],
  }),
  desync: metric("DesyncMitigationMode_NonCompliant_Request_Count", BALANCER, {
    prometheus: [
      "postern_alb_desync_noncompliant_requests_total",
      "Requests that do not comply with RFC 9112, blocked or not",
    ],
  }),
  fixedResponses: metric("HTTP_Fixed_Response_Count", BALANCER, {
    prometheus: ["postern_alb_fixed_responses_total", "Fixed-response actions"],
  }),
  redirects: metric("HTTP_Redirect_Count", BALANCER, {
    prometheus: ["postern_alb_redirects_total", "Redirect actions"],
  }),
  redirectsTooLong: metric("HTTP_Redirect_Url_Limit_Exceeded_Count", BALANCER, {
    prometheus: [
      "postern_alb_redirect_url_limit_exceeded_total",
      "Redirect actions whose Location would have been too long",
    ],
  }),
  elb3xx: metric("HTTPCode_ELB_3XX_Count", BALANCER, {
    prometheus: [RESPONSES, RESPONSES_HELP, { code: "3xx" }],
  }),
  elb4xx: metric("HTTPCode_ELB_4XX_Count", BALANCER, {
    prometheus: [RESPONSES, RESPONSES_HELP, { code: "4xx" }],
  }),
  elb5xx: metric("HTTPCode_ELB_5XX_Count", BALANCER, {
    prometheus: [RESPONSES, RESPONSES_HELP, { code: "5xx" }],
  }),
  elb500: metric("HTTPCode_ELB_500_Count", BALANCER, {
    prometheus: [ERRORS, ERRORS_HELP, { status: "500" }],
  }),
  elb502: metric("HTTPCode_ELB_502_Count", BALANCER, {
    prometheus: [ERRORS, ERRORS_HELP, { status: "502" }],
  }),
  elb503: metric("HTTPCode_ELB_503_Count", BALANCER, {
    prometheus: [ERRORS, ERRORS_HELP, { status: "503" }],
  }),
  elb504: metric("HTTPCode_ELB_504_Count", BALANCER, {
    prometheus: [ERRORS, ERRORS_HELP, { status: "504" }],
  }),
  processedBytes: metric("ProcessedBytes", BALANCER, {
    unit: "Bytes",
    prometheus: ["postern_alb_processed_bytes_total", "Bytes received from and sent to clients"],
  }),
  ipv6Requests: metric("IPv6RequestCount", BALANCER, {
    prometheus: ["postern_alb_ipv6_requests_total", "Requests that came over IPv6"],
  }),
  ipv6ProcessedBytes: metric("IPv6ProcessedBytes", BALANCER, {
    unit: "Bytes",
    prometheus: ["postern_alb_ipv6_processed_bytes_total", "Bytes of clients over IPv6"],
  }),
  ruleEvaluations: metric("RuleEvaluations", LB, {
    prometheus: [
      "postern_alb_rule_evaluations_total",
      "Rules evaluated, default rules not counted",
    ],
  }),
  invalidDropped: metric("DroppedInvalidHeaderRequestCount", ZONE, {
    prometheus: [INVALID_FIELDS, INVALID_FIELDS_HELP, { fields: "dropped" }],
  }),
  invalidForwarded: metric("ForwardedInvalidHeaderRequestCount", ZONE, {
    prometheus: [INVALID_FIELDS, INVALID_FIELDS_HELP, { fields: "forwarded" }],
  }),
  consumedUnits: metric("ConsumedLCUs", LB, {
    zeros: "always",
    prometheus: ["postern_alb_consumed_lcus", "Capacity units of the last minute"],
    type: "gauge",
  }),
} as const satisfies Record<string, MetricDefinition>;

/** Of a target group at a load balancer. */
export const ALB_GROUP = {
  requestCount: metric("RequestCount", GROUP, {
    zeros: "always",
    prometheus: ["postern_alb_requests_total", "Requests that a target was chosen for"],
  }),
  requestsPerTarget: metric("RequestCountPerTarget", [...GROUP_ALONE, ...GROUP], {
    zeros: "always",
  }),
  target2xx: metric("HTTPCode_Target_2XX_Count", TARGET, {
    prometheus: [TARGET_RESPONSES, TARGET_RESPONSES_HELP, { code: "2xx" }],
  }),
  target3xx: metric("HTTPCode_Target_3XX_Count", TARGET, {
    prometheus: [TARGET_RESPONSES, TARGET_RESPONSES_HELP, { code: "3xx" }],
  }),
  target4xx: metric("HTTPCode_Target_4XX_Count", TARGET, {
    prometheus: [TARGET_RESPONSES, TARGET_RESPONSES_HELP, { code: "4xx" }],
  }),
  target5xx: metric("HTTPCode_Target_5XX_Count", TARGET, {
    prometheus: [TARGET_RESPONSES, TARGET_RESPONSES_HELP, { code: "5xx" }],
  }),
  responseTime: metric("TargetResponseTime", TARGET, {
    unit: "Seconds",
    prometheus: [
      "postern_alb_target_response_seconds",
      "From the request's leaving to the head of the target's answer",
    ],
    type: "histogram",
    zeros: "sent",
  }),
  connectionErrors: metric("TargetConnectionErrorCount", TARGET, {
    prometheus: [
      "postern_alb_target_connection_errors_total",
      "Connections to targets that could not be made",
    ],
  }),
  tlsErrors: metric("TargetTLSNegotiationErrorCount", TARGET, {
    prometheus: [
      "postern_alb_target_tls_negotiation_errors_total",
      "TLS handshakes with targets that failed",
    ],
  }),
  unhealthyRouting: metric("UnhealthyRoutingRequestCount", GROUP, {
    prometheus: [
      "postern_alb_unhealthy_routing_requests_total",
      "Requests routed to all targets because too few were healthy",
    ],
  }),
  healthyHosts: metric("HealthyHostCount", GROUP, {
    zeros: "sent",
    prometheus: ["postern_alb_healthy_targets", "Targets that are healthy"],
    type: "gauge",
  }),
  unhealthyHosts: metric("UnHealthyHostCount", GROUP, {
    zeros: "sent",
    prometheus: ["postern_alb_unhealthy_targets", "Targets that are unhealthy"],
    type: "gauge",
  }),
  healthyDns: metric("HealthyStateDNS", GROUP, { zeros: "sent" }),
  unhealthyDns: metric("UnhealthyStateDNS", GROUP, { zeros: "sent" }),
  healthyRouting: metric("HealthyStateRouting", GROUP, { zeros: "sent" }),
  unhealthyRoutingState: metric("UnhealthyStateRouting", GROUP, { zeros: "sent" }),
} as const satisfies Record<string, MetricDefinition>;
