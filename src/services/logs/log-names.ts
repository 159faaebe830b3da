// Names and ARNs of log groups and streams: what they may be and how operations take them.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
import { formatArn, parseArn, partitionOf } from "../../base/arn.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupNotFound, invalidParameter, throwIfInvalid } from "./logs-errors.ts";

const NAME_LENGTH = { min: 1, max: 512 };
const IDENTIFIER_LENGTH = { min: 1, max: 2048 };
// Printed in messages as AWS prints it.
// oxlint-disable-next-line no-useless-escape
const GROUP_NAME = /[\.\-_\/#A-Za-z0-9]+/;
// oxlint-disable-next-line no-useless-escape
const GROUP_IDENTIFIER = /[\w#+=\/:,.@-]*/;
const STREAM_NAME = /[^:*]*/;
const GROUP_RESOURCE = "log-group:";

type Place = Pick<OperationContext, "account" | "region">;

export function checkGroupName(
  constraints: Constraints,
  name: string | undefined,
  path = "logGroupName",
): Constraints {
  return constraints.length(path, name, NAME_LENGTH).pattern(path, name, GROUP_NAME);
}

export function checkStreamName(
  constraints: Constraints,
  name: string | undefined,
  path = "logStreamName",
): Constraints {
  return constraints.length(path, name, NAME_LENGTH).pattern(path, name, STREAM_NAME);
}

export function checkGroupIdentifier(
  constraints: Constraints,
  identifier: string | undefined,
  path = "logGroupIdentifier",
): Constraints {
  return constraints
    .length(path, identifier, IDENTIFIER_LENGTH)
    .pattern(path, identifier, GROUP_IDENTIFIER);
}

/** The ARN without ":*". */
export function groupArn(name: string, { account, region }: Place): string {
  const resource = `${GROUP_RESOURCE}${name}`;
  return formatArn({ partition: partitionOf(region), service: "logs", region, account, resource });
}

export function streamArn(groupName: string, streamName: string, place: Place): string {
  return `${groupArn(groupName, place)}:log-stream:${streamName}`;
}

/** The name that an identifier, a name or an ARN with or without ":*", stands for; undefined for one elsewhere. */
export function groupNameOf(identifier: string, { account, region }: Place): string | undefined {
  const arn = parseArn(identifier);
  if (arn === undefined) return identifier;
  if (arn.service !== "logs" || arn.account !== account || arn.region !== region) return undefined;
  if (!arn.resource.startsWith(GROUP_RESOURCE)) return undefined;
  return arn.resource.slice(GROUP_RESOURCE.length).replace(/:\*$/, "");
}

/** The group of an operation that takes a name or an identifier, one of the two. */
export function groupNameFrom(
  input: { readonly logGroupName?: string; readonly logGroupIdentifier?: string },
  place: Place,
): string {
  const { logGroupName, logGroupIdentifier } = input;
  const constraints = checkGroupName(new Constraints(), logGroupName);
  throwIfInvalid(checkGroupIdentifier(constraints, logGroupIdentifier));
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw invalidParameter("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  }
  const identifier = logGroupName ?? logGroupIdentifier;
  if (identifier === undefined) {
    throw invalidParameter("Either logGroupName or logGroupIdentifier must be specified.");
  }
  const name = groupNameOf(identifier, place);
  if (name === undefined) throw groupNotFound();
  return name;
}
