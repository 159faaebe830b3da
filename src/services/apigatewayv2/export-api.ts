// ExportApi: an HTTP API as an OpenAPI document: as a stage has it deployed, or without a stage as it is now.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-exports-specification.html
import type { HttpApiContent } from "../../store/records.ts";
import { serializeDocument } from "../openapi/serialize-document.ts";
import { writeHttpApi } from "../openapi/write-http-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, notFound } from "./api-errors.ts";
import { integrationsOf, routesOf } from "./api-parts.ts";
import { findApi } from "./find-api.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";

export async function exportApi(
  input: Input<"ExportApi">,
  context: OperationContext,
): Promise<Output<"ExportApi">> {
  const { ApiId: apiId, Specification: specification, OutputType: outputType } = input;
  await findApi(context, apiId);
  // [I] wordings
  if (specification !== "OAS30") {
    throw badRequest(`Invalid specification specified: ${specification}. Must be OAS30`);
  }
  if (outputType !== "JSON" && outputType !== "YAML") {
    throw badRequest(`Invalid output type specified: ${outputType}. Must be one of [JSON, YAML]`);
  }
  if (input.ExportVersion !== undefined && input.ExportVersion !== "1.0") {
    throw badRequest(`Invalid export version specified: ${input.ExportVersion}. Must be 1.0`);
  }
  const document = writeHttpApi(await contentOf(input, context), {
    stageName: input.StageName,
    withExtensions: input.IncludeExtensions ?? true,
  });
  const type = outputType === "JSON" ? "application/json" : "application/yaml";
  const bytes: Uint8Array = Buffer.from(await serializeDocument(document, type), "utf8");
  // The SDK's type has conversions that only its clients need.
  return { body: bytes as NonNullable<Output<"ExportApi">["body"]> };
}

async function contentOf(
  { ApiId: apiId, StageName: stageName }: Input<"ExportApi">,
  context: OperationContext,
): Promise<HttpApiContent> {
  if (stageName === undefined) {
    return {
      api: await findApi(context, apiId),
      routes: await routesOf(context, apiId),
      integrations: await integrationsOf(context, apiId),
    };
  }
  const stage = await findStage(context, apiId, stageName);
  const id = `${apiId}/${stage.DeploymentId}`;
  const deployment = await context.records.get("http-api-deployment", id);
  // [I] wording
  if (deployment === undefined) throw notFound(`Stage ${stageName} has no deployment`);
  return deployment.content;
}
