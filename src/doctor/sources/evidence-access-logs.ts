// How many requests stages answered with 4xx and 5xx lately, counted in their access logs in CloudWatch Logs, where
// those are JSON that has the status in it. Bounded: a log may be larger than anybody wants to wait for, so that the
// counts are "at least".
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { MetricEvidence } from "../evidence.ts";
import type { Inventory, InventoryPart } from "../inventory.ts";
import type { AccountReader } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import type { Timespan } from "./evidence-metrics.ts";

const STAGES_MAX = 20;
const PAGES_MAX = 3;
const EVENTS_MAX = 1000;

/** Names under which the counts stand among the metrics; the resource is the API's id. */
const ACCESS_LOG_4XX = "AccessLog4XXCount";
const ACCESS_LOG_5XX = "AccessLog5XXCount";

interface StageLog {
  readonly part: InventoryPart;
  readonly apiId: string;
  readonly stageName: string;
  readonly logGroupName: string;
  /** The member of a line that is the status. */
  readonly statusKey: string;
}

/** Counts for each API; nought is not told. */
export async function readAccessLogEvidence(
  inventory: Inventory,
  { logs }: AwsClients,
  reader: AccountReader,
  timespan: Timespan,
): Promise<MetricEvidence[]> {
  const stages = stageLogs(inventory).slice(0, STAGES_MAX);
  const read = stages.map(async (stage) => {
    const counts = { client: 0, server: 0 };
    let nextToken: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const { part, apiId, stageName, logGroupName, statusKey } = stage;
      const purpose = { part, what: "access log", of: `stage ${stageName} of API ${apiId}` };
      const answer = await reader.call(purpose, () =>
        logs.send(
          new FilterLogEventsCommand({
            logGroupName,
            startTime: timespan.sinceMs,
            endTime: timespan.nowMs,
            filterPattern: failurePattern(statusKey),
            limit: EVENTS_MAX,
            nextToken,
          }),
        ),
      );
      if (typeof answer === "string") break;
      for (const { message = "" } of answer.events ?? []) count(counts, message, statusKey);
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    return { apiId: stage.apiId, ...counts };
  });
  return told(await Promise.all(read), timespan.sinceMs);
}

/** A status is text or a number, as the stage's format has it. */
function failurePattern(key: string): string {
  return `{ ($.${key} >= 400) || ($.${key} = "4*") || ($.${key} = "5*") }`;
}

function count(counts: { client: number; server: number }, line: string, key: string): void {
  const status = Number(statusIn(line, key));
  if (status >= 400 && status < 500) counts.client += 1;
  else if (status >= 500 && status < 600) counts.server += 1;
}

function statusIn(line: string, key: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  } catch {
    return undefined;
  }
}

function told(
  counted: readonly { apiId: string; client: number; server: number }[],
  sinceMs: number,
): MetricEvidence[] {
  const sums = new Map<string, MetricEvidence>();
  for (const { apiId, client, server } of counted) {
    for (const [metricName, more] of [
      [ACCESS_LOG_4XX, client],
      [ACCESS_LOG_5XX, server],
    ] as const) {
      if (more === 0) continue;
      const key = `${apiId} ${metricName}`;
      const sum = (sums.get(key)?.sum ?? 0) + more;
      sums.set(key, { resource: apiId, metricName, sum, sinceMs });
    }
  }
  return [...sums.values()];
}

function stageLogs({ httpApis, restApis }: Inventory): StageLog[] {
  const found: StageLog[] = [];
  const add = (stage: Omit<StageLog, "logGroupName" | "statusKey">, arn = "", format = "") => {
    const logGroupName = /:log-group:([^:]+)/.exec(arn)?.[1];
    const statusKey = statusKeyOf(format);
    if (logGroupName !== undefined && statusKey !== undefined) {
      found.push({ ...stage, logGroupName, statusKey });
    }
  };
  for (const { api, stages } of httpApis) {
    for (const { stage } of stages) {
      const place = { apiId: api.ApiId ?? "", stageName: stage.StageName ?? "" };
      const { DestinationArn, Format } = stage.AccessLogSettings ?? {};
      add({ part: "httpApis", ...place }, DestinationArn, Format);
    }
  }
  for (const { restApi, stages } of restApis) {
    for (const { stage } of stages) {
      const place = { apiId: restApi.id ?? "", stageName: stage.stageName ?? "" };
      const { destinationArn, format } = stage.accessLogSettings ?? {};
      add({ part: "restApis", ...place }, destinationArn, format);
    }
  }
  return found;
}

/** `{"status": "$context.status"}` → "status". */
function statusKeyOf(format: string): string | undefined {
  if (!format.trimStart().startsWith("{")) return undefined;
  return /"([A-Za-z_]\w*)"\s*:\s*"?\$context\.status"?\s*[,}]/.exec(format)?.[1];
}
