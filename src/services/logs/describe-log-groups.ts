// DescribeLogGroups: by prefix, part of the name, class, or one by one. Accounts linked to a monitoring account are
// not known here, so the members for them narrow and widen nothing.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
import type { LogGroup as AwsLogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { LogGroup } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { LOG_GROUP_CLASSES } from "./create-log-group.ts";
import { checkGroupIdentifier, checkGroupName, groupArn, groupNameOf } from "./log-names.ts";
import { asked, invalidParameter, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { matchingGroups } from "./matching-groups.ts";

const PAGE_MAX = 50;
const IDENTIFIERS = { min: 1, max: 50 };
const PATTERN_LENGTH = { min: 0, max: 512 };
// oxlint-disable-next-line no-useless-escape
const PATTERN = /[\.\-_\/#A-Za-z0-9]*/;

export async function describeLogGroups(
  input: LogsInput<"DescribeLogGroups">,
  context: OperationContext,
): Promise<LogsOutput<"DescribeLogGroups">> {
  checkInput(input);
  const { logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
  if (identifiers !== undefined) return { logGroups: await namedGroups(identifiers, context) };
  const { groups, nextToken } = await matchingGroups(
    {
      prefix: input.logGroupNamePrefix ?? "",
      part: pattern ?? "",
      after: input.nextToken ?? null,
      limit: input.limit ?? PAGE_MAX,
      isWanted: ({ groupClass }) => isOfClass(groupClass, input.logGroupClass),
    },
    context,
  );
  // "If you specify logGroupNamePattern in your request, then only arn, creationTime, and logGroupName are included".
  const describe = pattern === undefined ? describedGroup : shortGroup;
  return { logGroups: groups.map((group) => describe(group, context)), ...nextToken };
}

function checkInput(input: LogsInput<"DescribeLogGroups">): void {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern } = input;
  const { logGroupIdentifiers: identifiers } = input;
  const constraints = checkGroupName(new Constraints(), prefix, "logGroupNamePrefix")
    .length("logGroupNamePattern", pattern, PATTERN_LENGTH)
    .pattern("logGroupNamePattern", pattern, PATTERN)
    .length("nextToken", input.nextToken, { min: 1 })
    .range("limit", input.limit, { min: 1, max: PAGE_MAX })
    .enumeration("logGroupClass", input.logGroupClass, LOG_GROUP_CLASSES)
    .length("logGroupIdentifiers", identifiers, IDENTIFIERS);
  for (const [index, identifier] of (identifiers ?? []).entries()) {
    checkGroupIdentifier(constraints, identifier, `logGroupIdentifiers.${index + 1}.member`);
  }
  throwIfInvalid(constraints);
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  }
  const others = [prefix, pattern, input.logGroupClass, input.nextToken, input.limit];
  if (identifiers !== undefined && others.some((other) => other !== undefined)) {
    throw invalidParameter(
      "LogGroup identifiers cannot be combined with any parameter but includeLinkedAccounts.",
    );
  }
}

/** "If you specify either INFREQUENT_ACCESS or ESSENTIALS, the results include log groups in both". */
export function isOfClass(groupClass: string, wanted: string | undefined): boolean {
  if (wanted === undefined || groupClass === wanted) return true;
  const either = ["INFREQUENT_ACCESS", "ESSENTIALS"];
  return either.includes(groupClass) && either.includes(wanted);
}

/** Those that are there; AWS leaves out the others. [I] */
async function namedGroups(
  identifiers: readonly string[],
  context: OperationContext,
): Promise<AwsLogGroup[]> {
  const groups: AwsLogGroup[] = [];
  for (const identifier of identifiers) {
    const name = groupNameOf(identifier, context);
    const group = name && (await asked(context.logs.findGroup(context, name)));
    if (group) groups.push(describedGroup(group, context));
  }
  return groups;
}

function shortGroup(group: LogGroup, context: OperationContext): AwsLogGroup {
  return {
    logGroupName: group.name,
    creationTime: group.createdAtMs,
    arn: `${groupArn(group.name, context)}:*`,
  };
}

function describedGroup(group: LogGroup, context: OperationContext): AwsLogGroup {
  return {
    ...shortGroup(group, context),
    ...(group.retentionDays === null ? {} : { retentionInDays: group.retentionDays }),
    metricFilterCount: group.metricFilterCount,
    storedBytes: group.storedBytes,
    ...(group.kmsKeyId === "" ? {} : { kmsKeyId: group.kmsKeyId }),
    logGroupClass: group.groupClass as NonNullable<AwsLogGroup["logGroupClass"]>,
    logGroupArn: groupArn(group.name, context),
  };
}
