// ImportDocumentationParts: the documentation parts of an OpenAPI document, laid over those of an API or put in their
// place; nothing else of the document is taken.
// https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html
import { Constraints } from "../../protocol/constraints.ts";
import { ImportReport } from "../openapi/import-report.ts";
import { readDocument } from "../openapi/openapi-document.ts";
import { readDocumentation } from "../openapi/read-documentation.ts";
import type { OperationContext } from "../operation-context.ts";
import { applyDocumentation } from "./apply-imported-documentation.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function importDocumentationParts(
  input: Input<"ImportDocumentationParts">,
  context: OperationContext,
): Promise<Output<"ImportDocumentationParts">> {
  new Constraints().enumeration("mode", input.mode, ["merge", "overwrite"]).throwIfViolated();
  const { restApiId } = input;
  const restApi = await findRestApi(context, restApiId);
  const document = await readDocument(input.body as Uint8Array);
  if (document === undefined) throw badRequest("Unable to build importer with provided input.");
  if (input.mode === "overwrite") {
    for (const { id } of await context.records.list("rest-documentation-part", `${restApiId}/`)) {
      context.records.delete("rest-documentation-part", id);
    }
  }
  const report = new ImportReport();
  const { documentationParts } = readDocumentation(document);
  const ids = await applyDocumentation({ context, restApi, restApiId, report }, documentationParts);
  const refusal = report.refusal(input.failOnWarnings === true);
  if (refusal !== undefined) throw badRequest(refusal);
  return report.warnings.length > 0 ? { ids, warnings: report.warnings } : { ids };
}
