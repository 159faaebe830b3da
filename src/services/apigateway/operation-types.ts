// What operations of API Gateway (REST APIs) are given and return, by operation name: `Input<"CreateRestApi">`.
// Types only.
import type * as Sdk from "@aws-sdk/client-api-gateway";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

/** What the operation of that name is given, required members checked. */
export type Input<Name extends OperationName<typeof Sdk>> = InputOf<typeof Sdk, Name>;

/** What the operation of that name returns. */
export type Output<Name extends OperationName<typeof Sdk>> = OutputOf<typeof Sdk, Name>;
