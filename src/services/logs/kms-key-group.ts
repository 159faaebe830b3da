// The log group of AssociateKmsKey and DisassociateKmsKey, which take its name or the ARN of a resource. Keys for the
// results of queries, which those ARNs can name too, are not there.
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupNameFrom } from "./log-names.ts";
import { notThere, throwIfInvalid } from "./logs-errors.ts";

const RESOURCE_LENGTH = { min: 1, max: 2048 };
const RESOURCE = /[\w+=/:,.@*-]*/;

export function kmsKeyGroup(
  input: { readonly logGroupName?: string; readonly resourceIdentifier?: string },
  context: OperationContext,
): string {
  const { logGroupName, resourceIdentifier } = input;
  throwIfInvalid(
    new Constraints()
      .length("resourceIdentifier", resourceIdentifier, RESOURCE_LENGTH)
      .pattern("resourceIdentifier", resourceIdentifier, RESOURCE),
  );
  if (resourceIdentifier?.endsWith(":query-result:*") === true) {
    throw notThere("KMS keys for query results");
  }
  return groupNameFrom(
    {
      ...(logGroupName === undefined ? {} : { logGroupName }),
      ...(resourceIdentifier === undefined
        ? {}
        : { logGroupIdentifier: resourceIdentifier.replace(/:\*$/, "") }),
    },
    context,
  );
}
