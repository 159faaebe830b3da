// Hand-written requests to a dispatcher, for tests of what stands in them and in the answers, byte by byte.
import type { Dispatcher } from "../../src/protocol/dispatcher.ts";
import type { HttpResponseMessage } from "../../src/protocol/http-message.ts";

export interface PlainRequest {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface PlainResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** With the request's id replaced by `ID`. */
  readonly body: string;
  readonly bytes: Uint8Array;
}

export const FORM: Readonly<Record<string, string>> = {
  "content-type": "application/x-www-form-urlencoded; charset=utf-8",
};

/** Sends one request: POST / unless it says otherwise. */
export async function exchange(
  dispatcher: Dispatcher,
  request: PlainRequest,
): Promise<PlainResponse> {
  const { method = "POST", path = "/", query = "", headers = {}, body = "" } = request;
  const response = await dispatcher.handle({
    method,
    rawPath: path,
    rawQuery: query,
    headers: new Map(Object.entries(headers)),
    body: typeof body === "string" ? Buffer.from(body) : body,
  });
  return plainResponse(response);
}

function plainResponse(response: HttpResponseMessage): PlainResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) headers[name.toLowerCase()] = value;
  const bytes = typeof response.body === "string" ? Buffer.from(response.body) : response.body;
  const id = headers["x-amzn-requestid"] ?? "";
  const body = Buffer.from(bytes).toString().replaceAll(id, "ID");
  return { status: response.status, headers, body, bytes };
}
