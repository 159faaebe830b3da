// fixed-response: a status, a content type and a short body out of the configuration, encoded once.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions
import type { ActionSnapshot } from "../../store/snapshots.ts";

export const ACTION_FIXED_RESPONSE = 3;

/** What the answer has when the configuration names no type [I]. */
const CONTENT_TYPE_DEFAULT = "text/plain";

export class FixedResponseAction {
  readonly kind = ACTION_FIXED_RESPONSE;
  readonly name = "fixed-response";
  readonly statusCode: number;
  /** With the charset that the load balancer adds [I]. */
  readonly contentType: string;
  readonly body: Buffer;

  constructor(action: ActionSnapshot & { readonly type: "fixed-response" }) {
    this.statusCode = action.statusCode;
    this.contentType = `${action.contentType || CONTENT_TYPE_DEFAULT}; charset=utf-8`;
    this.body = Buffer.from(action.messageBody, "utf8");
  }
}
