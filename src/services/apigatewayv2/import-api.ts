// ImportApi: a new HTTP API out of an OpenAPI 3 document.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import { ImportReport } from "../openapi/import-report.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { createApi } from "./create-api.ts";
import { applyRoutes, importAnswer, readImport } from "./import-document.ts";
import type { Input, Output } from "./operation-types.ts";

export async function importApi(
  input: Input<"ImportApi">,
  context: OperationContext,
): Promise<Output<"ImportApi">> {
  const report = new ImportReport();
  const imported = await readImport(input, report);
  const { description, version, cors, disableExecuteApiEndpoint } = imported;
  const api = await createApi(
    {
      Name: imported.name,
      ProtocolType: "HTTP",
      Tags: imported.tags,
      ...(description !== undefined && { Description: description }),
      ...(version !== undefined && version !== "" && { Version: version }),
      ...(cors !== undefined && {
        CorsConfiguration: cors as Input<"CreateApi">["CorsConfiguration"],
      }),
      ...(disableExecuteApiEndpoint !== undefined && {
        DisableExecuteApiEndpoint: disableExecuteApiEndpoint,
      }),
    } as Input<"CreateApi">,
    context,
  );
  await applyRoutes(context, api.ApiId ?? "", imported.routes, report);
  const refusal = report.refusal(input.FailOnWarnings === true);
  if (refusal !== undefined) throw badRequest(refusal);
  return { ...api, ...importAnswer(imported, report) };
}
