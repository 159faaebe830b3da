// The status codes that responses of methods and integrations are kept under.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html
import { Constraints } from "../../protocol/constraints.ts";

/** Notes a status code that is none. */
export function constrainStatusCode(constraints: Constraints, statusCode: string): Constraints {
  return constraints.pattern("statusCode", statusCode, /[1-5]\d\d/);
}

/** Throws ValidationException unless the text is a status code. */
export function checkStatusCode(statusCode: string): void {
  constrainStatusCode(new Constraints(), statusCode).throwIfViolated();
}
