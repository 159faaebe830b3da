// A stage of a REST API by its name, or the answer when there is none.
import type { Stage } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The stage; throws NotFoundException when API or stage is not there. */
export async function findStage(
  context: OperationContext,
  restApiId: string,
  stageName: string,
): Promise<Stage> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-stage", `${restApiId}/${stageName}`);
  // [I]
  if (body === undefined) throw notFound("Invalid stage identifier specified");
  return body.stage;
}
