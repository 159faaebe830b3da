// CreateRestApi: a new API with its root resource and its two default models, or a copy of another API.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html
import type { Resource, RestApi } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import { newId } from "../apigatewayv2/new-id.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";
import type { OperationContext } from "../operation-context.ts";
import { cloneRestApi } from "./clone-rest-api.ts";
import { createDefaultModels } from "./default-models.ts";
import {
  ENDPOINT_TYPES,
  endpointConfiguration,
  IP_ADDRESS_TYPES,
} from "./endpoint-configuration.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  checkMinimumCompressionSize,
  checkPolicy,
  shownRestApi,
  warnOfRestApiSettings,
} from "./rest-api-settings.ts";
import { badRequest } from "./rest-errors.ts";
import { checkQuota, REST_APIS_PER_REGION_MAX } from "./rest-quotas.ts";
import { newTags } from "./rest-tags.ts";

export async function createRestApi(
  input: Input<"CreateRestApi">,
  context: OperationContext,
): Promise<Output<"CreateRestApi">> {
  checkShape(input);
  const source =
    input.cloneFrom === undefined ? undefined : await findRestApi(context, input.cloneFrom);
  // [I]
  if (input.name.trim() === "") throw badRequest("Name cannot be empty");
  if (input.description === "") throw badRequest("Description cannot be an empty string");
  checkMinimumCompressionSize(input.minimumCompressionSize);
  checkPolicy(input.policy);
  const existing = await context.records.list("rest-api");
  checkQuota(existing.length, REST_APIS_PER_REGION_MAX, "APIs", "region");
  const restApi = await newRestApi(input, context);
  if (source === undefined) {
    const id = restApi.rootResourceId ?? "";
    const resource: Resource = { id, path: "/" };
    context.records.put("rest-resource", `${restApi.id}/${id}`, { resource });
    createDefaultModels(context.records, restApi.id ?? "");
  } else {
    await cloneRestApi(context, source, restApi);
  }
  context.records.put("rest-api", restApi.id ?? "", { restApi });
  warnOfRestApiSettings(context, restApi);
  return shownRestApi(restApi);
}

function checkShape(input: Input<"CreateRestApi">): void {
  const path = "createRestApiInput";
  new Constraints()
    .enumeration(`${path}.apiKeySource`, input.apiKeySource, ["HEADER", "AUTHORIZER"])
    .enumerationList(
      `${path}.endpointConfiguration.types`,
      input.endpointConfiguration?.types,
      ENDPOINT_TYPES,
    )
    .enumeration(
      `${path}.endpointConfiguration.ipAddressType`,
      input.endpointConfiguration?.ipAddressType,
      IP_ADDRESS_TYPES,
    )
    .enumeration(`${path}.endpointAccessMode`, input.endpointAccessMode, ["BASIC", "STRICT"])
    .throwIfViolated();
}

async function newRestApi(
  input: Input<"CreateRestApi">,
  context: OperationContext,
): Promise<RestApi> {
  const endpoint = endpointConfiguration(input.endpointConfiguration);
  const id = await newApiId(context);
  const restApi: RestApi = {
    id,
    name: input.name,
    createdDate: wholeSecond(context.clock),
    apiKeySource: input.apiKeySource ?? "HEADER",
    endpointConfiguration: endpoint,
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    rootResourceId: await newId(context, "rest-resource", `${id}/`, 10),
  };
  if (input.description !== undefined) restApi.description = input.description;
  if (input.version !== undefined) restApi.version = input.version;
  if (input.binaryMediaTypes !== undefined) restApi.binaryMediaTypes = input.binaryMediaTypes;
  if (input.minimumCompressionSize !== undefined) {
    restApi.minimumCompressionSize = input.minimumCompressionSize;
  }
  if (input.policy !== undefined) restApi.policy = input.policy;
  if (input.securityPolicy !== undefined) restApi.securityPolicy = input.securityPolicy;
  if (input.endpointAccessMode !== undefined) restApi.endpointAccessMode = input.endpointAccessMode;
  const tags = newTags(input.tags);
  if (tags !== undefined) restApi.tags = tags;
  return restApi;
}

/** HTTP and REST APIs share the names under which they are invoked. */
async function newApiId(context: OperationContext): Promise<string> {
  for (;;) {
    const id = await newId(context, "rest-api", "", 10);
    if ((await context.records.get("http-api", id)) === undefined) return id;
  }
}
