// ImportRestApi: a new API out of an OpenAPI document.
// https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
import type { RestApi } from "@aws-sdk/client-api-gateway";
import { ImportReport } from "../openapi/import-report.ts";
import type { ImportedRestApi } from "../openapi/imported-rest-api.ts";
import { readDocument } from "../openapi/openapi-document.ts";
import { readRestApi } from "../openapi/read-rest-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { applyImport } from "./apply-import.ts";
import { createRestApi } from "./create-rest-api.ts";
import { readImportParameters, type ImportParameters } from "./import-parameters.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function importRestApi(
  input: Input<"ImportRestApi">,
  context: OperationContext,
): Promise<Output<"ImportRestApi">> {
  const parameters = readImportParameters(input.parameters);
  const document = await readDocument(input.body as Uint8Array);
  if (document === undefined) throw badRequest("Invalid OpenAPI input.");
  const report = new ImportReport();
  const title = readRestApi(document, { restApiId: "", report: new ImportReport(), ...parameters });
  const created: RestApi = await createRestApi(newApi(title, parameters), context);
  const restApiId = created.id ?? "";
  const read = readRestApi(document, { restApiId, report, ...parameters });
  const imported = parameters.ignoresDocumentation ? { ...read, documentationParts: [] } : read;
  await applyImport({ context, restApi: created, restApiId, report }, imported);
  const refusal = report.refusal(input.failOnWarnings === true);
  if (refusal !== undefined) throw badRequest(refusal);
  return report.warnings.length > 0 ? { ...created, warnings: report.warnings } : created;
}

function newApi(
  imported: ImportedRestApi,
  { endpointType }: ImportParameters,
): Input<"CreateRestApi"> {
  const type = endpointType ?? imported.endpointType;
  const { description, version, vpcEndpointIds, policy } = imported;
  const endpoint = {
    ...(type !== undefined && { types: [type] }),
    ...(vpcEndpointIds !== undefined && { vpcEndpointIds: [...vpcEndpointIds] }),
  };
  return {
    name: imported.name,
    ...(description !== undefined && description !== "" && { description }),
    ...(version !== undefined && version !== "" && { version }),
    ...(imported.binaryMediaTypes !== undefined && {
      binaryMediaTypes: [...imported.binaryMediaTypes],
    }),
    ...(imported.minimumCompressionSize !== undefined && {
      minimumCompressionSize: imported.minimumCompressionSize,
    }),
    ...(imported.apiKeySource !== undefined && { apiKeySource: imported.apiKeySource }),
    ...(policy !== undefined && { policy }),
    ...(Object.keys(endpoint).length > 0 && { endpointConfiguration: endpoint }),
    ...(imported.disableExecuteApiEndpoint !== undefined && {
      disableExecuteApiEndpoint: imported.disableExecuteApiEndpoint,
    }),
  };
}
