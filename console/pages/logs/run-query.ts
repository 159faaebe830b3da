// A Logs Insights query: started, and asked for until it is complete.
import {
  CloudWatchLogsServiceException,
  MalformedQueryException,
  type QueryStatistics,
} from "@aws-sdk/client-cloudwatch-logs";
import { cloudWatchLogs } from "../../commons/aws-clients.ts";
import type { TimeBounds } from "../../commons/time-range.ts";

export interface QueryInput extends TimeBounds {
  readonly groups: readonly string[];
  readonly text: string;
}

export interface QueryProgress {
  readonly id: string;
  /** AWS's: "Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout". */
  readonly status: string;
  /** The fields of the rows, in the order in which they first appear. */
  readonly fields: readonly string[];
  readonly rows: readonly QueryRow[];
  readonly statistics: QueryStatistics;
}

export interface QueryRow {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

const POLL_MS = 300;
/** The row's address for GetLogRecord, nothing to read. */
const POINTER = "@ptr";

export function isEnded(status: string): boolean {
  return status !== "Scheduled" && status !== "Running" && status !== "Unknown";
}

/** Runs it to its end, telling how far it is; a signal stops it. */
export async function runQuery(
  input: QueryInput,
  told: (progress: QueryProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = await cloudWatchLogs();
  const { queryId = "" } = await client.startQuery({
    logGroupNames: [...input.groups],
    startTime: Math.floor(input.startMs / 1000),
    endTime: Math.ceil(input.endMs / 1000),
    queryString: input.text,
  });
  for (;;) {
    const answer = await client.getQueryResults({ queryId });
    const { status = "Unknown", statistics = {}, results = [] } = answer;
    const rows = results.map((row, at) => ({
      id: String(at),
      values: Object.fromEntries(
        row
          .filter(({ field }) => field !== POINTER)
          .map(({ field = "", value = "" }) => [field, value]),
      ),
    }));
    const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
    told({ id: queryId, status, fields, rows, statistics });
    if (isEnded(status)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (signal.aborted) {
      await client.stopQuery({ queryId });
      signal.throwIfAborted();
    }
  }
}

export interface QueryFault {
  readonly message: string;
  /** The first character that makes no sense, counted from 0; undefined when the fault is not in the text. */
  readonly offset: number | undefined;
}

export function faultOf(cause: unknown): QueryFault {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof MalformedQueryException) {
    const { location, message: text } = cause.queryCompileError ?? {};
    return { message: text ?? message, offset: location?.startCharOffset };
  }
  if (cause instanceof CloudWatchLogsServiceException) {
    return { message: `${cause.name}: ${message}`, offset: undefined };
  }
  return { message, offset: undefined };
}
