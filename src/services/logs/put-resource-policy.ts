// PutResourcePolicy: keeps a policy of the account, by name, or of a log group, which has one at most.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
import type { ResourcePolicy } from "@aws-sdk/client-cloudwatch-logs";
import { uuid } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupArn } from "./log-names.ts";
import { limitExceeded, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import {
  accountPolicyId,
  checkDocument,
  checkRevision,
  groupPolicyId,
  listPolicies,
  policyGroupName,
} from "./resource-policies.ts";

/** "An account can have a maximum of 10 policies without resourceARN and one per LogGroup resourceARN". */
const ACCOUNT_POLICIES_MAX = 10;
const ACCOUNT_DOCUMENT_LENGTH = { min: 1, max: 5_120 };
/** "resource policies are configured at the log group level and have a maximum size of 51,200 bytes". */
const GROUP_DOCUMENT_LENGTH = { min: 1, max: 51_200 };
const NAME_LENGTH = { min: 1, max: 512 };

export async function putResourcePolicy(
  input: LogsInput<"PutResourcePolicy">,
  context: OperationContext,
): Promise<LogsOutput<"PutResourcePolicy">> {
  const { policyName = "", policyDocument = "", resourceArn } = input;
  const length = resourceArn === undefined ? ACCOUNT_DOCUMENT_LENGTH : GROUP_DOCUMENT_LENGTH;
  const constraints = new Constraints();
  // A log group's only policy needs no name. [I]
  if (resourceArn === undefined) constraints.notNull("policyName", input.policyName);
  throwIfInvalid(
    constraints
      .length("policyName", input.policyName, NAME_LENGTH)
      .notNull("policyDocument", input.policyDocument)
      .length("policyDocument", input.policyDocument, length)
      .length("expectedRevisionId", input.expectedRevisionId, { min: 1 }),
  );
  checkDocument(policyDocument);
  const lastUpdatedTime = context.clock.nowMs();
  if (resourceArn !== undefined) {
    return putOfGroup({ policyName, policyDocument, lastUpdatedTime }, input, context);
  }
  const id = accountPolicyId(policyName);
  if ((await context.records.get("log-resource-policy", id)) === undefined) {
    const others = await listPolicies("ACCOUNT", context);
    if (others.length >= ACCOUNT_POLICIES_MAX) throw limitExceeded();
  }
  const policy = { policyName, policyDocument, lastUpdatedTime, policyScope: "ACCOUNT" } as const;
  context.records.put("log-resource-policy", id, { policy });
  return { resourcePolicy: policy };
}

async function putOfGroup(
  { policyName, ...rest }: ResourcePolicy,
  { resourceArn = "", expectedRevisionId }: LogsInput<"PutResourcePolicy">,
  context: OperationContext,
): Promise<LogsOutput<"PutResourcePolicy">> {
  const groupName = await policyGroupName(resourceArn, context);
  const id = groupPolicyId(groupName);
  const before = await context.records.get("log-resource-policy", id);
  checkRevision(before?.policy, expectedRevisionId);
  const revisionId = uuid();
  const policy: ResourcePolicy = {
    ...(policyName === "" ? {} : { policyName }),
    ...rest,
    policyScope: "RESOURCE",
    resourceArn: groupArn(groupName, context),
    revisionId,
  };
  context.records.put("log-resource-policy", id, { policy });
  return { resourcePolicy: policy, revisionId };
}
