// The head that goes back to the client: Date, Content-Type, the framing and Connection first, then the target's
// other fields in their order, Server among them; that is the order in which answers leave load balancers. Fields of
// the hop to the target stay behind; what the listener's attributes set replaces what the target sent.
import { BODY_CHUNKED, BODY_FIXED, BODY_NONE } from "../../wire/http1/exchange.ts";
import type { BodyFraming } from "../../wire/http1/exchange.ts";
import {
  FIELD_CONTENT_LENGTH,
  FIELD_CONTENT_TYPE,
  FIELD_DATE,
  FIELD_TRANSFER_ENCODING,
  FIELD_UPGRADE,
} from "../../wire/http1/fields.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { LiveListener } from "./live-listener.ts";

const CRLF = "\r\n";

/** The final head for a client. `framing` is how the body goes on, which need not be how it came. */
export function composeClientHead(
  head: ResponseHead,
  live: LiveListener,
  framing: BodyFraming,
  close: boolean,
): string {
  const date = head.find(FIELD_DATE);
  const contentType = head.find(FIELD_CONTENT_TYPE);
  let text = `HTTP/1.1 ${head.status} ${head.reason}${CRLF}`;
  if (date !== -1) text += head.line(date) + CRLF;
  if (contentType !== -1) text += head.line(contentType) + CRLF;
  text += framingLines(head, framing);
  text += close ? `Connection: close${CRLF}` : `Connection: keep-alive${CRLF}`;
  return `${text}${otherLines(head, live, date, contentType)}${live.responseLines}${CRLF}`;
}

/** The head of an informational answer, or of the 101 that turns the connection over. */
export function composeInformationalHead(head: ResponseHead): string {
  let text = `HTTP/1.1 ${head.status} ${head.reason}${CRLF}`;
  const upgrade = head.status === 101 ? head.get(FIELD_UPGRADE) : undefined;
  if (upgrade !== undefined) text += `Connection: upgrade${CRLF}Upgrade: ${upgrade}${CRLF}`;
  for (let i = 0; i < head.count; i++) {
    if (!head.isHopByHop(i) && head.id(i) !== FIELD_CONTENT_LENGTH) text += head.line(i) + CRLF;
  }
  return text + CRLF;
}

function framingLines(head: ResponseHead, framing: BodyFraming): string {
  switch (framing) {
    case BODY_FIXED:
      return `Content-Length: ${head.contentLength}${CRLF}`;
    case BODY_CHUNKED:
      return `Transfer-Encoding: chunked${CRLF}`;
    case BODY_NONE:
      return bodylessLines(head);
    default:
      return "";
  }
}

/** An answer to HEAD, or a 304, tells the length that the body would have had (RFC 9110 §8.6); a 204 may not. */
function bodylessLines(head: ResponseHead): string {
  if (head.status === 204) return "";
  const coding = head.find(FIELD_TRANSFER_ENCODING);
  if (coding !== -1) return head.line(coding) + CRLF;
  const length = head.find(FIELD_CONTENT_LENGTH);
  return length === -1 ? "" : head.line(length) + CRLF;
}

function otherLines(
  head: ResponseHead,
  live: LiveListener,
  date: number,
  contentType: number,
): string {
  const count = head.count;
  let lines = "";
  let runStart = -1;
  for (let i = 0; i < count; i++) {
    const isPassedOn =
      i !== date &&
      i !== contentType &&
      head.id(i) !== FIELD_CONTENT_LENGTH &&
      !head.isHopByHop(i) &&
      (live.responseNames.length === 0 || !isReplaced(head, live, i));
    // A line that does not end in CRLF ends the run and is written with one.
    const isPlain = head.lineStart(i + 1) - head.lineEnd(i) === CRLF.length;
    if (isPassedOn && isPlain) {
      if (runStart === -1) runStart = head.lineStart(i);
      continue;
    }
    if (runStart !== -1) lines += head.text.slice(runStart, head.lineStart(i));
    runStart = -1;
    if (isPassedOn) lines += head.line(i) + CRLF;
  }
  return runStart === -1 ? lines : lines + head.text.slice(runStart, head.lineStart(count));
}

function isReplaced(head: ResponseHead, live: LiveListener, index: number): boolean {
  return live.responseNames.includes(head.name(index).toLowerCase());
}
