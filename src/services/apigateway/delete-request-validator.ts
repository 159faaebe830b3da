// DeleteRequestValidator: deletes a validator that no method uses.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html
import type { OperationContext } from "../operation-context.ts";
import { findRequestValidator } from "./find-request-validator.ts";
import { methodsOf } from "./methods-of.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";

export async function deleteRequestValidator(
  input: Input<"DeleteRequestValidator">,
  context: OperationContext,
): Promise<Output<"DeleteRequestValidator">> {
  const { restApiId, requestValidatorId } = input;
  const validator = await findRequestValidator(context, restApiId, requestValidatorId);
  const methods = await methodsOf(context, restApiId);
  const user = methods.find(({ method }) => method.requestValidatorId === requestValidatorId);
  if (user !== undefined) {
    // Clients know how it begins; the rest is by that of models [I].
    throw conflict(
      `Cannot delete Request Validator '${validator.name ?? requestValidatorId}', is referenced in method: ${user.name}`,
    );
  }
  context.records.delete("rest-request-validator", `${restApiId}/${requestValidatorId}`);
  return {};
}
