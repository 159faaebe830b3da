// DeleteAuthorizer: deletes an authorizer that no method uses.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html
import type { OperationContext } from "../operation-context.ts";
import { findAuthorizer } from "./find-authorizer.ts";
import { methodsOf } from "./methods-of.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";

export async function deleteAuthorizer(
  input: Input<"DeleteAuthorizer">,
  context: OperationContext,
): Promise<Output<"DeleteAuthorizer">> {
  const { restApiId, authorizerId } = input;
  const authorizer = await findAuthorizer(context, restApiId, authorizerId);
  const methods = await methodsOf(context, restApiId);
  const user = methods.find(({ method }) => method.authorizerId === authorizerId);
  if (user !== undefined) {
    // Seen in clients' reports; the method comes first there, unlike with models.
    throw conflict(
      `Cannot delete authorizer '${authorizer.name}', is referenced in method: ${user.method.httpMethod}/${user.path}`,
    );
  }
  context.records.delete("rest-authorizer", `${restApiId}/${authorizerId}`);
  return {};
}
