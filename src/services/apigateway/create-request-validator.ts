// CreateRequestValidator: what of a request is checked before it is passed on.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html
import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function createRequestValidator(
  input: Input<"CreateRequestValidator">,
  context: OperationContext,
): Promise<Output<"CreateRequestValidator">> {
  // Unlike every other operation, this one answers 400 for an API that is not there.
  if ((await context.records.get("rest-api", input.restApiId)) === undefined) {
    throw badRequest("Invalid REST API identifier specified");
  }
  const requestValidator: RequestValidator = {
    id: alphanumericId(6),
    validateRequestBody: input.validateRequestBody ?? false,
    validateRequestParameters: input.validateRequestParameters ?? false,
  };
  if (input.name !== undefined) requestValidator.name = input.name;
  const id = `${input.restApiId}/${requestValidator.id}`;
  context.records.put("rest-request-validator", id, { requestValidator });
  return requestValidator;
}
