// The errors that API Gateway models for REST APIs, each made from its message alone.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html#API_CreateRestApi_Errors
import {
  BadRequestException,
  ConflictException,
  LimitExceededException,
  NotFoundException,
} from "@aws-sdk/client-api-gateway";

/** 400 */
export function badRequest(message: string): BadRequestException {
  return new BadRequestException({ $metadata: {}, message });
}

/** 404 */
export function notFound(message: string): NotFoundException {
  return new NotFoundException({ $metadata: {}, message });
}

/** 409 */
export function conflict(message: string): ConflictException {
  return new ConflictException({ $metadata: {}, message });
}

/** 429 */
export function limitExceeded(message: string): LimitExceededException {
  return new LimitExceededException({ $metadata: {}, message });
}
