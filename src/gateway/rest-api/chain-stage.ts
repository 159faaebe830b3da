// What a stage of the chain is and what it can decide.
import type { RestApiRequest } from "./request.ts";

/** The next stage is to run. */
export const CONTINUE = 0;
/** The body has yet to come; then this stage is to run again. */
export const WAIT = 1;
/** The request has been answered, or is on its way to the integration. */
export const DONE = 2;
/** `request.refusal` says why the request ends here. */
export const FAILED = 3;

export type ChainStage = (request: RestApiRequest) => 0 | 1 | 2 | 3;
