// ReimportApi: puts an OpenAPI 3 document in the place of an HTTP API's routes, integrations and settings. The API
// keeps its id, its stages and its deployments; stages with automatic deployment follow at once.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
import type { Api } from "@aws-sdk/client-apigatewayv2";
import { ImportReport } from "../openapi/import-report.ts";
import type { ImportedHttpApi } from "../openapi/read-http-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { applyApiSettings, type ApiSettings } from "./api-settings.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findApi } from "./find-api.ts";
import { applyRoutes, importAnswer, readImport } from "./import-document.ts";
import type { Input, Output } from "./operation-types.ts";
import { addTags } from "./resource-tags.ts";

export async function reimportApi(
  input: Input<"ReimportApi">,
  context: OperationContext,
): Promise<Output<"ReimportApi">> {
  const { ApiId: apiId } = input;
  const before = await findApi(context, apiId);
  const report = new ImportReport();
  const imported = await readImport(input, report);
  const api = settingsOf(context, before, imported);
  for (const kind of ["http-api-route", "http-api-integration"] as const) {
    for (const { id } of await context.records.list(kind, `${apiId}/`)) {
      context.records.delete(kind, id);
    }
  }
  context.records.put("http-api", apiId, { api });
  await applyRoutes(context, apiId, imported.routes, report);
  const refusal = report.refusal(input.FailOnWarnings === true);
  if (refusal !== undefined) throw badRequest(refusal);
  await autoDeploy(context, apiId);
  return { ...api, ...importAnswer(imported, report) };
}

/** The API with the document's settings; what the document is silent of goes back to its default [I]. */
function settingsOf(context: OperationContext, before: Api, imported: ImportedHttpApi): Api {
  const {
    CorsConfiguration: _cors,
    Description: _description,
    Version: _version,
    ...bare
  } = before;
  const { description, version, cors } = imported;
  const settings: ApiSettings = {
    Name: imported.name,
    DisableExecuteApiEndpoint: imported.disableExecuteApiEndpoint ?? false,
    ...(description !== undefined && { Description: description }),
    ...(version !== undefined && version !== "" && { Version: version }),
    ...(cors !== undefined && { CorsConfiguration: cors }),
  };
  const api = applyApiSettings(context, bare, settings);
  return { ...api, Tags: addTags(before.Tags, imported.tags) };
}
