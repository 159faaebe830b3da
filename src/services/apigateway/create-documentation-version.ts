// CreateDocumentationVersion: freezes the documentation parts as they are; with a stage name, for that stage.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html
import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict, notFound } from "./rest-errors.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";

export async function createDocumentationVersion(
  input: Input<"CreateDocumentationVersion">,
  context: OperationContext,
): Promise<Output<"CreateDocumentationVersion">> {
  const { restApiId, documentationVersion: version, stageName } = input;
  await findRestApi(context, restApiId);
  const id = `${restApiId}/${version}`;
  if ((await context.records.get("rest-documentation-version", id)) !== undefined) {
    // [I] wording
    throw conflict("Documentation version already exists");
  }
  const createdDate = wholeSecond(context.clock);
  const documentationVersion: DocumentationVersion = { version, createdDate };
  if (input.description !== undefined) documentationVersion.description = input.description;
  const records = await context.records.list("rest-documentation-part", `${restApiId}/`);
  const parts = records.map((record) => record.body.documentationPart);
  context.records.put("rest-documentation-version", id, { documentationVersion, parts });
  if (stageName !== undefined) {
    const body = await context.records.get("rest-stage", `${restApiId}/${stageName}`);
    // [I] wording
    if (body === undefined) throw notFound("Invalid stage identifier specified");
    context.records.put("rest-stage", `${restApiId}/${stageName}`, {
      stage: { ...body.stage, documentationVersion: version, lastUpdatedDate: createdDate },
    });
  }
  return documentationVersion;
}
