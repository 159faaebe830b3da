// UpdateRestApi. What it changes of binary media types, compression and policy is live after a deployment only.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html
import type { EndpointConfiguration, RestApi } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { checkEndpointConfiguration, IP_ADDRESS_TYPES } from "./endpoint-configuration.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { booleanValue, integerValue } from "./patch-values.ts";
import {
  checkMinimumCompressionSize,
  checkPolicy,
  shownRestApi,
  warnOfRestApiSettings,
} from "./rest-api-settings.ts";
import { badRequest } from "./rest-errors.ts";

export async function updateRestApi(
  input: Input<"UpdateRestApi">,
  context: OperationContext,
): Promise<Output<"UpdateRestApi">> {
  checkPatchOps("updateRestApiInput", input.patchOperations);
  const restApi = structuredClone(await findRestApi(context, input.restApiId));
  await applyPatchOperations(input.patchOperations, TABLE, restApi);
  checkEndpointConfiguration(restApi.endpointConfiguration ?? {});
  context.records.put("rest-api", input.restApiId, { restApi });
  warnOfRestApiSettings(context, restApi);
  return shownRestApi(restApi);
}

const TABLE: PatchTable<RestApi> = {
  refusal: "plain",
  paths: [
    { path: "/name", ops: ["replace"], apply: replaceName },
    {
      path: "/description",
      ops: ["replace"],
      apply: (api, { value }) => optional(api, "description", value),
    },
    {
      path: "/version",
      ops: ["replace"],
      apply: (api, { value }) => optional(api, "version", value),
    },
    { path: "/policy", ops: ["replace"], apply: replacePolicy },
    { path: "/apiKeySource", ops: ["replace"], apply: replaceApiKeySource },
    {
      path: "/disableExecuteApiEndpoint",
      ops: ["replace"],
      apply: (api, patch) => {
        api.disableExecuteApiEndpoint = booleanValue(patch);
      },
    },
    { path: "/minimumCompressionSize", ops: ["replace"], apply: replaceCompressionSize },
    {
      path: "/binaryMediaTypes/{mediaType}",
      ops: ["add", "remove", "replace"],
      apply: patchMediaType,
    },
    { path: "/endpointConfiguration/types/{type}", ops: ["replace"], apply: replaceEndpointType },
    { path: "/endpointConfiguration/ipAddressType", ops: ["replace"], apply: replaceIpAddressType },
    {
      path: "/endpointConfiguration/vpcEndpointIds",
      ops: ["add", "remove"],
      apply: patchVpcEndpoint,
    },
    { path: "/securityPolicy", ops: ["replace"], apply: replaceSecurityPolicy },
    { path: "/endpointAccessMode", ops: ["replace"], apply: replaceAccessMode },
  ],
};

/** An empty value takes the member away. */
function optional(
  restApi: RestApi,
  name: "description" | "version",
  value: string | undefined,
): void {
  if (value === undefined || value === "") delete restApi[name];
  else restApi[name] = value;
}

function replaceName(restApi: RestApi, { value = "" }: Patch): void {
  // [I]
  if (value.trim() === "") throw badRequest("Name cannot be empty");
  restApi.name = value;
}

function replacePolicy(restApi: RestApi, { value }: Patch): void {
  if (value === undefined || value === "") {
    delete restApi.policy;
    return;
  }
  checkPolicy(value);
  restApi.policy = value;
}

function replaceApiKeySource(restApi: RestApi, { value }: Patch): void {
  if (value !== "HEADER" && value !== "AUTHORIZER") {
    // [I]
    throw badRequest("Invalid API Key source specified. Valid options are HEADER,AUTHORIZER");
  }
  restApi.apiKeySource = value;
}

/** Without a value, compression is switched off. */
function replaceCompressionSize(restApi: RestApi, patch: Patch): void {
  if (patch.value === undefined || patch.value === "") {
    delete restApi.minimumCompressionSize;
    return;
  }
  const sizeBytes = integerValue(patch);
  checkMinimumCompressionSize(sizeBytes);
  restApi.minimumCompressionSize = sizeBytes;
}

function patchMediaType(restApi: RestApi, patch: Patch): void {
  const [mediaType = ""] = patch.names;
  const types = new Set(restApi.binaryMediaTypes);
  if (patch.op !== "add" && !types.delete(mediaType)) {
    // [I]
    throw badRequest(`Invalid patch path ${patch.path}`);
  }
  if (patch.op === "add") types.add(mediaType);
  if (patch.op === "replace") types.add(patch.value ?? "");
  if (types.size === 0) delete restApi.binaryMediaTypes;
  else restApi.binaryMediaTypes = [...types];
}

function endpointOf(restApi: RestApi): EndpointConfiguration {
  restApi.endpointConfiguration ??= {};
  return restApi.endpointConfiguration;
}

/** The path names the type that is replaced, or its place: there is one at a time. */
function replaceEndpointType(restApi: RestApi, { value }: Patch): void {
  if (value !== "REGIONAL" && value !== "EDGE" && value !== "PRIVATE") {
    throw badRequest("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
  }
  const endpoint = endpointOf(restApi);
  endpoint.types = [value];
  if (value === "PRIVATE") endpoint.ipAddressType = "dualstack";
}

function replaceIpAddressType(restApi: RestApi, { value }: Patch): void {
  const ipAddressType = IP_ADDRESS_TYPES.find((known) => known === value);
  if (ipAddressType === undefined) {
    throw badRequest("ipAddressType must be either ipv4 or dualstack.");
  }
  endpointOf(restApi).ipAddressType = ipAddressType;
}

function patchVpcEndpoint(restApi: RestApi, { op, value = "" }: Patch): void {
  const endpoint = endpointOf(restApi);
  const ids = new Set(endpoint.vpcEndpointIds);
  if (op === "add") ids.add(value);
  else ids.delete(value);
  if (ids.size === 0) delete endpoint.vpcEndpointIds;
  else endpoint.vpcEndpointIds = [...ids];
}

function replaceSecurityPolicy(restApi: RestApi, { value = "" }: Patch): void {
  restApi.securityPolicy = value as NonNullable<RestApi["securityPolicy"]>;
}

function replaceAccessMode(restApi: RestApi, { value }: Patch): void {
  if (value !== "BASIC" && value !== "STRICT") {
    // [I]
    throw badRequest("Invalid endpoint access mode specified. Valid options are BASIC,STRICT");
  }
  restApi.endpointAccessMode = value;
}
