// What a line of the table of /_postern/… is.
import type { HttpRequestMessage, HttpResponseMessage } from "../protocol/http-message.ts";
import type { EventStreamAnswer } from "./event-streams.ts";

export type PosternAnswer = HttpResponseMessage | EventStreamAnswer;

/** Serves a request that was read whole. */
export type PosternHandler = (message: HttpRequestMessage) => Promise<PosternAnswer>;

export interface PosternRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (message: HttpRequestMessage, match: RegExpExecArray) => Promise<PosternAnswer>;
}
