// DeleteRestApi: deletes an API with all its parts, stages included; refused while a domain name leads to it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html
import type { RecordKind } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { refuseWhileApiIsMapped } from "./base-path-references.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";

/** The kinds of records that belong to one REST API; their ids begin with its id and a slash. */
export const REST_API_PART_KINDS = [
  "rest-resource",
  "rest-deployment",
  "rest-stage",
  "rest-model",
  "rest-request-validator",
  "rest-gateway-response",
  "rest-authorizer",
  "rest-documentation-part",
  "rest-documentation-version",
] as const satisfies readonly RecordKind[];

export async function deleteRestApi(
  input: Input<"DeleteRestApi">,
  context: OperationContext,
): Promise<Output<"DeleteRestApi">> {
  await findRestApi(context, input.restApiId);
  await refuseWhileApiIsMapped(context.records, input.restApiId);
  for (const kind of REST_API_PART_KINDS) {
    for (const record of await context.records.list(kind, `${input.restApiId}/`)) {
      context.records.delete(kind, record.id);
    }
  }
  context.records.delete("rest-api", input.restApiId);
  return {};
}
