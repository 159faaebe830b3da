// Access log settings of a stage: a CloudWatch log group or Firehose stream, and a format that names the request.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
import type { AccessLogSettings } from "@aws-sdk/client-api-gateway";
import { parseArn } from "../../base/arn.ts";
import { badRequest } from "./rest-errors.ts";

const LOG_GROUP = /^log-group:[a-zA-Z0-9_\-/.#]{1,512}$/;
const FIREHOSE_STREAM = /^deliverystream\/amazon-apigateway-[a-zA-Z0-9_.-]+$/;

/** Throws unless what there is of the settings can be used; destination and format may come one after the other. */
export function checkAccessLog(settings: AccessLogSettings | undefined): void {
  const { destinationArn, format } = settings ?? {};
  if (destinationArn !== undefined) checkDestination(destinationArn);
  if (format === undefined) return;
  if (!/\$\{?context\.(?:requestId|extendedRequestId)\b/.test(format)) {
    // [I]
    throw badRequest(
      "Access Log format must include either $context.requestId or $context.extendedRequestId",
    );
  }
  if (/[\r\n]/.test(format.replace(/\r?\n$/, ""))) {
    throw badRequest(
      "Access Log format must be single line, new line character is allowed only at end of the format",
    );
  }
}

/** Wordings [I]. */
function checkDestination(destinationArn: string): void {
  const arn = parseArn(destinationArn);
  if (arn === undefined) {
    throw badRequest(`Invalid ARN. ARN is not well formed ${destinationArn}`);
  }
  const isLogGroup = arn.service === "logs" && LOG_GROUP.test(arn.resource);
  const isStream = arn.service === "firehose" && FIREHOSE_STREAM.test(arn.resource);
  if (isLogGroup || isStream) return;
  throw badRequest(
    `Access log destination must be a log group or a Firehose stream: ${destinationArn}`,
  );
}
