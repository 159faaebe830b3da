// Errors that several ACM operations share.
import { InvalidArnException, ResourceNotFoundException } from "@aws-sdk/client-acm";
import { FrameworkError } from "../../protocol/framework-error.ts";

export function validationException(message: string): FrameworkError {
  return new FrameworkError("ValidationException", 400, message);
}

/** ACM names the account and the certificate apart. */
export function certificateNotFound(arn: string, account: string): ResourceNotFoundException {
  return new ResourceNotFoundException({
    $metadata: {},
    message: `Could not find certificate ${arn} in account ${account}.`,
  });
}

export function invalidArn(arn: string): InvalidArnException {
  return new InvalidArnException({ $metadata: {}, message: `Provided ARN: ${arn} is not valid` });
}
