// Stage: the integration finds where the request goes, the head is written, and the request is on its way. Its body
// follows as it comes.
import { failure } from "../../base/failure.ts";
import { CONTINUE, DONE, FAILED, type ChainStage } from "./chain-stage.ts";

export const sendToIntegration: ChainStage = (request) => {
  const integration = request.route?.integration?.integration;
  if (integration === undefined) {
    request.failure = failure("integration-not-found");
    return FAILED;
  }
  const reason = integration.resolve(request);
  if (reason !== null) {
    request.failure = reason;
    return FAILED;
  }
  request.applyTargetMapping();
  return request.send(integration.snapshot) ? DONE : CONTINUE;
};
