// Short names for the inputs and outputs of Elastic Load Balancing's operations, taken from the SDK's commands.
import type * as Sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

type Name = OperationName<typeof Sdk>;

/** What the operation is given: required members are there. */
export type Input<N extends Name> = InputOf<typeof Sdk, N>;

/** What the operation answers. */
export type Output<N extends Name> = OutputOf<typeof Sdk, N>;
