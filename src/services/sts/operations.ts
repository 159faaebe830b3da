// The STS operations that are there. What is left out answers 501 and names itself.
import type * as sdk from "@aws-sdk/client-sts";
import type { OperationHandlers } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

export const operations: OperationHandlers<typeof sdk, OperationContext> = {
  GetCallerIdentity: getCallerIdentity,
};
