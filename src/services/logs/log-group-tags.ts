// Tags of log groups: their limits and how they are found and kept.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
import { TooManyTagsException } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { LogGroup } from "../../store/log-store.ts";
import type { Tags } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupNameOf } from "./log-names.ts";
import {
  asked,
  groupNotFound,
  invalidParameter,
  resourceNotFound,
  throwIfInvalid,
} from "./logs-errors.ts";

export const TAGS_PER_GROUP_MAX = 50;
const ARN_LENGTH = { min: 1, max: 1011 };
const ARN_PATTERN = /[\w+=/:,.@*#-]*/;
const KEY_LENGTH = { min: 1, max: 128 };
const VALUE_LENGTH = { min: 0, max: 256 };
const KEY = /([\p{L}\p{Z}\p{N}_.:/=+\-@]+)/u;
const VALUE = /([\p{L}\p{Z}\p{N}_.:/=+\-@]*)/u;

/** Refuses what AWS refuses of tags that are to be set. */
export function checkTags(constraints: Constraints, tags: Tags | undefined): Constraints {
  constraints.length("tags", tags, { min: 1, max: TAGS_PER_GROUP_MAX });
  for (const [key, value] of Object.entries(tags ?? {})) {
    constraints
      .length("tags", key, KEY_LENGTH)
      .pattern("tags", key, KEY)
      .length("tags", value, VALUE_LENGTH)
      .pattern("tags", value, VALUE);
  }
  return constraints;
}

/** Keys with AWS's own prefix are not for users. */
export function refuseReservedKeys(keys: readonly string[]): void {
  if (keys.some((key) => /^aws:/i.test(key))) {
    throw invalidParameter("aws: prefixed tag key names are not allowed for external use.");
  }
}

export async function groupByName(name: string, context: OperationContext): Promise<LogGroup> {
  const group = await asked(context.logs.findGroup(context, name));
  if (group === undefined) throw groupNotFound();
  return group;
}

/** The log group of a resource ARN, which is the only kind of resource there is. */
export async function groupByArn(arn: string, context: OperationContext): Promise<LogGroup> {
  throwIfInvalid(
    new Constraints()
      .length("resourceArn", arn, ARN_LENGTH)
      .pattern("resourceArn", arn, ARN_PATTERN),
  );
  const isArn = arn.startsWith("arn:");
  const name = isArn ? groupNameOf(arn, context) : undefined;
  const group = name === undefined ? undefined : await context.logs.findGroup(context, name);
  if (group === undefined) throw resourceNotFound("The specified resource does not exist.");
  return group;
}

export async function addTags(
  group: LogGroup,
  added: Tags,
  context: OperationContext,
): Promise<void> {
  const constraints = checkTags(new Constraints(), added);
  throwIfInvalid(constraints);
  refuseReservedKeys(Object.keys(added));
  const tags = { ...group.tags, ...added };
  if (Object.keys(tags).length > TAGS_PER_GROUP_MAX) {
    throw new TooManyTagsException({
      $metadata: {},
      message: `A resource can have no more than ${TAGS_PER_GROUP_MAX} tags.`,
      resourceName: group.name,
    });
  }
  await asked(context.logs.changeGroup(context, group.name, { tags }));
}

export async function removeTags(
  group: LogGroup,
  keys: readonly string[],
  context: OperationContext,
): Promise<void> {
  const tags = Object.fromEntries(
    Object.entries(group.tags).filter(([key]) => !keys.includes(key)),
  );
  await asked(context.logs.changeGroup(context, group.name, { tags }));
}
