// StartLiveTail: what comes to some log groups, as it comes, until the reader leaves or three hours have passed.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
import { InvalidOperationException } from "@aws-sdk/client-cloudwatch-logs";
import { uuid } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { TailRead } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { LiveTailSession } from "./live-tail-session.ts";
import { checkGroupIdentifier, checkStreamName, groupArn, groupNameOf } from "./log-names.ts";
import {
  asked,
  groupNotFound,
  invalidParameter,
  limitExceeded,
  throwIfInvalid,
} from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";

const GROUPS = { min: 1, max: 10 };
const STREAMS = { min: 1, max: 100 };
const PATTERN_LENGTH = { min: 0, max: 1024 };
/** "can include as many as 500 log events" */
const EVENTS_PER_UPDATE_MAX = 500;

export async function startLiveTail(
  input: LogsInput<"StartLiveTail">,
  context: OperationContext,
): Promise<LogsOutput<"StartLiveTail">> {
  checkInput(input);
  const { account, region, tails, logs, clock, logger } = context;
  const groupNames: string[] = [];
  for (const identifier of input.logGroupIdentifiers) {
    groupNames.push(await tailedGroup(identifier, context));
  }
  const { logStreamNames: names, logStreamNamePrefixes: prefixes } = input;
  const query: Omit<TailRead, "after"> = {
    groupNames,
    streams:
      names === undefined && prefixes === undefined
        ? null
        : { names: names ?? [], prefixes: prefixes ?? [] },
    pattern: input.logEventFilterPattern ?? "",
    limit: EVENTS_PER_UPDATE_MAX,
  };
  const { next: after } = await asked(logs.tailEvents(context, { ...query, after: null }));
  if (!tails.hasRoom(context)) {
    throw limitExceeded("The number of concurrent live tail sessions has reached its limit.");
  }
  const session = new LiveTailSession({
    scope: { account, region },
    query,
    after,
    start: { requestId: context.requestId, sessionId: uuid(), ...input },
    identifierOf: ({ groupName }) => groupArn(groupName, { account, region }),
    logs,
    clock,
    failed: (cause) => logger.error("A live tail failed", { cause }),
    onOver: (over) => tails.delete(over),
  });
  tails.add(session);
  return { responseStream: session };
}

/** The name of a group that can be tailed. */
async function tailedGroup(identifier: string, context: OperationContext): Promise<string> {
  const name = groupNameOf(identifier, context);
  if (name === undefined) throw groupNotFound();
  const group = await groupByName(name, context);
  // "Live Tail is supported only for log groups in the Standard log class."
  if (group.groupClass !== "STANDARD") {
    const message = "Live Tail is supported only for log groups in the Standard log class.";
    throw new InvalidOperationException({ $metadata: {}, message });
  }
  return name;
}

function checkInput(input: LogsInput<"StartLiveTail">): void {
  const { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes } = input;
  const constraints = new Constraints()
    .length("logGroupIdentifiers", logGroupIdentifiers, GROUPS)
    .length("logStreamNames", logStreamNames, STREAMS)
    .length("logStreamNamePrefixes", logStreamNamePrefixes, STREAMS)
    .length("logEventFilterPattern", input.logEventFilterPattern, PATTERN_LENGTH);
  for (const [index, identifier] of logGroupIdentifiers.entries()) {
    checkGroupIdentifier(constraints, identifier, `logGroupIdentifiers.${index + 1}.member`);
  }
  for (const [index, name] of (logStreamNames ?? []).entries()) {
    checkStreamName(constraints, name, `logStreamNames.${index + 1}.member`);
  }
  for (const [index, prefix] of (logStreamNamePrefixes ?? []).entries()) {
    checkStreamName(constraints, prefix, `logStreamNamePrefixes.${index + 1}.member`);
  }
  throwIfInvalid(constraints);
  // "Specify each log group by its ARN. If you specify an ARN, the ARN can't end with an asterisk (*)."
  if (logGroupIdentifiers.some((one) => !one.startsWith("arn:") || one.endsWith("*"))) {
    throw invalidParameter("Each log group identifier must be the ARN of a log group, without :*.");
  }
  if (logStreamNames !== undefined && logStreamNamePrefixes !== undefined) {
    throw invalidParameter("logStreamNames and logStreamNamePrefixes are mutually exclusive.");
  }
  const isOfStreams = logStreamNames !== undefined || logStreamNamePrefixes !== undefined;
  if (isOfStreams && logGroupIdentifiers.length > 1) {
    throw invalidParameter(
      "logStreamNames and logStreamNamePrefixes can be specified for one log group only.",
    );
  }
}
