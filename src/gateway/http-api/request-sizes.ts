// Stage: what is too large for an HTTP API. Bodies of unknown length are counted while they pass.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
import { failure } from "../../base/failure.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";

/** Request line and header values together. */
export const HEAD_BYTES_MAX = 10_240;
/** A body, in either direction. */
export const PAYLOAD_BYTES_MAX = 10 * 1024 * 1024;

export const checkSizes: ChainStage = (request) => {
  const head = request.exchange.request;
  // The whole head is more than what counts, so nearly every request is done with one comparison.
  if (head.text.length > HEAD_BYTES_MAX && countedBytes(head) > HEAD_BYTES_MAX) {
    request.failure = failure("request-head-too-large");
    return FAILED;
  }
  if (head.contentLength > PAYLOAD_BYTES_MAX) {
    request.failure = failure("body-too-large");
    return FAILED;
  }
  return CONTINUE;
};

function countedBytes(head: RequestHead): number {
  let bytes = head.method.length + head.target.length + head.version.length + 2;
  for (let i = 0; i < head.count; i++) bytes += head.value(i).length;
  return bytes;
}
