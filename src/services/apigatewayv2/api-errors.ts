// The errors that API Gateway v2 models, each made from its message alone.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import {
  BadRequestException,
  ConflictException,
  NotFoundException,
} from "@aws-sdk/client-apigatewayv2";

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
