// The types of EC2's operations, by name.
import type * as sdk from "@aws-sdk/client-ec2";
import type { InputOf, OperationName, OutputOf } from "../../protocol/handlers.ts";

type Ec2OperationName = Extract<OperationName<typeof sdk>, string>;

export type Ec2Input<Name extends Ec2OperationName> = InputOf<typeof sdk, Name>;
export type Ec2Output<Name extends Ec2OperationName> = OutputOf<typeof sdk, Name>;
