// AWS/NetworkELB: every metric that Network Load Balancers publish here. Packets are the kernel's and cannot be counted,
// so ProcessedPackets and PeakPacketsPerSecond are not among them; UDP and zonal shift are not there to be counted.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
import { metricsOf } from "./define-metric.ts";
import type { MetricTraits } from "./define-metric.ts";
import type { DimensionSet, MetricDefinition } from "./metric-definition.ts";

export const NLB_NAMESPACE = "AWS/NetworkELB";
const metric = metricsOf(NLB_NAMESPACE);

const LB: readonly DimensionSet[] = [["LoadBalancer"]];
const BALANCER: readonly DimensionSet[] = [...LB, ["AvailabilityZone", "LoadBalancer"]];
const GROUP: readonly DimensionSet[] = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
];

const RESETS = "postern_nlb_resets_total";
const RESETS_HELP = "Flows that were reset, by who did it";

function byProtocol(
  [name, help]: readonly [string, string],
  protocol: "tcp" | "tls",
): NonNullable<MetricTraits["prometheus"]> {
  return [name, help, { protocol }];
}

const ACTIVE_FLOWS = ["postern_nlb_active_flows", "Flows under way"] as const;
const NEW_FLOWS = ["postern_nlb_new_flows_total", "Flows that began"] as const;
const BYTES = ["postern_nlb_processed_bytes_total", "Bytes passed on, both ways"] as const;
const UNITS = ["postern_nlb_consumed_lcus", "Capacity units of the last minute"] as const;

/** Of a load balancer. */
export const NLB_BALANCER = {
  activeFlows: metric("ActiveFlowCount", BALANCER, { zeros: "always" }),
  activeFlowsTcp: metric("ActiveFlowCount_TCP", BALANCER, {
    prometheus: byProtocol(ACTIVE_FLOWS, "tcp"),
    type: "gauge",
  }),
  activeFlowsTls: metric("ActiveFlowCount_TLS", BALANCER, {
    prometheus: byProtocol(ACTIVE_FLOWS, "tls"),
    type: "gauge",
  }),
  newFlows: metric("NewFlowCount", BALANCER, { zeros: "always" }),
  newFlowsTcp: metric("NewFlowCount_TCP", BALANCER, { prometheus: byProtocol(NEW_FLOWS, "tcp") }),
  newFlowsTls: metric("NewFlowCount_TLS", BALANCER, { prometheus: byProtocol(NEW_FLOWS, "tls") }),
  processedBytes: metric("ProcessedBytes", BALANCER, { unit: "Bytes", zeros: "always" }),
  processedBytesTcp: metric("ProcessedBytes_TCP", BALANCER, {
    unit: "Bytes",
    prometheus: byProtocol(BYTES, "tcp"),
  }),
  processedBytesTls: metric("ProcessedBytes_TLS", BALANCER, {
    unit: "Bytes",
    prometheus: byProtocol(BYTES, "tls"),
  }),
  peakBytes: metric("PeakBytesPerSecond", BALANCER, { unit: "Bytes/Second", zeros: "always" }),
  portErrors: metric("PortAllocationErrorCount", BALANCER, {
    zeros: "always",
    prometheus: [
      "postern_nlb_port_allocation_errors_total",
      "Connections to targets that found no free port",
    ],
  }),
  rejectedFlows: metric("RejectedFlowCount", BALANCER, {
    zeros: "always",
    prometheus: ["postern_nlb_rejected_flows_total", "Flows that the load balancer did not take"],
  }),
  rejectedFlowsTcp: metric("RejectedFlowCount_TCP", BALANCER),
  blockedInbound: metric("SecurityGroupBlockedFlowCount_Inbound_TCP", BALANCER, {
    prometheus: [
      "postern_nlb_security_group_blocked_flows_total",
      "Flows that a security group of the load balancer blocked",
    ],
  }),
  clientResets: metric("TCP_Client_Reset_Count", BALANCER, {
    zeros: "always",
    prometheus: [RESETS, RESETS_HELP, { by: "client" }],
  }),
  elbResets: metric("TCP_ELB_Reset_Count", BALANCER, {
    zeros: "always",
    prometheus: [RESETS, RESETS_HELP, { by: "load-balancer" }],
  }),
  targetResets: metric("TCP_Target_Reset_Count", BALANCER, {
    zeros: "always",
    prometheus: [RESETS, RESETS_HELP, { by: "target" }],
  }),
  clientTlsErrors: metric("ClientTLSNegotiationErrorCount", LB, {
    prometheus: [
      "postern_nlb_client_tls_negotiation_errors_total",
      "TLS handshakes with clients that failed",
    ],
  }),
  targetTlsErrors: metric("TargetTLSNegotiationErrorCount", LB, {
    prometheus: [
      "postern_nlb_target_tls_negotiation_errors_total",
      "TLS handshakes with targets that failed",
    ],
  }),
  zonalHealth: metric("ZonalHealthStatus", BALANCER, { zeros: "sent" }),
  consumedUnits: metric("ConsumedLCUs", LB, { zeros: "always" }),
  consumedUnitsTcp: metric("ConsumedLCUs_TCP", LB, {
    prometheus: byProtocol(UNITS, "tcp"),
    type: "gauge",
  }),
  consumedUnitsTls: metric("ConsumedLCUs_TLS", LB, {
    prometheus: byProtocol(UNITS, "tls"),
    type: "gauge",
  }),
} as const satisfies Record<string, MetricDefinition>;

/** Of a target group at a load balancer. */
export const NLB_GROUP = {
  healthyHosts: metric("HealthyHostCount", GROUP, {
    zeros: "sent",
    prometheus: ["postern_nlb_healthy_targets", "Targets that are healthy"],
    type: "gauge",
  }),
  unhealthyHosts: metric("UnHealthyHostCount", GROUP, {
    zeros: "sent",
    prometheus: ["postern_nlb_unhealthy_targets", "Targets that are unhealthy"],
    type: "gauge",
  }),
  unhealthyRouting: metric("UnhealthyRoutingFlowCount", GROUP, {
    prometheus: [
      "postern_nlb_unhealthy_routing_flows_total",
      "Flows routed to all targets because none was healthy",
    ],
  }),
} as const satisfies Record<string, MetricDefinition>;
