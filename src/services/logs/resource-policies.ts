// Resource policies of CloudWatch Logs, of the account or of one log group: how they are kept and what their
// documents must be. They say which of AWS's services may write; here everyone may.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
import { OperationAbortedException, type ResourcePolicy } from "@aws-sdk/client-cloudwatch-logs";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { groupNameOf } from "./log-names.ts";
import { invalidParameter } from "./logs-errors.ts";

const ACCOUNT_PREFIX = "account/";
const GROUP_PREFIX = "group/";
const EFFECTS: readonly unknown[] = ["Allow", "Deny"];

export function accountPolicyId(policyName: string): string {
  return `${ACCOUNT_PREFIX}${policyName}`;
}

export function groupPolicyId(groupName: string): string {
  return `${GROUP_PREFIX}${groupName}`;
}

/** Of one scope, by name or by group. */
export async function listPolicies(
  scope: "ACCOUNT" | "RESOURCE",
  { records }: OperationContext,
): Promise<ResourcePolicy[]> {
  const prefix = scope === "ACCOUNT" ? ACCOUNT_PREFIX : GROUP_PREFIX;
  const kept = await records.list("log-resource-policy", prefix);
  return kept.map(({ body }) => body.policy);
}

/** The log group that a resource ARN names; throws where it names none that is there. */
export async function policyGroupName(
  resourceArn: string,
  context: OperationContext,
): Promise<string> {
  const name = resourceArn.startsWith("arn:") ? groupNameOf(resourceArn, context) : undefined;
  if (name === undefined || name === "") {
    throw invalidParameter("The specified resourceArn is not the ARN of a log group.");
  }
  return (await groupByName(name, context)).name;
}

/** Refuses a change by somebody who has not seen the policy as it is. */
export function checkRevision(
  before: ResourcePolicy | undefined,
  expectedRevisionId: string | undefined,
): void {
  if (before?.revisionId === expectedRevisionId) return;
  const message = "Multiple concurrent requests to update the same resource were in conflict.";
  throw new OperationAbortedException({ $metadata: {}, message });
}

/** Refuses what is no policy. AWS says no more of it than this. */
export function checkDocument(text: string): void {
  if (!isPolicy(parsed(text))) {
    throw invalidParameter("Could not convert to persistable policy.");
  }
}

function isPolicy(document: unknown): boolean {
  if (!isObject(document)) return false;
  const { Statement: statement } = document;
  const statements: unknown[] = Array.isArray(statement) ? statement : [statement];
  return statements.length > 0 && statements.every(isStatement);
}

/** A resource may be left out in a policy that is attached to one. */
function isStatement(statement: unknown): boolean {
  if (!isObject(statement) || !EFFECTS.includes(statement["Effect"])) return false;
  return (
    ("Principal" in statement || "NotPrincipal" in statement) &&
    ("Action" in statement || "NotAction" in statement)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
