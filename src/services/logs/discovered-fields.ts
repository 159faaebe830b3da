// The fields that CloudWatch Logs finds in an event by itself: those that begin with "@", and the members of a message
// that is a JSON object, nested ones with dots.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
import type { LogEvent } from "../../store/log-store.ts";

/** "CloudWatch Logs can extract a maximum of 200 log event fields from a JSON log" */
const JSON_FIELDS_MAX = 200;
const DEPTH_MAX = 32;

/** Name and value of each field of an event, "@" fields first. */
export function discoveredFields(event: LogEvent, account: string): Map<string, string> {
  const fields = new Map([
    ["@ptr", event.eventId],
    ["@timestamp", String(event.atMs)],
    ["@ingestionTime", String(event.ingestedAtMs)],
    ["@log", `${account}:${event.groupName}`],
    ["@logStream", event.streamName],
    ["@message", event.message],
  ]);
  const limit = fields.size + JSON_FIELDS_MAX;
  const visit = (node: unknown, path: string, depth: number) => {
    if (fields.size >= limit) return;
    if (typeof node !== "object" || node === null || depth > DEPTH_MAX) {
      fields.set(path, typeof node === "string" ? node : JSON.stringify(node));
      return;
    }
    for (const [name, child] of Object.entries(node)) {
      visit(child, path === "" ? name : `${path}.${name}`, depth + 1);
    }
  };
  const document = jsonObjectOf(event.message);
  if (document !== undefined) visit(document, "", 0);
  return fields;
}

function jsonObjectOf(message: string): object | undefined {
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}
