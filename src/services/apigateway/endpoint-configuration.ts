// Where a REST API is reached from: edge-optimized, regional or private, over IPv4 alone or IPv6 too.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
import type {
  EndpointConfiguration,
  EndpointType,
  IpAddressType,
} from "@aws-sdk/client-api-gateway";
import { badRequest } from "./rest-errors.ts";

/** In the orders of AWS's validation messages. */
export const ENDPOINT_TYPES: readonly EndpointType[] = ["PRIVATE", "EDGE", "REGIONAL"];
export const IP_ADDRESS_TYPES: readonly IpAddressType[] = ["ipv4", "dualstack"];

/** The configuration as it is kept, with what follows from what is given; throws for what AWS refuses. */
export function endpointConfiguration(
  given: EndpointConfiguration | undefined,
): EndpointConfiguration {
  const types = given?.types ?? ["EDGE"];
  if (types.length > 1) throw badRequest("Cannot create an api with multiple Endpoint Types.");
  const [type] = types;
  if (type === undefined) {
    throw badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
  }
  const ipAddressType = given?.ipAddressType ?? (type === "PRIVATE" ? "dualstack" : "ipv4");
  const configuration: EndpointConfiguration = { types: [type], ipAddressType };
  if (given?.vpcEndpointIds !== undefined) configuration.vpcEndpointIds = [...given.vpcEndpointIds];
  checkEndpointConfiguration(configuration);
  return configuration;
}

/** Throws when the members of a configuration do not go together. */
export function checkEndpointConfiguration(configuration: EndpointConfiguration): void {
  const isPrivate = configuration.types?.[0] === "PRIVATE";
  if (isPrivate && configuration.ipAddressType !== "dualstack") {
    throw badRequest("Only dualstack ipAddressType is supported for Private APIs.");
  }
  if (!isPrivate && (configuration.vpcEndpointIds?.length ?? 0) > 0) {
    throw badRequest("VPCEndpoints can only be specified with PRIVATE apis.");
  }
}
