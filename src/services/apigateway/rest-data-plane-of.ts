// The data plane as an operation of REST APIs gets it.
import { FrameworkError } from "../../protocol/framework-error.ts";
import type { OperationContext } from "../operation-context.ts";
import type { RestDataPlane } from "./data-plane-functions.ts";

/** The data plane's functions; throws the 501 of an operation that is not there when they are not. */
export function restDataPlaneOf(context: OperationContext, operation: string): RestDataPlane {
  if (context.restDataPlane !== undefined) return context.restDataPlane;
  const message = `Postern does not have apigateway ${operation} without its data plane`;
  throw new FrameworkError("NotImplemented", 501, message);
}
