// What only a Postern answers: who it is, its certificate authority, journeys and instances, by /_postern/… of the
// endpoint. Anything else that listens there answers none of it, which is how the two are told apart.
import { sendRequest, type Answer } from "../send-request.ts";

export interface PosternAbout {
  readonly version: string;
  readonly region: string;
  readonly account: string;
}

/** Whatever listens there answers a page that it does not have sooner than this. */
const ABOUT_TIMEOUT_MS = 10_000;

/** An endpoint that takes a request and never answers it. */
export class SilentEndpointError extends Error {}

/** Who answers at the endpoint; null when it is no Postern. Rejects where it takes a request and never answers. */
export async function askAbout(
  endpoint: string,
  answerTimeoutMs = ABOUT_TIMEOUT_MS,
): Promise<PosternAbout | null> {
  const answer = await ask(endpoint, "/_postern/about", answerTimeoutMs);
  if (answer.failure?.kind === "response-timeout") {
    const seconds = answerTimeoutMs / 1000;
    throw new SilentEndpointError(
      `Cannot examine ${endpoint}: it takes connections and gives no answer in ${seconds} s`,
    );
  }
  const about = jsonOf(answer);
  if (typeof about !== "object" || about === null) return null;
  const { version, region, account } = about as Record<string, unknown>;
  return typeof version === "string" && typeof region === "string" && typeof account === "string"
    ? { version, region, account }
    : null;
}

/** Every authority that it trusts beside the public roots; "" when there is none. */
export async function askAuthority(endpoint: string): Promise<string> {
  const answer = await ask(endpoint, "/_postern/trusted.pem");
  return answer.status === 200 ? answer.body.toString("utf8") : "";
}

/** The JSON of a 200; undefined for every other answer. */
export async function askJson(endpoint: string, path: string): Promise<unknown> {
  return jsonOf(await ask(endpoint, path));
}

function jsonOf(answer: Answer): unknown {
  if (answer.status !== 200 || answer.failure !== null) return undefined;
  try {
    return JSON.parse(answer.body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function ask(endpoint: string, path: string, answerTimeoutMs?: number): Promise<Answer> {
  return sendRequest({
    method: "GET",
    url: new URL(path, endpoint),
    headers: [],
    body: null,
    trustedCas: [],
    ...(answerTimeoutMs !== undefined && { answerTimeoutMs }),
  });
}

/** Whether the endpoint is on this machine. */
export function isLoopback(endpoint: string): boolean {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return true;
  return /^127(?:\.\d{1,3}){3}$/.test(host);
}
