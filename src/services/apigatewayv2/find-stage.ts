// A stage of an API by its name, or the answer when there is none.
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { notFound } from "./api-errors.ts";
import { findApi } from "./find-api.ts";

/** The stage; throws NotFoundException when the API or the stage is not there. */
export async function findStage(
  context: OperationContext,
  apiId: string,
  stageName: string,
): Promise<Stage> {
  await findApi(context, apiId);
  const body = await context.records.get("http-api-stage", `${apiId}/${stageName}`);
  if (body === undefined) throw notFound("Invalid stage identifier specified");
  return body.stage;
}
