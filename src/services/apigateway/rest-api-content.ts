// What a deployment freezes, and what a test invocation runs: a REST API as it is configured at that moment.
import type { RestApi } from "@aws-sdk/client-api-gateway";
import type { RestApiContent } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { resourcesOf } from "./find-resource.ts";

/** Everything of the API that a deployment would freeze now. */
export async function readRestApiContent(
  { records }: Pick<OperationContext, "records">,
  restApi: RestApi,
): Promise<RestApiContent> {
  const prefix = `${restApi.id}/`;
  const [resources, models, validators, responses, authorizers] = await Promise.all([
    resourcesOf({ records }, restApi.id ?? ""),
    records.list("rest-model", prefix),
    records.list("rest-request-validator", prefix),
    records.list("rest-gateway-response", prefix),
    records.list("rest-authorizer", prefix),
  ]);
  return {
    restApi,
    resources,
    models: models.map(({ body }) => body.model),
    requestValidators: validators.map(({ body }) => body.requestValidator),
    gatewayResponses: responses.map(({ body }) => body.gatewayResponse),
    authorizers: authorizers.map(({ body }) => body.authorizer),
  };
}
