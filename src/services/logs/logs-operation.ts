// The types of CloudWatch Logs' operations, by name.
import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

type LogsOperationName = Extract<OperationName<typeof sdk>, string>;

export type LogsInput<Name extends LogsOperationName> = InputOf<typeof sdk, Name>;
export type LogsOutput<Name extends LogsOperationName> = OutputOf<typeof sdk, Name>;
