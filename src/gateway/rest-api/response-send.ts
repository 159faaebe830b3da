// Stage: the answer goes to the client: what the stages have made, or the endpoint's as it came. Before that it is
// compressed and kept in the cache, where the API and the stage want that.
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { DONE, type ChainStage } from "./chain-stage.ts";
import { ClientAnswer } from "./client-answer.ts";
import { encodeBody } from "./compression.ts";
import { javaMap } from "./execution-log.ts";
import type { RestApiRequest } from "./request.ts";
import { acceptedCodings, compresses } from "./response-body.ts";
import { clientFieldName } from "./response-head-writer.ts";

export const sendResponse: ChainStage = (request) => {
  if (request.answer === null && (request.cacheKey !== null || compresses(request))) {
    request.answer = remade(request);
  }
  const { answer, log } = request;
  if (answer === null) {
    log?.trace(() => `Method response body after transformations: ${request.responseBody()}`);
    log?.trace(() => `Method response headers: ${methodResponseHeaders(request, null)}`);
    request.sendProxied();
    return DONE;
  }
  log?.trace(() => `Method response body after transformations: ${answer.body.toString("utf8")}`);
  log?.trace(() => `Method response headers: ${methodResponseHeaders(request, answer)}`);
  keep(request, answer);
  compress(request, answer);
  request.sendAnswer(answer);
  return DONE;
};

/** The endpoint's answer as one of ours, where it does not pass as it came. */
function remade(request: RestApiRequest): ClientAnswer | null {
  const { responseHead: head, responseBodyBytes: body } = request;
  if (head === null || body === null) return null;
  const answer = new ClientAnswer(head.status);
  for (let i = 0; i < head.count; i++) {
    const name = head.name(i);
    if (name.toLowerCase() === "content-type") answer.contentType = head.value(i);
    else if (clientFieldName(name) !== "") {
      answer.fields.push([clientFieldName(name), head.value(i)]);
    }
  }
  answer.body = body;
  return answer;
}

function keep(request: RestApiRequest, answer: ClientAnswer): void {
  const { cacheKey, services, live } = request;
  // [I] What went wrong is asked for again.
  if (cacheKey === null || answer.status >= 400 || live === null) return;
  const fields = [["Content-Type", answer.contentType] as const, ...answer.fields];
  const kept = { status: answer.status, fields, body: Buffer.from(answer.body) };
  const ttlMs = live.snapshot.settings.cacheTtlSeconds * 1000;
  if (ttlMs > 0) services.cache.put(cacheKey, kept, services.runtime.clock.nowMs() + ttlMs);
}

function compress(request: RestApiRequest, answer: ClientAnswer): void {
  const minimum = request.content?.snapshot.minimumCompressionBytes ?? null;
  if (minimum === null || answer.body.length < minimum || !compresses(request)) return;
  if (answer.fields.some(([name]) => name.toLowerCase() === "content-encoding")) return;
  const encoded = encodeBody(answer.body, acceptedCodings(request));
  if (encoded === null) return;
  answer.body = encoded.body;
  answer.fields.push(["Content-Encoding", encoded.coding]);
}

function methodResponseHeaders(request: RestApiRequest, answer: ClientAnswer | null): string {
  const trace = ["X-Amzn-Trace-Id", request.traceId] as const;
  if (answer === null) {
    const head = request.responseHead as ResponseHead;
    const fields: (readonly [string, string])[] = [];
    for (let i = 0; i < head.count; i++) {
      const name = clientFieldName(head.name(i));
      if (name !== "") fields.push([name, head.value(i)]);
    }
    return javaMap(fields);
  }
  const own = answer.tellsTrace ? [trace] : [];
  return javaMap([...answer.fields, ...own, ["Content-Type", answer.contentType] as const]);
}
