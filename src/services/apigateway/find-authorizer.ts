// An authorizer of a REST API by its id, or the answer when there is none.
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The authorizer; throws NotFoundException when the API or the authorizer is not there. */
export async function findAuthorizer(
  context: OperationContext,
  restApiId: string,
  authorizerId: string,
): Promise<Authorizer> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-authorizer", `${restApiId}/${authorizerId}`);
  // [I] wording, by that of the API's other parts
  if (body === undefined) throw notFound("Invalid Authorizer identifier specified");
  return body.authorizer;
}
