// Stage: the CORS fields of the API's settings. With settings, the backend's own are dropped when the head is written.
import { FIELD_ORIGIN } from "../../wire/http1/fields.ts";
import { CONTINUE, type ChainStage } from "./chain-stage.ts";

export const addCorsFields: ChainStage = (request) => {
  const cors = request.stage?.cors ?? null;
  if (cors !== null) {
    request.corsFields = cors.simpleFields(request.exchange.request.get(FIELD_ORIGIN));
  }
  return CONTINUE;
};
