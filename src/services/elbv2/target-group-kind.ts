// What kind of target group is asked for: protocol, target type, port and the rest that decides what else it may
// have. What AWS has and Postern does not have yet is refused by name.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
import {
  InvalidConfigurationRequestException,
  UnsupportedProtocolException,
  type ProtocolEnum,
  type TargetTypeEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { PROTOCOLS, refuseProtocolNotThereYet } from "./listener-protocol.ts";
import type { Input } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";
import { isApplicationProtocol } from "./target-group-attributes.ts";

const PORT_BOUNDS = { min: 1, max: 65_535 };
const TARGET_TYPES = ["instance", "ip", "lambda", "alb"] as const;
const PROTOCOL_VERSIONS: readonly string[] = ["HTTP1", "HTTP2", "GRPC"];

export interface CheckedTargetGroupKind {
  readonly protocol: ProtocolEnum;
  readonly targetType: TargetTypeEnum;
  readonly port: number;
}

/** The kind of the target group, or why there can be none such. */
export function checkedTargetGroupKind(input: Input<"CreateTargetGroup">): CheckedTargetGroupKind {
  new Constraints()
    .enumeration("protocol", input.Protocol, PROTOCOLS)
    .enumeration("targetType", input.TargetType, TARGET_TYPES)
    .enumeration("ipAddressType", input.IpAddressType, ["ipv4", "ipv6"])
    .range("port", input.Port, PORT_BOUNDS)
    .throwIfViolated();
  const { TargetType: targetType = "instance" } = input;
  if (targetType === "lambda") {
    throw serviceError(
      UnsupportedProtocolException,
      "Postern does not support target groups with the target type 'lambda' yet",
    );
  }
  if (input.Protocol === undefined) throw validationError("A protocol must be specified");
  if (input.Port === undefined) throw validationError("A port must be specified");
  refuseProtocolNotThereYet("target groups", input.Protocol);
  if (targetType === "alb" && input.Protocol !== "TCP") {
    throw serviceError(
      InvalidConfigurationRequestException,
      `The protocol of target groups with target type 'alb' must be 'TCP', not '${input.Protocol}'`,
    );
  }
  checkProtocolVersion(input);
  refuseNotThereYet(input);
  return { protocol: input.Protocol, targetType, port: input.Port };
}

function checkProtocolVersion({
  Protocol,
  ProtocolVersion: version,
}: Input<"CreateTargetGroup">): void {
  if (version === undefined) return;
  if (!PROTOCOL_VERSIONS.includes(version)) {
    throw validationError(
      `Protocol version '${version}' must be one of '${PROTOCOL_VERSIONS.join(", ")}'`,
    );
  }
  if (!isApplicationProtocol(Protocol ?? "")) {
    throw validationError(
      `Protocol version cannot be specified for target groups with the ${Protocol ?? ""} protocol`,
    );
  }
  if (version === "HTTP1") return;
  throw serviceError(
    UnsupportedProtocolException,
    `Postern does not support target groups with the protocol version '${version}' yet`,
  );
}

function refuseNotThereYet(input: Input<"CreateTargetGroup">): void {
  if (input.IpAddressType === "ipv6") {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Postern does not support target groups with the IP address type 'ipv6' yet",
    );
  }
  if (input.TargetControlPort !== undefined) {
    throw serviceError(
      InvalidConfigurationRequestException,
      "Postern does not support target control ports yet",
    );
  }
}
