// The errors that operations of CloudWatch Logs share, and the one place where what the store refuses becomes AWS's
// error. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html
import {
  InvalidParameterException,
  LimitExceededException,
  MalformedQueryException,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { violationsError, type Constraints } from "../../protocol/constraints.ts";
import { FrameworkError } from "../../protocol/framework-error.ts";
import { LogStoreError } from "../../store/log-store.ts";

export function invalidParameter(message: string): InvalidParameterException {
  return new InvalidParameterException({ $metadata: {}, message });
}

export function resourceNotFound(message: string): ResourceNotFoundException {
  return new ResourceNotFoundException({ $metadata: {}, message });
}

export function limitExceeded(message = "Resource limit exceeded."): LimitExceededException {
  return new LimitExceededException({ $metadata: {}, message });
}

export function groupNotFound(): ResourceNotFoundException {
  return resourceNotFound("The specified log group does not exist.");
}

export function streamNotFound(): ResourceNotFoundException {
  return resourceNotFound("The specified log stream does not exist.");
}

/** Something of an operation that is there which is not there itself. */
export function notThere(what: string): FrameworkError {
  return new FrameworkError("NotImplemented", 501, `Postern does not have ${what} yet`);
}

/** Violated constraints, which this service answers under a code of its own. */
export function throwIfInvalid(constraints: Constraints): void {
  if (constraints.violations.length === 0) return;
  throw invalidParameter(violationsError(constraints.violations).message);
}

/** What the store answers; what it refuses as AWS's error. */
export async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof LogStoreError ? awsError(error) : error;
  }
}

function awsError(error: LogStoreError): Error {
  switch (error.kind) {
    case "group-not-found":
      return groupNotFound();
    case "stream-not-found":
      return streamNotFound();
    case "group-exists":
      return alreadyExists("The specified log group already exists");
    case "stream-exists":
      return alreadyExists("The specified log stream already exists");
    case "invalid-token":
      return invalidParameter("The specified nextToken is invalid.");
    case "malformed-query":
      return malformedQuery(error.message, error.offset);
    case "filter-not-found":
      return resourceNotFound("The specified metric filter does not exist.");
    case "limit-exceeded":
      return limitExceeded(error.message);
    case "invalid-pattern":
    case "too-large":
      return invalidParameter(error.message);
  }
}

function alreadyExists(message: string): ResourceAlreadyExistsException {
  return new ResourceAlreadyExistsException({ $metadata: {}, message });
}

/** `offset` is the first character that makes no sense. */
export function malformedQuery(message: string, offset: number): MalformedQueryException {
  return new MalformedQueryException({
    $metadata: {},
    message,
    queryCompileError: {
      location: { startCharOffset: offset, endCharOffset: offset + 1 },
      message,
    },
  });
}
