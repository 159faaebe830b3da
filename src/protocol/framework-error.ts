// The errors that no service's model has and every service's endpoint may answer: validation, serialisation,
// unknown operations, throttling. Modelled errors are the SDK's own exception classes instead.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/CommonErrors.html

/**
 * An error by AWS's code, HTTP status and text. Operations throw it where the SDK has no class for the error, as
 * EC2's have none. The codes that every service knows by two names (`ValidationException` in JSON and
 * `ValidationError` in query protocols) may be thrown in the first form; the query protocols translate.
 */
export class FrameworkError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}
