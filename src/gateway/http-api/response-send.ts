// Stage: the head of the answer goes to the client; its body follows as it comes, or at once when it was collected.
import { DONE, type ChainStage } from "./chain-stage.ts";

export const sendResponse: ChainStage = (request) => {
  request.sendResponse();
  return DONE;
};
