// The health check of a target group: AWS's defaults by protocol and the limits on each setting.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
import {
  InvalidConfigurationRequestException,
  type Matcher,
  type ProtocolEnum,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { PROTOCOLS } from "./listener-protocol.ts";
import { serviceError } from "./service-error.ts";
import { isApplicationProtocol } from "./target-group-attributes.ts";

const INTERVAL_SECONDS = { min: 5, max: 300 };
const TIMEOUT_SECONDS = { min: 2, max: 120 };
const THRESHOLD = { min: 2, max: 10 };
const PATH_LENGTH = { min: 1, max: 1024 };
const DEFAULT_INTERVAL_SECONDS = 30;
const DEFAULT_HEALTHY_THRESHOLD = 5;
const DEFAULT_UNHEALTHY_THRESHOLD = 2;

/** What of a target group decides its health check. */
export interface CheckedGroup {
  readonly protocol: string;
  readonly targetType: string;
}

/** The members of a request that are about the health check. */
export interface HealthCheckRequest {
  readonly HealthCheckProtocol?: ProtocolEnum | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: Matcher | undefined;
}

/** The same members of a target group. */
export type HealthCheck = Pick<
  TargetGroup,
  | "HealthCheckProtocol"
  | "HealthCheckPort"
  | "HealthCheckEnabled"
  | "HealthCheckPath"
  | "HealthCheckIntervalSeconds"
  | "HealthCheckTimeoutSeconds"
  | "HealthyThresholdCount"
  | "UnhealthyThresholdCount"
  | "Matcher"
>;

/** The health check that a request asks for, on top of `present` when the group is there already. */
export function checkedHealthCheck(
  group: CheckedGroup,
  request: HealthCheckRequest,
  present: HealthCheck = {},
): HealthCheck {
  checkMembers(request);
  const protocol = checkedProtocol(
    group,
    request.HealthCheckProtocol ?? present.HealthCheckProtocol,
  );
  const isHttp = protocol !== "TCP";
  if (!isHttp) refuseHttpMembers(group, request);
  const interval =
    request.HealthCheckIntervalSeconds ??
    present.HealthCheckIntervalSeconds ??
    DEFAULT_INTERVAL_SECONDS;
  const timeout =
    request.HealthCheckTimeoutSeconds ??
    present.HealthCheckTimeoutSeconds ??
    defaultTimeoutSeconds(group, protocol);
  checkTimeout(group, timeout, interval);
  checkEnabled(group, request.HealthCheckEnabled);
  return {
    HealthCheckProtocol: protocol,
    HealthCheckPort: request.HealthCheckPort ?? present.HealthCheckPort ?? "traffic-port",
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: interval,
    HealthCheckTimeoutSeconds: timeout,
    HealthyThresholdCount:
      request.HealthyThresholdCount ?? present.HealthyThresholdCount ?? DEFAULT_HEALTHY_THRESHOLD,
    UnhealthyThresholdCount:
      request.UnhealthyThresholdCount ??
      present.UnhealthyThresholdCount ??
      DEFAULT_UNHEALTHY_THRESHOLD,
    ...(isHttp && {
      HealthCheckPath: request.HealthCheckPath ?? present.HealthCheckPath ?? "/",
      Matcher: checkedMatcher(group, request.Matcher ?? present.Matcher),
    }),
  };
}

function checkMembers(request: HealthCheckRequest): void {
  new Constraints()
    .enumeration("healthCheckProtocol", request.HealthCheckProtocol, PROTOCOLS)
    .length("healthCheckPath", request.HealthCheckPath, PATH_LENGTH)
    .range("healthCheckIntervalSeconds", request.HealthCheckIntervalSeconds, INTERVAL_SECONDS)
    .range("healthCheckTimeoutSeconds", request.HealthCheckTimeoutSeconds, TIMEOUT_SECONDS)
    .range("healthyThresholdCount", request.HealthyThresholdCount, THRESHOLD)
    .range("unhealthyThresholdCount", request.UnhealthyThresholdCount, THRESHOLD)
    .throwIfViolated();
  const { HealthCheckPath: path, HealthCheckPort: port } = request;
  if (path !== undefined && !/^\/[\x21-\x7e]*$/.test(path)) {
    throw validationError(`Health check path '${path}' must begin with '/' and be a valid path`);
  }
  if (port === undefined || port === "traffic-port") return;
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw validationError(
      `Health check port '${port}' must be 'traffic-port' or in the range 1-65535`,
    );
  }
}

function checkedProtocol(group: CheckedGroup, requested: ProtocolEnum | undefined): ProtocolEnum {
  const allowed: ProtocolEnum[] =
    isApplicationProtocol(group.protocol) || group.targetType === "alb"
      ? ["HTTP", "HTTPS"]
      : ["HTTP", "HTTPS", "TCP"];
  const byDefault = allowed.includes("TCP") ? "TCP" : "HTTP";
  const protocol = requested ?? byDefault;
  if (!allowed.includes(protocol)) {
    throw validationError(
      `Health check protocol '${protocol}' must be one of '${allowed.join(", ")}'`,
    );
  }
  return protocol;
}

function refuseHttpMembers(group: CheckedGroup, request: HealthCheckRequest): void {
  if (request.Matcher !== undefined) {
    throw serviceError(
      InvalidConfigurationRequestException,
      `Custom health check matchers are not supported for health checks for target groups with the ${group.protocol} protocol`,
    );
  }
  if (request.HealthCheckPath !== undefined) {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Health check paths are not supported for health checks with the TCP protocol",
    );
  }
}

/** Application load balancers: 5 s. Network load balancers: 6 s for HTTP, 10 s for TCP and HTTPS. */
function defaultTimeoutSeconds(group: CheckedGroup, protocol: ProtocolEnum): number {
  if (isApplicationProtocol(group.protocol)) return 5;
  return protocol === "HTTP" ? 6 : 10;
}

/** [I] Network load balancers take a timeout as long as the interval, which TCP checks had by default for years. */
function checkTimeout(group: CheckedGroup, timeout: number, interval: number): void {
  const tooLong = isApplicationProtocol(group.protocol) ? timeout >= interval : timeout > interval;
  if (tooLong) {
    throw validationError(
      `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
    );
  }
}

function checkEnabled(group: CheckedGroup, enabled: boolean | undefined): void {
  if (enabled !== false) return;
  throw validationError(
    `Health check enabled must be true for target groups with target type '${group.targetType}'`,
  );
}

function checkedMatcher(group: CheckedGroup, requested: Matcher | undefined): Matcher {
  if (requested?.GrpcCode !== undefined) {
    throw validationError("A gRPC code can be specified for the protocol version GRPC only");
  }
  const isApplication = isApplicationProtocol(group.protocol);
  const codes = requested?.HttpCode ?? (isApplication ? "200" : "200-399");
  const max = isApplication ? 499 : 599;
  for (const part of codes.split(",")) {
    const match = /^(\d{3})(?:-(\d{3}))?$/.exec(part);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match === null || from < 200 || to > max || from > to) {
      throw validationError(
        `Health check matcher HTTP code '${codes}' must be within '200-${max}' inclusive`,
      );
    }
  }
  return { HttpCode: codes };
}
