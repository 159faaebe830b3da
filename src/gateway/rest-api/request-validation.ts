// Stage: request validation: parameters that are required must be there and not blank, and the body must conform
// to the model of its content type.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
import { failure } from "../../base/failure.ts";
import { FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";
import type { RequiredParameters } from "./live-method.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";

export const validateRequest: ChainStage = (request) => {
  const { live } = request;
  if (live === null || (live.required === null && live.validators === null)) return CONTINUE;
  if (live.required !== null) {
    const missing = missingParameters(request, live.required);
    if (missing.length > 0) {
      const message = `Missing required request parameters: [${missing.join(", ")}]`;
      request.refuse(REFUSALS.badParameters, failure("malformed-request", message), message);
      return FAILED;
    }
  }
  return validateBody(request);
};

function validateBody(request: RestApiRequest): 0 | 3 {
  const validators = request.live?.validators ?? null;
  if (validators === null) return CONTINUE;
  const type = mediaTypeOf(request.exchange.request.get(FIELD_CONTENT_TYPE));
  const problem = validators.get(type)?.validate(request.requestBody()) ?? null;
  if (problem === null) return CONTINUE;
  request.validationErrorString = problem;
  request.refuse(REFUSALS.badBody, failure("malformed-body", `${type}: ${problem}`));
  return FAILED;
}

/** Names of what is not there, headers first, then path and query. */
function missingParameters(request: RestApiRequest, required: RequiredParameters): string[] {
  const isBlank = (value: string | undefined) => value === undefined || value.trim() === "";
  const last = (values: readonly string[] | undefined) => values?.at(-1);
  const { headers, paths, queries } = required;
  return [
    ...headers.filter((name) => isBlank(last(request.requestHeaders().get(name)))),
    ...paths.filter((name) => isBlank(request.pathParameters().get(name))),
    ...queries.filter((name) => isBlank(last(request.queryParameters().get(name)))),
  ];
}
