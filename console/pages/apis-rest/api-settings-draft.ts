// The settings of a whole API as the form has them, and the patches that bring them about.
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch
import type { PatchOperation, RestApi } from "@aws-sdk/client-api-gateway";
import { memberPatches, segment } from "./patches.ts";

export interface ApiSettingsDraft {
  readonly name: string;
  readonly description: string;
  readonly keySource: string;
  readonly endpointType: string;
  readonly ipAddressType: string;
  readonly vpcEndpointIds: readonly string[];
  readonly binaryMediaTypes: readonly string[];
  /** "": answers are not compressed. */
  readonly compression: string;
  readonly isEndpointDisabled: boolean;
  /** "" while the API has the default. */
  readonly securityPolicy: string;
  readonly accessMode: string;
}

export function draftOfApi(api: RestApi): ApiSettingsDraft {
  const endpoint = api.endpointConfiguration ?? {};
  return {
    name: api.name ?? "",
    description: api.description ?? "",
    keySource: api.apiKeySource ?? "HEADER",
    endpointType: endpoint.types?.[0] ?? "EDGE",
    ipAddressType: endpoint.ipAddressType ?? "ipv4",
    vpcEndpointIds: endpoint.vpcEndpointIds ?? [],
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    compression: String(api.minimumCompressionSize ?? ""),
    isEndpointDisabled: api.disableExecuteApiEndpoint ?? false,
    securityPolicy: api.securityPolicy ?? "",
    accessMode: api.endpointAccessMode ?? "",
  };
}

export function settingsPatches(api: RestApi, after: ApiSettingsDraft): PatchOperation[] {
  const before = draftOfApi(api);
  const isPrivate = after.endpointType === "PRIVATE";
  return [
    ...memberPatches("/name", before.name, after.name),
    ...memberPatches("/description", before.description, after.description),
    ...memberPatches("/apiKeySource", before.keySource, after.keySource),
    ...memberPatches(
      `/endpointConfiguration/types/${before.endpointType}`,
      before.endpointType,
      after.endpointType,
    ),
    // Private APIs have one IP address type, which comes with the endpoint type.
    ...(isPrivate && before.endpointType !== "PRIVATE"
      ? []
      : memberPatches(
          "/endpointConfiguration/ipAddressType",
          before.ipAddressType,
          after.ipAddressType,
        )),
    ...setPatches(before.vpcEndpointIds, isPrivate ? after.vpcEndpointIds : [], (op, value) => ({
      op,
      path: "/endpointConfiguration/vpcEndpointIds",
      value,
    })),
    ...setPatches(before.binaryMediaTypes, after.binaryMediaTypes, (op, type) => ({
      op,
      path: `/binaryMediaTypes/${segment(type)}`,
    })),
    ...memberPatches("/minimumCompressionSize", before.compression, after.compression),
    ...memberPatches(
      "/disableExecuteApiEndpoint",
      before.isEndpointDisabled,
      after.isEndpointDisabled,
    ),
    ...memberPatches("/securityPolicy", before.securityPolicy, after.securityPolicy),
    ...memberPatches("/endpointAccessMode", before.accessMode, after.accessMode),
  ];
}

function setPatches(
  before: readonly string[],
  after: readonly string[],
  patch: (op: "add" | "remove", value: string) => PatchOperation,
): PatchOperation[] {
  const wished = new Set(after.map((value) => value.trim()).filter((value) => value !== ""));
  return [
    ...before.filter((value) => !wished.has(value)).map((value) => patch("remove", value)),
    ...[...wished].filter((value) => !before.includes(value)).map((value) => patch("add", value)),
  ];
}
