// A deployment of a REST API by its id, or the answer when there is none.
import type { RecordBodies } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The deployment with what it froze; throws NotFoundException when API or deployment is not there. */
export async function findDeployment(
  context: OperationContext,
  restApiId: string,
  deploymentId: string,
): Promise<RecordBodies["rest-deployment"]> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-deployment", `${restApiId}/${deploymentId}`);
  // [I]
  if (body === undefined) throw notFound("Invalid Deployment identifier specified");
  return body;
}
