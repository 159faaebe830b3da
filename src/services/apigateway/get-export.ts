// GetExport: the API as a stage has it deployed, as an OpenAPI document.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
import type { Stage } from "@aws-sdk/client-api-gateway";
import { EXPORT_TYPES, serializeDocument } from "../openapi/serialize-document.ts";
import { writeRestApi, type ExportOptions } from "../openapi/write-rest-api.ts";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest, notFound } from "./rest-errors.ts";

const VERSIONS: Readonly<Record<string, 2 | 3>> = { oas30: 3, swagger: 2 };

export async function getExport(
  input: Input<"GetExport">,
  context: OperationContext,
): Promise<Output<"GetExport">> {
  const { restApiId, stageName, exportType, accepts = "application/json" } = input;
  await findRestApi(context, restApiId);
  const version = Object.hasOwn(VERSIONS, exportType) ? VERSIONS[exportType] : undefined;
  // [I] wordings
  if (version === undefined) throw badRequest(`Invalid export type specified: ${exportType}`);
  const type = EXPORT_TYPES.find((known) => known === accepts);
  if (type === undefined) throw badRequest(`Invalid content type specified: ${accepts}`);
  const body = await context.records.get("rest-stage", `${restApiId}/${stageName}`);
  if (body === undefined) throw notFound("Invalid stage identifier specified");
  const { stage } = body;
  const deployment = await context.records.get(
    "rest-deployment",
    `${restApiId}/${stage.deploymentId}`,
  );
  if (deployment === undefined) throw notFound("Invalid Deployment identifier specified");
  const options = await exportOptions(input, context, { version, stage });
  const document = writeRestApi(deployment.content, options);
  const fileName = `${exportType}-${restApiId}-${stageName}.${type.slice("application/".length)}`;
  const bytes: Uint8Array = Buffer.from(await serializeDocument(document, type), "utf8");
  return {
    contentType: type,
    contentDisposition: `attachment; filename="${fileName}"`,
    // The SDK's type has conversions that only its clients need.
    body: bytes as NonNullable<Output<"GetExport">["body"]>,
  };
}

/** `extensions` is a list of integrations, authorizers, apigateway, documentation and postman. */
async function exportOptions(
  input: Input<"GetExport">,
  context: OperationContext,
  { version, stage }: { version: 2 | 3; stage: Stage },
): Promise<ExportOptions> {
  const { restApiId, stageName, parameters = {} } = input;
  const extensions = new Set(
    (parameters["extensions"] ?? "").split(",").map((name) => name.trim()),
  );
  const all = extensions.has("apigateway");
  if (extensions.has("postman")) {
    context.logger.warn("The postman extension of an export has no effect", { restApiId });
  }
  const suffix = context.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const documented = extensions.has("documentation") ? stage.documentationVersion : undefined;
  const documentation =
    documented === undefined
      ? undefined
      : await context.records.get("rest-documentation-version", `${restApiId}/${documented}`);
  return {
    version,
    stageName,
    host: `${restApiId}.execute-api.${context.region}.${suffix}`,
    withIntegrations: all || extensions.has("integrations"),
    withAuthorizers: all || extensions.has("authorizers"),
    withExtensions: all,
    documentation:
      documented === undefined || documentation === undefined
        ? undefined
        : { version: documented, parts: documentation.parts },
  };
}
