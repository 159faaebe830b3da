// An answer that the gateway makes or remakes, as opposed to one that passes through: status, fields, whole body.
import type { RefusalRow } from "./failures.ts";
import type { GatewayAnswer } from "./gateway-responses.ts";

export class ClientAnswer {
  status: number;
  contentType: string;
  /** In order; names as they are written. */
  fields: (readonly [name: string, value: string])[];
  body: Buffer;
  /** x-amzn-ErrorType; "" for none. */
  readonly errorType: string;
  /** X-Amzn-Trace-Id goes back to the client. */
  readonly tellsTrace: boolean;

  constructor(status: number, wishes: { errorType?: string; tellsTrace?: boolean } = {}) {
    this.status = status;
    this.contentType = "application/json";
    this.fields = [];
    this.body = NO_BODY;
    this.errorType = wishes.errorType ?? "";
    this.tellsTrace = wishes.tellsTrace ?? false;
  }

  static ofGateway(made: GatewayAnswer, refusal: RefusalRow): ClientAnswer {
    const answer = new ClientAnswer(made.status, { errorType: refusal.errorType });
    answer.contentType = made.contentType;
    answer.fields = [...made.fields];
    answer.body = Buffer.from(made.body, "utf8");
    return answer;
  }
}

const NO_BODY = Buffer.alloc(0);
