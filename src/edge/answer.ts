// Writes a whole answer on an exchange: for what is made here, not for what is passed through.
import { reasonPhrase } from "../base/reason-phrase.ts";
import type { HttpResponseMessage } from "../protocol/http-message.ts";
import { BODY_FIXED, type Exchange } from "../wire/http1/exchange.ts";

/** The head of an answer with Date, Content-Length and Connection added, as latin1 text. */
export function answerHead(
  message: HttpResponseMessage,
  bodyBytes: number,
  close: boolean,
): string {
  let head = `HTTP/1.1 ${message.status} ${reasonPhrase(message.status)}\r\nDate: ${new Date().toUTCString()}\r\n`;
  for (const [name, value] of message.headers) head += `${name}: ${value}\r\n`;
  if (message.status !== 204) head += `Content-Length: ${bodyBytes}\r\n`;
  return `${head}Connection: ${close ? "close" : "keep-alive"}\r\n\r\n`;
}

/** Sends the answer; `close` also ends the connection. */
export function answer(exchange: Exchange, message: HttpResponseMessage, close = false): void {
  const body =
    typeof message.body === "string"
      ? Buffer.from(message.body, "utf8")
      : Buffer.from(message.body);
  const closing = close || !exchange.keepAlive;
  exchange.respond(answerHead(message, body.length, closing), BODY_FIXED, closing);
  if (body.length > 0 && message.status !== 204) exchange.write(body);
  exchange.end();
}

/** An answer with a JSON body. */
export function jsonMessage(status: number, value: unknown): HttpResponseMessage {
  return {
    status,
    headers: [["Content-Type", "application/json"]],
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}
