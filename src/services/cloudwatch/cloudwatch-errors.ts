// The modelled errors that several operations of CloudWatch share, thrown as the SDK's own classes.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
import {
  InvalidNextToken,
  InvalidParameterCombinationException,
  InvalidParameterValueException,
  MissingRequiredParameterException,
  ResourceNotFound,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch";
import { FrameworkError } from "../../protocol/framework-error.ts";

export function invalidValue(message: string): Error {
  return new InvalidParameterValueException({ $metadata: {}, message });
}

export function invalidCombination(message: string): Error {
  return new InvalidParameterCombinationException({ $metadata: {}, message });
}

export function missingParameter(message: string): Error {
  return new MissingRequiredParameterException({ $metadata: {}, message });
}

export function invalidNextToken(token: string): Error {
  return new InvalidNextToken({ $metadata: {}, message: `Invalid nextToken: ${token}` });
}

/** Of alarms by name. */
export function resourceNotFound(message: string): Error {
  return new ResourceNotFound({ $metadata: {}, message });
}

/** Of what tags are asked for, by ARN. */
export function arnNotFound(arn: string): Error {
  return new ResourceNotFoundException({
    $metadata: {},
    ResourceType: "",
    ResourceId: arn,
    message: `Unknown resource: ${arn}`,
  });
}

/** For a part of an operation that is not there. */
export function notImplemented(what: string): FrameworkError {
  return new FrameworkError("NotImplemented", 501, `Postern does not have ${what} yet`);
}
