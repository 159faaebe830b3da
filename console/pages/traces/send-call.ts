// Sends a request to an API from the browser and asks for its journey. Invoke URLs are on the origin that served the
// page, so that every header of the answer can be read.
import type { JourneySummary } from "../../../src/telemetry/journeys/journey-summary.ts";
import { fetchJson } from "../../commons/place.ts";

export interface CallToSend {
  readonly method: string;
  /** As GET /_postern/endpoints gives it, with a slash at its end. */
  readonly invokeUrl: string;
  readonly apiId: string;
  /** "/pets/7?limit=1" */
  readonly path: string;
  /** "Name: value" lines. */
  readonly headers: string;
  readonly body: string;
}

export interface CallAnswer {
  /** 0 for a redirect: browsers do not show one to pages. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly durationMs: number;
  /** "" where the answer names none. */
  readonly journeyId: string;
}

const JOURNEY_FIELD = "x-postern-journey";
const BODY_SHOWN_MAX = 64 * 1024;
/** How many of the newest are looked through for the journey of a redirect. */
const NEWEST = 5;

/** Names that a page may not set: the browser would leave them out without a word. */
const FORBIDDEN =
  /^(?:accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/** Lines to fields; throws with what is wrong with a line. */
export function headerLines(text: string): [string, string][] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon < 1 || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new Error(`"${line.trim()}" is no header: write it as Name: value`);
    }
    if (FORBIDDEN.test(name)) {
      throw new Error(
        `Browsers do not let pages set ${name}: send it with curl or postern trace -H "${line.trim()}"`,
      );
    }
    return [name, line.slice(colon + 1).trim()];
  });
}

/** The address on this origin that the call goes to. */
export function addressOf({ invokeUrl, path }: Pick<CallToSend, "invokeUrl" | "path">): string {
  const { pathname } = new URL(invokeUrl);
  return `${pathname.replace(/\/$/, "")}${path.startsWith("/") ? path : `/${path}`}`;
}

export async function sendCall(call: CallToSend): Promise<CallAnswer> {
  const hasBody = call.body !== "";
  if (hasBody && (call.method === "GET" || call.method === "HEAD")) {
    throw new Error(`Browsers send no body with ${call.method}`);
  }
  const headers = new Headers(headerLines(call.headers));
  headers.set("x-postern-trace", "1");
  const startedAtMs = performance.now();
  const answer = await fetch(addressOf(call), {
    method: call.method,
    headers,
    redirect: "manual",
    cache: "no-store",
    credentials: "omit",
    ...(hasBody ? { body: call.body } : {}),
  });
  const body = await bodyText(answer);
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
    body,
    durationMs: performance.now() - startedAtMs,
    journeyId:
      answer.type === "opaqueredirect"
        ? await journeyOfRedirect(call)
        : (answer.headers.get(JOURNEY_FIELD) ?? ""),
  };
}

async function bodyText(answer: Response): Promise<string> {
  const bytes = await answer.arrayBuffer();
  const type = answer.headers.get("content-type") ?? "";
  if (/^(?:image|audio|video|font)\/|octet-stream|zip/.test(type)) {
    return `(${bytes.byteLength} bytes of ${type})`;
  }
  const text = new TextDecoder().decode(bytes.slice(0, BODY_SHOWN_MAX));
  const more = bytes.byteLength - BODY_SHOWN_MAX;
  return more > 0 ? `${text}\n(and ${more} bytes more)` : text;
}

/** The answer itself cannot be read, but its journey was kept: it is the newest to that address. */
async function journeyOfRedirect({ apiId, method, path }: CallToSend): Promise<string> {
  const query = new URLSearchParams({ api: apiId, method, status: "3xx", limit: String(NEWEST) });
  const { journeys } = await fetchJson<{ readonly journeys: readonly JourneySummary[] }>(
    `/_postern/journeys?${query.toString()}`,
  );
  return journeys.find(({ target }) => target.endsWith(path))?.id ?? "";
}
