// Heads of answers that the load balancer makes itself, its fields in its own order: Server, Date, Content-Type,
// Content-Length, Connection, then Location and what the listener's attributes set.
import type { LiveListener } from "./live-listener.ts";
import { statusText } from "./status-text.ts";

const CRLF = "\r\n";

export interface GeneratedAnswer {
  readonly status: number;
  /** "" for an answer without a body. */
  readonly contentType: string;
  readonly bodyBytes: number;
  /** Fields after Connection, each ended by CRLF. */
  readonly moreLines: string;
}

export function composeGeneratedHead(
  answer: GeneratedAnswer,
  live: LiveListener,
  date: string,
  close: boolean,
): string {
  const type = answer.contentType === "" ? "" : `Content-Type: ${answer.contentType}${CRLF}`;
  return (
    `HTTP/1.1 ${statusText(answer.status)}${CRLF}${live.serverLine}Date: ${date}${CRLF}${type}` +
    `Content-Length: ${answer.bodyBytes}${CRLF}Connection: ${close ? "close" : "keep-alive"}${CRLF}` +
    `${answer.moreLines}${live.responseLines}${CRLF}`
  );
}
