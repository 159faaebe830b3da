// PutRestApi: lays an OpenAPI document over an API (`merge`), or puts it in the API's place (`overwrite`). The API keeps
// its id, its deployments and its stages.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-update.html
import type { RestApi } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import { ImportReport } from "../openapi/import-report.ts";
import type { ImportedRestApi } from "../openapi/imported-rest-api.ts";
import { readDocument } from "../openapi/openapi-document.ts";
import { readRestApi } from "../openapi/read-rest-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { applyImport } from "./apply-import.ts";
import { createDefaultModels } from "./default-models.ts";
import { checkEndpointConfiguration, endpointConfiguration } from "./endpoint-configuration.ts";
import { findRestApi } from "./find-rest-api.ts";
import { readImportParameters } from "./import-parameters.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  checkMinimumCompressionSize,
  checkPolicy,
  shownRestApi,
  warnOfRestApiSettings,
} from "./rest-api-settings.ts";
import { badRequest } from "./rest-errors.ts";

/** What `overwrite` takes away before it imports. */
const OVERWRITTEN_KINDS = [
  "rest-resource",
  "rest-model",
  "rest-request-validator",
  "rest-gateway-response",
  "rest-authorizer",
  "rest-documentation-part",
] as const;

export async function putRestApi(
  input: Input<"PutRestApi">,
  context: OperationContext,
): Promise<Output<"PutRestApi">> {
  new Constraints().enumeration("mode", input.mode, ["merge", "overwrite"]).throwIfViolated();
  const { restApiId } = input;
  const before = await findRestApi(context, restApiId);
  const parameters = readImportParameters(input.parameters);
  const document = await readDocument(input.body as Uint8Array);
  if (document === undefined) throw badRequest("Invalid OpenAPI input.");
  const report = new ImportReport();
  const read = readRestApi(document, { restApiId, report, ...parameters });
  const withDocumentation = parameters.ignoresDocumentation
    ? { ...read, documentationParts: [] }
    : read;
  const imported = {
    ...withDocumentation,
    endpointType: parameters.endpointType ?? read.endpointType,
  };
  const overwrites = input.mode === "overwrite";
  const restApi = settingsOf(before, imported, overwrites);
  if (overwrites) await clear(context, restApi);
  context.records.put("rest-api", restApiId, { restApi });
  warnOfRestApiSettings(context, restApi);
  await applyImport({ context, restApi, restApiId, report }, imported);
  const refusal = report.refusal(input.failOnWarnings === true);
  if (refusal !== undefined) throw badRequest(refusal);
  const shown = shownRestApi(restApi);
  return report.warnings.length > 0 ? { ...shown, warnings: report.warnings } : shown;
}

/** The API's own settings afterwards. What an overwriting document is silent of goes back to its default [I]. */
function settingsOf(before: RestApi, imported: ImportedRestApi, overwrites: boolean): RestApi {
  const restApi = structuredClone(before);
  if (overwrites) {
    delete restApi.description;
    delete restApi.version;
    delete restApi.binaryMediaTypes;
    delete restApi.minimumCompressionSize;
    restApi.apiKeySource = "HEADER";
  }
  const { description, version, policy, minimumCompressionSize: sizeBytes } = imported;
  if (imported.name !== "") restApi.name = imported.name;
  if (description !== undefined && description !== "") restApi.description = description;
  if (version !== undefined && version !== "") restApi.version = version;
  if (imported.binaryMediaTypes !== undefined) {
    const types = new Set([...(restApi.binaryMediaTypes ?? []), ...imported.binaryMediaTypes]);
    restApi.binaryMediaTypes = [...types];
  }
  if (sizeBytes !== undefined) {
    checkMinimumCompressionSize(sizeBytes);
    restApi.minimumCompressionSize = sizeBytes;
  }
  if (imported.apiKeySource !== undefined) restApi.apiKeySource = imported.apiKeySource;
  if (policy !== undefined) {
    checkPolicy(policy);
    restApi.policy = policy;
  }
  if (imported.disableExecuteApiEndpoint !== undefined) {
    restApi.disableExecuteApiEndpoint = imported.disableExecuteApiEndpoint;
  }
  if (imported.endpointType !== undefined) {
    restApi.endpointConfiguration = endpointConfiguration({ types: [imported.endpointType] });
  }
  if (imported.vpcEndpointIds !== undefined) {
    restApi.endpointConfiguration = {
      ...restApi.endpointConfiguration,
      vpcEndpointIds: [...imported.vpcEndpointIds],
    };
  }
  checkEndpointConfiguration(restApi.endpointConfiguration ?? {});
  return restApi;
}

async function clear({ records }: OperationContext, restApi: RestApi): Promise<void> {
  for (const kind of OVERWRITTEN_KINDS) {
    for (const { id } of await records.list(kind, `${restApi.id}/`)) records.delete(kind, id);
  }
  const id = restApi.rootResourceId ?? "";
  records.put("rest-resource", `${restApi.id}/${id}`, { resource: { id, path: "/" } });
  createDefaultModels(records, restApi.id ?? "");
}
