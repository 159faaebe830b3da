// Writes the head of the answer that a client gets, in the order that AWS writes it over HTTP/1.1: Date,
// Content-Type, Content-Length, Connection, the backend's fields, CORS, apigw-requestid.
import { reasonPhrase } from "../../base/reason-phrase.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  BODY_UNTIL_CLOSE,
  type BodyFraming,
} from "../../wire/http1/exchange.ts";
import { FIELD_CONTENT_LENGTH, FIELD_CONTENT_TYPE, FIELD_DATE } from "../../wire/http1/fields.ts";
import type { WritableFields } from "../mapping/mapped-fields.ts";
import { isCorsField } from "./cors.ts";

const REQUEST_ID_FIELD = "apigw-requestid";
const JOURNEY_FIELD = "x-postern-journey";

/** What the head is made of; implemented by the per-request object. */
export interface ResponseHeadSource {
  readonly status: number;
  /** The backend's reason phrase, for a status that the registry does not know. */
  readonly responseReason: string;
  readonly responseFields: WritableFields;
  readonly clientFraming: BodyFraming;
  /** With BODY_FIXED; with BODY_NONE what Content-Length shall say, or -1 for no such field. */
  readonly clientLength: number;
  readonly closes: boolean;
  readonly dropsCorsFields: boolean;
  readonly corsFields: string;
  readonly requestId: string;
  /** "x-postern-journey: ID" with its line end for a request that asked, else "". */
  readonly journeyLine: string;
}

/** How the answer's body goes to the client, by how it comes from the backend. */
export function clientFramingOf(framing: BodyFraming, clientMinorVersion: 0 | 1): BodyFraming {
  if (framing === BODY_NONE || framing === BODY_FIXED) return framing;
  // [I] AWS reads the whole body first and then knows its length; here it streams, so the length stays unknown.
  return clientMinorVersion === 1 ? BODY_CHUNKED : BODY_UNTIL_CLOSE;
}

/** The complete head, as latin1 text. `dateLine` has its line end. */
export function writeResponseHead(source: ResponseHeadSource, dateLine: string): string {
  const fields = source.responseFields;
  let contentType = "";
  let others = "";
  for (let i = 0; i < fields.count; i++) {
    switch (fields.id(i)) {
      case FIELD_CONTENT_LENGTH:
      case FIELD_DATE:
        break;
      case FIELD_CONTENT_TYPE:
        contentType = `Content-Type: ${fields.value(i)}\r\n`;
        break;
      default: {
        if (fields.isHopByHop(i)) break;
        const name = fields.name(i);
        if (source.dropsCorsFields && isCorsField(name)) break;
        // A backend that is an HTTP API itself: the client sees the id of the one it called.
        if (name.length === 15 && name.toLowerCase() === REQUEST_ID_FIELD) break;
        // And a load balancer of this process has named the same journey already.
        if (source.journeyLine !== "" && name.toLowerCase() === JOURNEY_FIELD) break;
        others += `${name}: ${fields.value(i)}\r\n`;
      }
    }
  }
  return (
    statusLine(source.status, source.responseReason) +
    dateLine +
    contentType +
    lengthLine(source) +
    (source.closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n") +
    `${others}${source.corsFields}${REQUEST_ID_FIELD}: ${source.requestId}\r\n${source.journeyLine}\r\n`
  );
}

function statusLine(status: number, backendReason: string): string {
  if (status === 200) return "HTTP/1.1 200 OK\r\n";
  const phrase = reasonPhrase(status);
  return `HTTP/1.1 ${status} ${phrase === "" ? backendReason : phrase}\r\n`;
}

function lengthLine(source: ResponseHeadSource): string {
  // RFC 9110 §8.6: none with 204.
  if (source.status === 204) return "";
  if (source.clientFraming === BODY_CHUNKED) return "Transfer-Encoding: chunked\r\n";
  if (source.clientFraming === BODY_UNTIL_CLOSE || source.clientLength < 0) return "";
  return `Content-Length: ${source.clientLength}\r\n`;
}

/** What a generated answer is made of. */
export interface GeneratedHead {
  readonly status: number;
  /** 0: an answer without body and type. */
  readonly bodyLength: number;
  readonly closes: boolean;
  readonly corsFields: string;
  readonly requestId: string;
  readonly journeyLine: string;
  readonly dateLine: string;
}

/** The head of an answer that the gateway makes itself. */
export function writeGeneratedHead(head: GeneratedHead): string {
  const body =
    head.bodyLength === 0
      ? ""
      : `Content-Type: application/json\r\nContent-Length: ${head.bodyLength}\r\n`;
  return (
    statusLine(head.status, "") +
    head.dateLine +
    body +
    (head.closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n") +
    `${head.corsFields}${REQUEST_ID_FIELD}: ${head.requestId}\r\n${head.journeyLine}\r\n`
  );
}
