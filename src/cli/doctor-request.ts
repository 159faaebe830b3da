// The request whose failure the doctor explains: sends it, or looks a past one up, takes its journey where a Postern
// answered, and knows how to send it again.
import { hasFailed, isSafe } from "../doctor/fixing/replay-request.ts";
import { isLoopback, askAuthority } from "../doctor/sources/ask-postern.ts";
import { sendRequest, type Answer, type RequestToSend } from "../doctor/send-request.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import type { NewRequest, PastRequest } from "./doctor-options.ts";
import { fetchPostern } from "./postern-endpoint.ts";

/** What became of a request. */
export interface RequestOutcome {
  readonly method: string;
  readonly url: string;
  /** 0: no answer. */
  readonly status: number;
  readonly hasFailed: boolean;
  /** Null where whoever answered follows no requests. */
  readonly journey: Journey | null;
  /** Null for a past request. */
  readonly answer: Answer | null;
  /** What sends it again; a sentence where that cannot be done. */
  readonly replay: RequestToSend | string;
}

/** Fields of a past request that belong to its connection or to the doctor's own. */
const NOT_SENT_AGAIN =
  /^(?:connection|keep-alive|content-length|transfer-encoding|te|upgrade|x-postern-trace)$/i;
/** What stands in a journey for a secret value. */
const REDACTED = /\(\d+ characters\)/;

/** Sends the request with the wish to be followed. */
export async function outcomeOfNew(
  request: NewRequest,
  endpoint: string | null,
): Promise<RequestOutcome> {
  const { method, url } = request;
  const isOurs = endpoint !== null && (isLoopback(url.href) || new URL(endpoint).host === url.host);
  const authority = isOurs && url.protocol === "https:" ? await askAuthority(endpoint) : "";
  const replay: RequestToSend = {
    ...request,
    headers: isOurs ? [...request.headers, ["x-postern-trace", "1"]] : request.headers,
    trustedCas: authority === "" ? [] : [authority],
  };
  const answer = await sendRequest(replay);
  return {
    method,
    url: url.href,
    status: answer.status,
    hasFailed: hasFailed(answer),
    journey: endpoint === null ? null : await journeyOf(answer, endpoint),
    answer,
    replay,
  };
}

/** Rejects with a message for people when nothing is known of it. */
export async function outcomeOfPast(
  { requestId }: PastRequest,
  endpoint: string,
): Promise<RequestOutcome> {
  const path = `/_postern/journeys/by-request/${encodeURIComponent(requestId)}`;
  const journey = await fetchPostern<Journey>(endpoint, path);
  const { method, host, target } = journey.request;
  return {
    method,
    url: `${host}${target}`,
    status: journey.status,
    hasFailed: journey.status === 0 || journey.status >= 400,
    journey,
    answer: null,
    replay: replayOf(journey, endpoint),
  };
}

async function journeyOf({ headers }: Answer, endpoint: string): Promise<Journey | null> {
  const id = headers.find(([name]) => name.toLowerCase() === "x-postern-journey")?.[1];
  if (id === undefined) return null;
  return fetchPostern<Journey>(endpoint, `/_postern/journeys/${encodeURIComponent(id)}`);
}

function replayOf({ way, request }: Journey, endpoint: string): RequestToSend | string {
  if (!isSafe(request.method)) return "its body is not kept";
  if (way.kind !== "http-api" && way.kind !== "rest-api") {
    return "it did not come to an API; send it with --url";
  }
  if (request.headers.some(([, value]) => REDACTED.test(value)) || REDACTED.test(request.target)) {
    return "its credentials are not kept; send it with --url and --header";
  }
  return {
    method: request.method,
    url: new URL(request.target, endpoint),
    headers: [
      ...request.headers.filter(([name]) => !NOT_SENT_AGAIN.test(name)),
      ["x-postern-trace", "1"],
    ],
    body: null,
    trustedCas: [],
  };
}
