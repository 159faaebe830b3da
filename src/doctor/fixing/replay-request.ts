// Sends a request that failed once more, to see whether what was mended has mended it. On AWS a change takes a moment
// to reach everywhere, so what may be repeated without harm is tried a few times.
import { sendRequest, type Answer, type RequestToSend } from "../send-request.ts";
import type { Pause } from "./deploy-stage.ts";

export const REPLAYS_MAX = 6;
const REPLAY_PAUSE_MS = 1_000;

/** RFC 9110 §9.2.1 */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** The last answer: the first that succeeds, or that of the last try. */
export async function replayRequest(
  request: RequestToSend,
  pause: Pause,
  send: (request: RequestToSend) => Promise<Answer> = sendRequest,
): Promise<Answer> {
  let answer = await send(request);
  if (!isSafe(request.method)) return answer;
  for (let tries = 1; hasFailed(answer) && tries < REPLAYS_MAX; tries++) {
    await pause(REPLAY_PAUSE_MS);
    answer = await send(request);
  }
  return answer;
}

/** Methods that change nothing may be sent again by anybody. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/** True for what people would call a failure. */
export function hasFailed({ status, failure }: Answer): boolean {
  return status === 0 || status >= 400 || failure !== null;
}
