// A request validator of a REST API by its id, or the answer when there is none.
import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The validator; throws NotFoundException when the API or the validator is not there. */
export async function findRequestValidator(
  context: OperationContext,
  restApiId: string,
  requestValidatorId: string,
): Promise<RequestValidator> {
  await findRestApi(context, restApiId);
  const id = `${restApiId}/${requestValidatorId}`;
  const body = await context.records.get("rest-request-validator", id);
  if (body === undefined) throw notFound("Invalid Request Validator identifier specified");
  return body.requestValidator;
}
