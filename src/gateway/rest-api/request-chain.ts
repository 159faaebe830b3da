// The life of a request to a REST API, as two lists: from the client to the integration, and back. Each stage is a
// file of its own; it lets the request go on, makes it wait, or ends its way by a refusal, for which there is one
// exit. docs/LIFE-OF-A-REQUEST.md tells the same story.
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import type { RestApiRequest } from "./request.ts";
import { checkApiKey } from "./request-api-key.ts";
import { authorize } from "./request-authorize.ts";
import { readBody } from "./request-body.ts";
import { lookUpCache } from "./request-cache.ts";
import { callIntegration } from "./request-integration.ts";
import { mapRequest } from "./request-mapping.ts";
import { selectMethod } from "./request-method.ts";
import { checkSizes } from "./request-sizes.ts";
import { selectStage } from "./request-stage.ts";
import { renderRequest } from "./request-template.ts";
import { throttle } from "./request-throttle.ts";
import { validateRequest } from "./request-validation.ts";
import { mapResponse } from "./response-integration.ts";
import { sendResponse } from "./response-send.ts";

/** From the client to the integration. */
export const REQUEST_STAGES: readonly ChainStage[] = [
  // Sizes come first: nothing is done for a request that is too large.
  checkSizes,
  selectStage,
  selectMethod,
  // An authoriser may say which API key counts.
  authorize,
  checkApiKey,
  throttle,
  // May wait for the body, when anything from here on reads it.
  readBody,
  validateRequest,
  lookUpCache,
  mapRequest,
  // After the mapping: what a template overrides has the last word.
  renderRequest,
  callIntegration,
];

/** From the integration to the client. */
export const RESPONSE_STAGES: readonly ChainStage[] = [mapResponse, sendResponse];

/** Runs `stages` from `request.stageIndex` on; a stage that made the request wait is run again. */
export function runStages(request: RestApiRequest, stages: readonly ChainStage[]): void {
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
