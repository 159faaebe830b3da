// Where a log of a load balancer lies in its bucket, and what its files are called. The bucket is a folder of the data
// directory, with the very keys that S3 would have below it.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
import { randomInt } from "node:crypto";
import path from "node:path";
import type { ListenerSnapshot, LogDeliverySnapshot } from "../../store/snapshots.ts";

/** AWS closes a file every five minutes. */
export const LOG_INTERVAL_MS = 300_000;
/** The folder of the data directory that stands for S3. */
export const BUCKETS_FOLDER = "s3";

const RANDOM_LENGTH = 8;
const RANDOM_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export type LogKind = "access" | "connection";

/** What of the names is the same for all files of a log. */
export interface LogLocation {
  /** Up to the region, relative to the data directory. */
  readonly folder: string;
  readonly namePrefix: string;
  readonly nameSuffix: string;
}

export function logLocation(
  kind: LogKind,
  snapshot: ListenerSnapshot,
  delivery: LogDeliverySnapshot,
): LogLocation {
  const { account, region, loadBalancerId, nodeAddresses } = snapshot;
  const isNetwork = snapshot.loadBalancerType === "network";
  // There is a file per node on AWS; here all that a load balancer does is done by the first one.
  const node = nodeAddresses[0] ?? "127.0.0.1";
  const start = kind === "connection" ? "conn_log_" : "";
  return {
    folder: path.join(
      BUCKETS_FOLDER,
      ...keySegments(delivery.bucket),
      ...keySegments(delivery.prefix),
      "AWSLogs",
      ...keySegments(account),
      "elasticloadbalancing",
      ...keySegments(region),
    ),
    namePrefix: `${start}${account}_elasticloadbalancing_${region}_${loadBalancerId}`.replaceAll(
      "/",
      ".",
    ),
    nameSuffix: isNetwork ? "" : `_${node}`,
  };
}

/** The end of the interval that a moment lies in. */
export function intervalEnd(wallMs: number): number {
  return (Math.floor(wallMs / LOG_INTERVAL_MS) + 1) * LOG_INTERVAL_MS;
}

/** A new file's path below the data directory; no two are the same. */
export function logFilePath(location: LogLocation, intervalEndMs: number): string {
  const end = new Date(intervalEndMs).toISOString();
  const day = end.slice(0, 10).split("-");
  const stamp = `${end.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const name = `${location.namePrefix}_${stamp}${location.nameSuffix}_${randomText()}.log.gz`;
  return path.join(location.folder, ...day, name);
}

/** Segments of an S3 key as names of folders. What a file system reads otherwise is written in percent signs. */
function keySegments(key: string): string[] {
  return key
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) =>
      segment === "." || segment === ".."
        ? segment.replaceAll(".", "%2E")
        : segment.replaceAll(/[\0\\]/g, (char) => encodeURIComponent(char)),
    );
}

function randomText(): string {
  let text = "";
  for (let i = 0; i < RANDOM_LENGTH; i++) text += RANDOM_LETTERS[randomInt(RANDOM_LETTERS.length)];
  return text;
}
