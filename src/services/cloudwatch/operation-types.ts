// Short names for the inputs and outputs of CloudWatch's operations, taken from the SDK's commands.
import type * as Sdk from "@aws-sdk/client-cloudwatch";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

type Name = OperationName<typeof Sdk>;

/** What the operation is given: required members are there. */
export type Input<N extends Name> = InputOf<typeof Sdk, N>;

/** What the operation answers. */
export type Output<N extends Name> = OutputOf<typeof Sdk, N>;
