// What a request head is to those who read it. (The parser and the class stand here.)
import type { Fields } from "./fields.ts";
import type { BodyFraming } from "./exchange.ts";
import type { DesyncVerdict } from "./desync-tier.ts";

export interface RequestHead extends Fields {
  readonly method: string;
  /** The request target exactly as it came. */
  readonly target: string;
  /** "HTTP/1.1" as it came. */
  readonly version: string;
  /** 1 for HTTP/1.1 and higher 1.x, 0 for HTTP/1.0 and HTTP/0.9. */
  readonly minorVersion: 0 | 1;
  /** The whole head as it came, latin1, with the empty line. */
  readonly text: string;
  readonly framing: BodyFraming;
  /** With BODY_FIXED. */
  readonly contentLength: number;
  /** Version and Connection field allow another request. */
  readonly keepAlive: boolean;
  readonly expectsContinue: boolean;
  /** Connection: upgrade and the Upgrade field's value in lower case, else "". */
  readonly upgrade: string;
  /** Tier and reason by the tolerant policy; COMPLIANT under the strict one, which refuses instead. */
  readonly desync: DesyncVerdict;
}
