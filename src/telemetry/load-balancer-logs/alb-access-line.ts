// One line of an Application Load Balancer's access log: 33 fields, in AWS's order.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
import type { AlbRequestEntry } from "../hop-observer.ts";
import { microsecondField, NO_FIELD, plainField, quotedField, secondsField } from "./log-field.ts";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html: 8 KB. */
export const USER_AGENT_LENGTH_MAX = 8192;
/** Fields 31 to 33, of rules that rewrite: there are none here. */
const NO_TRANSFORM = '"-" "-" "-"';
/** By tier; AWS has no word for requests that comply. */
const CLASSIFICATIONS = ['"-"', '"Acceptable"', '"Ambiguous"', '"Severe"'] as const;

/** `wallOffsetMs` added to monotonic time gives wall time. */
export function albAccessLine(entry: AlbRequestEntry, wallOffsetMs: number): string {
  const target = plainField(entry.target);
  const targetStatus = entry.targetStatus === 0 ? NO_FIELD : String(entry.targetStatus);
  const elbStatus = entry.elbStatus === 0 ? NO_FIELD : String(entry.elbStatus);
  const userAgent = entry.userAgent.slice(0, USER_AGENT_LENGTH_MAX);
  return (
    `${entry.connectionType} ${microsecondField(entry.finishedAtMs + wallOffsetMs)} ` +
    `${entry.loadBalancerId} ${entry.clientAddress}:${entry.clientPort} ${target} ` +
    `${processingTimes(entry)} ${elbStatus} ${targetStatus} ` +
    `${entry.receivedBytes} ${entry.sentBytes} ${requestField(entry)} ${quotedField(userAgent)} ` +
    `${plainField(entry.tlsCipher)} ${plainField(entry.tlsProtocol)} ` +
    `${plainField(entry.targetGroupArn)} ${quotedField(entry.traceId)} ` +
    `${quotedField(entry.serverName)} ${quotedField(entry.certificateArn)} ` +
    `${rulePriority(entry)} ${creationTime(entry.startedAtMs + wallOffsetMs)} ` +
    `${quotedField(entry.actionsExecuted)} ${quotedField(entry.redirectUrl)} ` +
    `${quotedField(entry.errorReason)} "${target}" "${targetStatus}" ` +
    `${classification(entry)} ${plainField(entry.connectionTraceId)} ${NO_TRANSFORM}`
  );
}

/** Fields 6 to 8: -1 for what the request did not come to. */
function processingTimes(entry: AlbRequestEntry): string {
  const { sentToTargetAtMs, targetAnsweredAtMs } = entry;
  if (sentToTargetAtMs === 0) return "-1 -1 -1";
  const request = secondsField(sentToTargetAtMs - entry.startedAtMs);
  if (targetAnsweredAtMs === 0) return `${request} -1 -1`;
  const target = secondsField(targetAnsweredAtMs - sentToTargetAtMs);
  return `${request} ${target} ${secondsField(entry.finishedAtMs - targetAnsweredAtMs)}`;
}

/**
 * METHOD protocol://host:port/uri HTTP/x, with the URI as the client sent it. A request line that could not be read
 * leaves `- http://NAME:PORT- -`, NAME being the load balancer's own.
 */
function requestField(entry: AlbRequestEntry): string {
  const { snapshot, method, requestTarget, httpVersion } = entry;
  const scheme = snapshot.protocol === "HTTPS" ? "https" : "http";
  if (method === "" || httpVersion === "") {
    return quotedField(`- ${scheme}://${snapshot.dnsName}:${snapshot.port}- -`);
  }
  const isWhole = requestTarget.startsWith("http://") || requestTarget.startsWith("https://");
  const url = isWhole
    ? requestTarget
    : `${scheme}://${hostName(entry.host) || snapshot.dnsName}:${snapshot.port}${requestTarget}`;
  return quotedField(`${method} ${url} ${httpVersion}`);
}

/** [I] The port of the Host field gives way to the listener's. */
function hostName(host: string): string {
  const colon = host.lastIndexOf(":");
  return colon === -1 || host.endsWith("]") ? host : host.slice(0, colon);
}

/** -1 is for errors while rules are evaluated, which do not happen here. */
function rulePriority({ matchedRulePriority }: AlbRequestEntry): string {
  return matchedRulePriority < 0 ? NO_FIELD : String(matchedRulePriority);
}

/** To the millisecond, written like the others. */
function creationTime(wallMs: number): string {
  return microsecondField(Math.floor(wallMs));
}

function classification({ desyncTier, desyncReason }: AlbRequestEntry): string {
  const tier = CLASSIFICATIONS[desyncTier] ?? CLASSIFICATIONS[0];
  return `${tier} ${quotedField(desyncTier === 0 ? "" : desyncReason)}`;
}
