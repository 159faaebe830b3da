// Stage: what is too large for a REST API. Bodies of unknown length are counted while they pass.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
import { failure } from "../../base/failure.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";

/** All header values together. */
export const HEADER_BYTES_MAX = 10_240;
/** The request target. */
export const URL_BYTES_MAX = 10_240;
/** A body, in either direction. */
export const PAYLOAD_BYTES_MAX = 10 * 1024 * 1024;

export const checkSizes: ChainStage = (request) => {
  const head = request.exchange.request;
  // The whole head is more than what counts, so nearly every request is done with one comparison.
  if (head.text.length > HEADER_BYTES_MAX) {
    if (head.target.length > URL_BYTES_MAX) {
      request.refuse(REFUSALS.uriTooLong, failure("request-line-too-long"));
      return FAILED;
    }
    if (headerBytes(head) > HEADER_BYTES_MAX) {
      request.refuseFor(failure("request-head-too-large"));
      return FAILED;
    }
  }
  if (head.contentLength > PAYLOAD_BYTES_MAX) {
    request.refuse(REFUSALS.tooLarge, failure("body-too-large"));
    return FAILED;
  }
  return CONTINUE;
};

function headerBytes(head: RequestHead): number {
  let bytes = 0;
  for (let i = 0; i < head.count; i++) bytes += head.value(i).length;
  return bytes;
}
