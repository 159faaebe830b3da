// ListLogGroups: names, ARNs and classes of the groups whose names match one of up to five patterns and that have all
// the tags asked for. Data sources and field indexes are not there, so nothing has any.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html
import type { LogGroupSummary } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { Tags } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { LOG_GROUP_CLASSES } from "./create-log-group.ts";
import { isOfClass } from "./describe-log-groups.ts";
import { groupArn } from "./log-names.ts";
import { notThere, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { matchingGroups } from "./matching-groups.ts";

const LIMIT = { min: 1, max: 1000 };
const LIMIT_DEFAULT = 50;
const PATTERN_LENGTH = { min: 3, max: 129 };
const PATTERN =
  // oxlint-disable-next-line no-useless-escape
  /(\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9]{3,24}){0,4}/;

type TagFilters = NonNullable<LogsInput<"ListLogGroups">["logGroupTags"]>;

export async function listLogGroups(
  input: LogsInput<"ListLogGroups">,
  context: OperationContext,
): Promise<LogsOutput<"ListLogGroups">> {
  const { logGroupNamePattern: pattern } = input;
  throwIfInvalid(
    new Constraints()
      .length("logGroupNamePattern", pattern, PATTERN_LENGTH)
      .pattern("logGroupNamePattern", pattern, PATTERN)
      .length("nextToken", input.nextToken, { min: 1 })
      .range("limit", input.limit, LIMIT)
      .enumeration("logGroupClass", input.logGroupClass, LOG_GROUP_CLASSES),
  );
  if (input.dataSources !== undefined || input.fieldIndexNames !== undefined) {
    throw notThere("data sources and field indexes of log groups");
  }
  const alternatives = pattern?.split("|") ?? [""];
  const { groups, nextToken } = await matchingGroups(
    {
      prefix: "",
      part: "",
      after: input.nextToken ?? null,
      limit: input.limit ?? LIMIT_DEFAULT,
      isWanted: (group) =>
        alternatives.some((alternative) => isNamed(group.name, alternative)) &&
        isOfClass(group.groupClass, input.logGroupClass) &&
        hasTags(group.tags, input.logGroupTags ?? []),
    },
    context,
  );
  const logGroups = groups.map(({ name, groupClass }) => ({
    logGroupName: name,
    logGroupArn: groupArn(name, context),
    logGroupClass: groupClass as NonNullable<LogGroupSummary["logGroupClass"]>,
  }));
  return { logGroups, ...nextToken };
}

/** "^" at its front makes an alternative a prefix; else it may stand anywhere. */
function isNamed(name: string, alternative: string): boolean {
  if (alternative.startsWith("^")) return name.startsWith(alternative.slice(1));
  return name.includes(alternative);
}

function hasTags(tags: Tags, filters: TagFilters): boolean {
  return filters.every(({ key, values = [] }) => {
    const value = tags[key];
    return value !== undefined && (values.length === 0 || values.includes(value));
  });
}
