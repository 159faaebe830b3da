// Where the logs of a stage go in CloudWatch Logs. One object per stage and kind of log, made when the stage goes
// live: a line costs nothing but itself.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
import { createHash } from "node:crypto";
import { parseArn } from "../../base/arn.ts";
import type { Scope } from "../../store/records.ts";
import type { LogPlace } from "../../telemetry/log-sink.ts";

/** Requests that a canary serves are logged apart. */
export const CANARY_SUFFIX = "/Canary";

/** [I] How many streams API Gateway spreads a stage's lines over; one process here writes one of them. */
const STREAM_COUNT = 256;

export interface StageLogPlace {
  readonly scope: Scope;
  readonly place: LogPlace;
}

interface LoggedStage {
  readonly apiId: string;
  readonly stageName: string;
  readonly account: string;
  readonly region: string;
}

/** Null for a destination that is no log group. */
export function accessLogPlace(
  stage: LoggedStage,
  destinationArn: string,
  suffix: "" | "/Canary" = "",
): StageLogPlace | null {
  const arn = parseArn(destinationArn);
  if (arn?.service !== "logs" || !arn.resource.startsWith("log-group:")) return null;
  const groupName = arn.resource.slice("log-group:".length).replace(/:\*$/, "") + suffix;
  return {
    scope: { account: arn.account || stage.account, region: arn.region || stage.region },
    place: { groupName, streamName: streamName(stage) },
  };
}

/** Of a REST API's stage. */
export function executionLogPlace(stage: LoggedStage, suffix: "" | "/Canary" = ""): StageLogPlace {
  const groupName = `API-Gateway-Execution-Logs_${stage.apiId}/${stage.stageName}${suffix}`;
  return {
    scope: { account: stage.account, region: stage.region },
    place: { groupName, streamName: streamName(stage) },
  };
}

/**
 * Streams bear the MD5 hash of a small number, as AWS's do ("cfcd208495d565ef66e7dff9f98764da" is that of "0"); always
 * the same one for a stage. [I] For HTTP APIs too.
 */
function streamName({ apiId, stageName }: LoggedStage): string {
  const number = md5(`${apiId}/${stageName}`).readUInt32BE(0) % STREAM_COUNT;
  return md5(String(number)).toString("hex");
}

function md5(text: string): Buffer {
  return createHash("md5").update(text).digest();
}
