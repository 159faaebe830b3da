// DescribeLogStreams: the streams of a group by name or by their last event.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
import type { LogStream as AwsLogStream } from "@aws-sdk/client-cloudwatch-logs";
import { Constraints } from "../../protocol/constraints.ts";
import type { LogStream } from "../../store/log-store.ts";
import type { OperationContext } from "../operation-context.ts";
import { groupByName } from "./log-group-tags.ts";
import { checkStreamName, groupNameFrom, streamArn } from "./log-names.ts";
import { asked, invalidParameter, throwIfInvalid } from "./logs-errors.ts";
import type { LogsInput, LogsOutput } from "./logs-operation.ts";
import { sequenceToken } from "./sequence-token.ts";

const PAGE_MAX = 50;

export async function describeLogStreams(
  input: LogsInput<"DescribeLogStreams">,
  context: OperationContext,
): Promise<LogsOutput<"DescribeLogStreams">> {
  const { logStreamNamePrefix: prefix, orderBy = "LogStreamName", descending = false } = input;
  throwIfInvalid(
    checkStreamName(new Constraints(), prefix, "logStreamNamePrefix")
      .enumeration("orderBy", orderBy, ["LogStreamName", "LastEventTime"])
      .length("nextToken", input.nextToken, { min: 1 })
      .range("limit", input.limit, { min: 1, max: PAGE_MAX }),
  );
  const groupName = groupNameFrom(input, context);
  if (prefix !== undefined && orderBy === "LastEventTime") {
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  await groupByName(groupName, context);
  const page = await asked(
    context.logs.listStreams(context, {
      groupName,
      prefix: prefix ?? "",
      order: orderBy === "LogStreamName" ? "name" : "last-event",
      descending,
      after: input.nextToken ?? null,
      limit: input.limit ?? PAGE_MAX,
    }),
  );
  return {
    logStreams: page.items.map((stream) => describedStream(stream, groupName, context)),
    ...(page.next === null ? {} : { nextToken: page.next }),
  };
}

function describedStream(
  stream: LogStream,
  groupName: string,
  context: OperationContext,
): AwsLogStream {
  const { firstEventAtMs, lastEventAtMs, lastIngestionAtMs } = stream;
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAtMs,
    ...(firstEventAtMs === null ? {} : { firstEventTimestamp: firstEventAtMs }),
    ...(lastEventAtMs === null ? {} : { lastEventTimestamp: lastEventAtMs }),
    ...(lastIngestionAtMs === null
      ? {}
      : {
          lastIngestionTime: lastIngestionAtMs,
          uploadSequenceToken: sequenceToken(lastIngestionAtMs),
        }),
    arn: streamArn(groupName, stream.name, context),
    // "As of June 17, 2019, this parameter is no longer supported for log streams, and is always reported as zero."
    storedBytes: 0,
  };
}
