// The fixed-response action: an answer that the load balancer makes itself.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html
import {
  InvalidLoadBalancerActionException,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { PlacedAction } from "./rule-actions.ts";
import { serviceError } from "./service-error.ts";

const STATUS_CODE = /^(2|4|5)\d\d$/;
const MESSAGE_BODY_LENGTH = { min: 0, max: 1024 };
const CONTENT_TYPES: readonly string[] = [
  "text/html",
  "application/json",
  "application/javascript",
  "text/css",
  "text/plain",
];

/** The action as it is kept and shown. */
export function fixedResponseAction({ action, path }: PlacedAction): Action {
  const config = action.FixedResponseConfig;
  if (config === undefined) {
    throw validationError("A 'FixedResponseConfig' must be specified with 'fixed-response'");
  }
  new Constraints()
    .pattern(`${path}.fixedResponseConfig.statusCode`, config.StatusCode ?? "", STATUS_CODE)
    .length(`${path}.fixedResponseConfig.messageBody`, config.MessageBody, MESSAGE_BODY_LENGTH)
    .throwIfViolated();
  const { ContentType: contentType = "", MessageBody: messageBody } = config;
  if (contentType !== "" && !CONTENT_TYPES.includes(contentType)) {
    throw serviceError(
      InvalidLoadBalancerActionException,
      `The ContentType must be one of:'${CONTENT_TYPES.join("', '")}'`,
    );
  }
  return {
    Type: "fixed-response",
    FixedResponseConfig: {
      StatusCode: config.StatusCode,
      // [I] text/plain is what a body without a type is sent as.
      ...(contentType !== "" || messageBody !== undefined
        ? { ContentType: contentType === "" ? "text/plain" : contentType }
        : {}),
      ...(messageBody !== undefined && { MessageBody: messageBody }),
    },
  };
}
