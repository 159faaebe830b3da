// Log groups, streams and events, as the pages of this section need them.
import type { FilteredLogEvent, LogGroup, LogStream } from "@aws-sdk/client-cloudwatch-logs";
import { cloudWatchLogs } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import type { TimeBounds } from "../../commons/time-range.ts";

/** The retentions that PutRetentionPolicy takes, in days. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** In order of name. */
export async function listGroups(): Promise<LogGroup[]> {
  const client = await cloudWatchLogs();
  return everyPage(async (nextToken) => {
    const answer = await client.describeLogGroups({ limit: 50, nextToken });
    return { items: answer.logGroups, next: answer.nextToken };
  });
}

export async function findGroup(name: string): Promise<LogGroup | undefined> {
  const client = await cloudWatchLogs();
  const { logGroups = [] } = await client.describeLogGroups({ logGroupIdentifiers: [name] });
  return logGroups[0];
}

/** `days` of 0 keeps events for ever. */
export async function setRetention(logGroupName: string, days: number): Promise<void> {
  const client = await cloudWatchLogs();
  if (days === 0) await client.deleteRetentionPolicy({ logGroupName });
  else await client.putRetentionPolicy({ logGroupName, retentionInDays: days });
}

export async function createGroup(logGroupName: string, retentionDays: number): Promise<void> {
  await (await cloudWatchLogs()).createLogGroup({ logGroupName });
  if (retentionDays > 0) await setRetention(logGroupName, retentionDays);
}

export async function deleteGroup(logGroupName: string): Promise<void> {
  await (await cloudWatchLogs()).deleteLogGroup({ logGroupName });
}

/** The one with the newest event first. */
export async function listStreams(logGroupName: string): Promise<LogStream[]> {
  const client = await cloudWatchLogs();
  const found = await everyPage(async (nextToken) => {
    const answer = await client.describeLogStreams({
      logGroupName,
      orderBy: "LogStreamName",
      limit: 50,
      nextToken,
    });
    return { items: answer.logStreams, next: answer.nextToken };
  });
  return found.sort((a, b) => (b.lastEventTimestamp ?? 0) - (a.lastEventTimestamp ?? 0));
}

/** One event as it is shown. */
export interface Line {
  readonly id: string;
  readonly atMs: number;
  readonly ingestedAtMs: number;
  readonly message: string;
  /** "" where the page is of one stream. */
  readonly stream: string;
}

export interface FilterQuery extends TimeBounds {
  readonly group: string;
  /** "" takes every event. */
  readonly pattern: string;
}

/** Beyond this a search has to be narrowed. */
export const FOUND_MAX = 2000;
const PAGE_SIZE = 1000;

/** The events that match, the earliest first, up to FOUND_MAX. */
export async function filterEvents(query: FilterQuery): Promise<{ lines: Line[]; isCut: boolean }> {
  const client = await cloudWatchLogs();
  const lines: Line[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await client.filterLogEvents({
      logGroupName: query.group,
      startTime: Math.max(0, Math.floor(query.startMs)),
      endTime: Math.ceil(query.endMs),
      ...(query.pattern === "" ? {} : { filterPattern: query.pattern }),
      limit: PAGE_SIZE,
      nextToken,
    });
    lines.push(...(answer.events ?? []).map(filteredLine));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined && lines.length < FOUND_MAX);
  return { lines: lines.slice(0, FOUND_MAX), isCut: nextToken !== undefined };
}

function filteredLine(event: FilteredLogEvent): Line {
  return {
    id: event.eventId ?? "",
    atMs: event.timestamp ?? 0,
    ingestedAtMs: event.ingestionTime ?? 0,
    message: event.message ?? "",
    stream: event.logStreamName ?? "",
  };
}

export interface StreamPage {
  readonly lines: readonly Line[];
  readonly olderToken: string;
  readonly newerToken: string;
}

const STREAM_PAGE_SIZE = 200;

/** Events of one stream: its newest, or those before or behind a page, as the page's tokens say. */
export async function readStream(
  logGroupName: string,
  logStreamName: string,
  token: string | undefined,
): Promise<StreamPage> {
  const client = await cloudWatchLogs();
  const answer = await client.getLogEvents({
    logGroupName,
    logStreamName,
    limit: STREAM_PAGE_SIZE,
    startFromHead: false,
    ...(token === undefined ? {} : { nextToken: token }),
  });
  const { nextBackwardToken: olderToken = "", nextForwardToken: newerToken = "" } = answer;
  const lines = (answer.events ?? []).map((event, at) => ({
    id: `${newerToken} ${at}`,
    atMs: event.timestamp ?? 0,
    ingestedAtMs: event.ingestionTime ?? 0,
    message: event.message ?? "",
    stream: "",
  }));
  return { lines, olderToken, newerToken };
}

export function groupAddress(group: string): string {
  return `/logs/${encodeURIComponent(group)}`;
}

export function streamAddress(group: string, stream: string): string {
  return `${groupAddress(group)}/${encodeURIComponent(stream)}`;
}

/** "Never expire", "1 day", "30 days". */
export function retentionText(days: number | undefined): string {
  if (days === undefined || days === 0) return "Never expire";
  return `${days} day${days === 1 ? "" : "s"}`;
}

/** "1.2 kB" */
export function bytesText(bytes: number | undefined): string {
  if (bytes === undefined) return "–";
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power - 1]}`;
}
