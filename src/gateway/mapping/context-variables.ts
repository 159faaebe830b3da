// The $context variables of HTTP APIs, for parameter mappings and access logs. A variable without a value gives
// undefined; whoever prints it decides what stands for that ("-" in a log).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
import type { HttpApiRequestEntry } from "../../telemetry/hop-observer.ts";

/** A request's entry and what the variables need beside it. */
export interface ContextFacts extends HttpApiRequestEntry {
  readonly account: string;
  /** Wall time at which the request began. */
  readonly beganAtMs: number;
}

export type ContextReader = (facts: ContextFacts) => string | undefined;

const requestId: ContextReader = (facts) => facts.requestId;
const integrationLatency: ContextReader = (facts) =>
  duration(facts.integrationStartedAtMs, facts.integrationAnsweredAtMs);
const integrationStatus: ContextReader = (facts) => positive(facts.integrationStatus);
const integrationError: ContextReader = (facts) => text(facts.integrationErrorMessage);

const READERS: ReadonlyMap<string, ContextReader> = new Map<string, ContextReader>([
  ["accountId", (facts) => facts.account],
  ["apiId", (facts) => facts.apiId],
  ["dataProcessed", (facts) => String(facts.receivedBytes + facts.sentBytes)],
  ["domainName", (facts) => text(facts.host)],
  ["domainPrefix", (facts) => text(facts.host.split(".", 1)[0] ?? "")],
  ["error.message", (facts) => text(facts.errorMessage)],
  ["error.messageString", (facts) => quoted(facts.errorMessage)],
  ["error.responseType", (facts) => text(facts.errorResponseType)],
  ["extendedRequestId", requestId],
  ["httpMethod", (facts) => facts.method],
  ["identity.sourceIp", (facts) => facts.sourceAddress],
  ["identity.userAgent", (facts) => text(facts.userAgent)],
  ["integration.error", integrationError],
  ["integration.integrationStatus", integrationStatus],
  ["integration.latency", integrationLatency],
  ["integration.status", integrationStatus],
  ["integrationErrorMessage", integrationError],
  ["integrationLatency", integrationLatency],
  ["integrationStatus", integrationStatus],
  ["path", (facts) => facts.path],
  ["protocol", (facts) => facts.protocol],
  ["requestId", requestId],
  ["requestTime", (facts) => commonLogTime(facts.beganAtMs)],
  ["requestTimeEpoch", (facts) => String(Math.floor(facts.beganAtMs))],
  ["responseLatency", (facts) => duration(facts.startedAtMs, facts.finishedAtMs)],
  ["responseLength", (facts) => (facts.status === 0 ? undefined : String(facts.responseLength))],
  ["routeKey", (facts) => text(facts.routeKey)],
  ["stage", (facts) => text(facts.stageName)],
  ["status", (facts) => positive(facts.status)],
]);

/** The reader of "$context.NAME"; undefined when there is no such variable. */
export function contextReader(name: string): ContextReader | undefined {
  return READERS.get(name);
}

/** The value of "$context.NAME"; undefined when there is none. */
export function contextVariable(name: string, facts: ContextFacts): string | undefined {
  return READERS.get(name)?.(facts);
}

function text(value: string): string | undefined {
  return value === "" ? undefined : value;
}

function quoted(value: string): string | undefined {
  return value === "" ? undefined : JSON.stringify(value);
}

function positive(value: number): string | undefined {
  return value === 0 ? undefined : String(value);
}

function duration(startMs: number, endMs: number): string | undefined {
  return startMs === 0 || endMs === 0 ? undefined : String(Math.round(endMs - startMs));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The last second that was asked for: logs ask for the same one over and over. */
let writtenSecond = Number.NaN;
let writtenTime = "";

/** "12/Mar/2020:19:03:58 +0000" */
export function commonLogTime(timeMs: number): string {
  const second = Math.floor(timeMs / 1000);
  if (second === writtenSecond) return writtenTime;
  const iso = new Date(second * 1000).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1] ?? "";
  writtenSecond = second;
  writtenTime = `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  return writtenTime;
}
