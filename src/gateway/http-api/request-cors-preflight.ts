// Stage: a preflight to an API with CORS settings is answered by the gateway, OPTIONS route or not.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
import { FIELD_ACCESS_CONTROL_REQUEST_METHOD, FIELD_ORIGIN } from "../../wire/http1/fields.ts";
import { CONTINUE, DONE, type ChainStage } from "./chain-stage.ts";
import type { HttpApiRequest } from "./request.ts";

/** OPTIONS with Origin and Access-Control-Request-Method (Fetch, CORS-preflight request). */
export function isPreflight(request: HttpApiRequest): boolean {
  if (request.method !== "OPTIONS") return false;
  const head = request.exchange.request;
  return head.find(FIELD_ORIGIN) !== -1 && head.find(FIELD_ACCESS_CONTROL_REQUEST_METHOD) !== -1;
}

export const answerPreflight: ChainStage = (request) => {
  const cors = request.stage?.cors ?? null;
  if (cors === null || !isPreflight(request)) return CONTINUE;
  request.answerWithoutBody(204, cors.preflightFields(request.exchange.request.get(FIELD_ORIGIN)));
  return DONE;
};
