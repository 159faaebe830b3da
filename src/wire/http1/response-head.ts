// What the head of an answer is to those who read it. (The parser and the class stand here.)
import type { Fields } from "./fields.ts";
import type { BodyFraming } from "./exchange.ts";

export interface ResponseHead extends Fields {
  readonly status: number;
  readonly reason: string;
  readonly minorVersion: 0 | 1;
  readonly text: string;
  readonly framing: BodyFraming;
  readonly contentLength: number;
  readonly keepAlive: boolean;
}
