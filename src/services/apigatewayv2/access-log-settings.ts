// Access log settings of a stage: a CloudWatch log group and a one-line format that names the request.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
import type { AccessLogSettings } from "@aws-sdk/client-apigatewayv2";
import { parseArn } from "../../base/arn.ts";
import { unsupportedLogVariables } from "./access-log-variables.ts";
import { badRequest } from "./api-errors.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const FORMAT_BYTES_MAX = 3 * 1024;
const LOG_GROUP = /^log-group:([a-zA-Z0-9_\-/.]{1,512})(?::\*)?$/;

/** The settings as they are kept; throws BadRequestException for what AWS refuses. */
export function accessLogSettings(settings: AccessLogSettings): AccessLogSettings {
  const { DestinationArn: destination, Format: format } = settings;
  if (destination === undefined || destination === "" || format === undefined || format === "") {
    // [I] The wording is that of REST APIs.
    throw badRequest("Access Log value must not be empty");
  }
  checkDestination(destination);
  const unsupported = unsupportedLogVariables(format);
  if (unsupported.length > 0) {
    // [I] the wording; that HTTP APIs refuse variables of other APIs is known.
    throw badRequest(
      `The following context variables are not supported: [${unsupported.join(", ")}]`,
    );
  }
  if (!/\$\{?context\.(?:requestId|extendedRequestId)\b/.test(format)) {
    throw badRequest(
      "Access Log format must include either $context.requestId or $context.extendedRequestId",
    );
  }
  // [I] wordings; that the format is one line and how long it may be is documented.
  if (/[\r\n]/.test(format)) throw badRequest("Access Log format must be a single line");
  if (Buffer.byteLength(format) > FORMAT_BYTES_MAX) {
    throw badRequest(`Access Log format must not be longer than ${FORMAT_BYTES_MAX} bytes`);
  }
  return { DestinationArn: destination, Format: format };
}

function checkDestination(destination: string): void {
  const arn = parseArn(destination);
  if (arn === undefined) {
    throw badRequest(`Invalid ARN. ARN is not well formed ${destination}`);
  }
  if (arn.service !== "logs" || !LOG_GROUP.test(arn.resource)) {
    throw badRequest(
      "Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': " +
        `'${arn.resource}'`,
    );
  }
}
