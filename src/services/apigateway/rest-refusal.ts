// Which errors are answers: operations that call others tell a refusal from a fault by it.
import { APIGatewayServiceException } from "@aws-sdk/client-api-gateway";
import { FrameworkError } from "../../protocol/framework-error.ts";

/** Whether an operation refused its input, as against having failed. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof APIGatewayServiceException || error instanceof FrameworkError;
}
