// GetCallerIdentity: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type * as sdk from "@aws-sdk/client-sts";
import { formatArn, partitionOf } from "../../base/arn.ts";
import type { InputOf, OutputOf } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";

/** Every caller is the account's root user: signatures are not verified, so nobody can be told apart. */
export function getCallerIdentity(
  _input: InputOf<typeof sdk, "GetCallerIdentity">,
  { account, region }: OperationContext,
): OutputOf<typeof sdk, "GetCallerIdentity"> {
  const partition = partitionOf(region);
  return {
    Account: account,
    UserId: account,
    Arn: formatArn({ partition, service: "iam", region: "", account, resource: "root" }),
  };
}
