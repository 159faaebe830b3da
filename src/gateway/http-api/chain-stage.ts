// What a stage of the chain is and what it can decide.
import type { HttpApiRequest } from "./request.ts";

/** The next stage is to run. */
export const CONTINUE = 0;
/** Something has yet to come (a body, a trie); then this stage is to run again. */
export const WAIT = 1;
/** The request has been answered, or is on its way to the integration. */
export const DONE = 2;
/** `request.failure` says why the request ends here. */
export const FAILED = 3;

export type ChainStage = (request: HttpApiRequest) => 0 | 1 | 2 | 3;
