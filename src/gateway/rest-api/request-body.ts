// Stage: the body, where anything on the way has to read it: waits until it is there, undoes a content coding and
// converts it between text and binary. Elsewhere it streams to the endpoint.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
import { failure } from "../../base/failure.ts";
import { BODY_CHUNKED, BODY_NONE } from "../../wire/http1/exchange.ts";
import { FIELD_CONTENT_ENCODING, FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import { convertRequest } from "./binary-media.ts";
import { CONTINUE, FAILED, WAIT, type ChainStage } from "./chain-stage.ts";
import { decodeBody } from "./compression.ts";
import { REFUSALS } from "./failures.ts";
import type { RestApiRequest } from "./request.ts";
import { PAYLOAD_BYTES_MAX } from "./request-sizes.ts";

const NO_BODY = Buffer.alloc(0);

export const readBody: ChainStage = (request) => {
  if (!needsRequestBody(request)) return CONTINUE;
  if (request.requestCollector === null && !request.collectRequestBody()) return WAIT;
  let body: Buffer | null = request.requestCollector?.whole() ?? NO_BODY;
  const coding = request.exchange.request.get(FIELD_CONTENT_ENCODING);
  if (decompresses(request) && coding !== undefined) {
    body = decodeBody(body, coding, PAYLOAD_BYTES_MAX);
    if (body === null) {
      request.refuse(REFUSALS.unsupportedMediaType, failure("malformed-body", coding));
      return FAILED;
    }
  }
  body = convertRequest(body, {
    binaryMediaTypes: request.content?.snapshot.binaryMediaTypes ?? [],
    mediaType: request.exchange.request.get(FIELD_CONTENT_TYPE) ?? "application/json",
    responseMediaType: "",
    contentHandling: request.live?.integration?.snapshot.contentHandling ?? null,
  });
  if (body === null) {
    const detail = "Unable to base64 decode the body";
    request.refuseFor(failure("integration-misconfigured", detail));
    return FAILED;
  }
  request.requestBodyBytes = body;
  request.log?.trace(() => `Method request body before transformations: ${request.requestBody()}`);
  return CONTINUE;
};

function decompresses(request: RestApiRequest): boolean {
  return (request.content?.snapshot.minimumCompressionBytes ?? null) !== null;
}

function needsRequestBody(request: RestApiRequest): boolean {
  const { live, log } = request;
  const integration = live?.integration ?? null;
  if (live === null || integration === null) return false;
  if (integration.snapshot.type !== "HTTP_PROXY" || live.validators !== null) return true;
  if (log?.traces === true || integration.snapshot.contentHandling !== null) return true;
  if (integration.requestMapping?.readsBody === true) return true;
  if (integration.requestTemplates.size > 0) return true;
  const head = request.exchange.request;
  if (head.framing === BODY_NONE) return false;
  // The endpoint is told a length, always.
  if (head.framing === BODY_CHUNKED) return true;
  return decompresses(request) && head.has(FIELD_CONTENT_ENCODING);
}
