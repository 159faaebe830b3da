// The types of ACM's operations, by name.
import type * as sdk from "@aws-sdk/client-acm";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

type AcmOperationName = Extract<OperationName<typeof sdk>, string>;

export type AcmInput<Name extends AcmOperationName> = InputOf<typeof sdk, Name>;
export type AcmOutput<Name extends AcmOperationName> = OutputOf<typeof sdk, Name>;
