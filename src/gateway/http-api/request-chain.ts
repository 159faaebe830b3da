// The life of a request to an HTTP API, as two lists: from the client to the integration, and back. Each stage is a
// file of its own; it lets the request go on, makes it wait, or ends its way by a failure, for which there is one
// exit. docs/LIFE-OF-A-REQUEST.md tells the same story.
import type { HttpApiRequest } from "./request.ts";
import { authorize } from "./request-authorize.ts";
import { answerPreflight } from "./request-cors-preflight.ts";
import { sendToIntegration } from "./request-integration.ts";
import { mapRequest } from "./request-mapping.ts";
import { selectRoute } from "./request-route.ts";
import { checkSizes } from "./request-sizes.ts";
import { selectStage } from "./request-stage.ts";
import { throttle } from "./request-throttle.ts";
import { mapResponse } from "./response-mapping.ts";
import { sendResponse } from "./response-send.ts";
import { addCorsFields } from "./response-cors.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";

/** From the client to the integration. */
export const REQUEST_STAGES: readonly ChainStage[] = [
  // Sizes come first: nothing is done for a request that is too large.
  checkSizes,
  selectStage,
  selectRoute,
  // A preflight carries no credentials, so the gateway answers it before it throttles or authorises.
  answerPreflight,
  throttle,
  authorize,
  // May wait for the body, when a mapping reads it.
  mapRequest,
  sendToIntegration,
];

/** From the integration to the client. */
export const RESPONSE_STAGES: readonly ChainStage[] = [
  // May wait for the body, when a mapping reads it.
  mapResponse,
  // After the mapping: the configured CORS fields are the gateway's own.
  addCorsFields,
  sendResponse,
];

/** Runs `stages` from `request.stageIndex` on; a stage that made the request wait is run again. */
export function runStages(request: HttpApiRequest, stages: readonly ChainStage[]): void {
  while (request.stageIndex < stages.length) {
    const stage = stages[request.stageIndex] as ChainStage;
    const result = stage(request);
    if (result === CONTINUE) {
      request.stageIndex++;
      continue;
    }
    if (result === FAILED) request.answerFailure();
    return;
  }
}
