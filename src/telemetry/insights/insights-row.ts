// One row on its way through a query: a log event with what was computed of it, or a line of `stats`. Fields that
// begin with "@" are the event's own; others are looked for in its message when that is a JSON object, as late as
// somebody asks for them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
import type { LogEvent } from "../../store/log-store.ts";
import type { InsightsValue } from "./insights-plan.ts";

/** Parts of a name between dots. */
const PATH_LENGTH_MAX = 64;
/** What a row weighs besides its texts, for the limits. */
const ROW_BYTES = 400;

export class InsightsRow {
  readonly event: LogEvent | null;
  readonly #account: string;
  #computed: Map<string, InsightsValue> | null = null;
  /** Undefined until it is asked for; null where the message is no JSON object. */
  #document: unknown;

  constructor(event: LogEvent | null, account: string) {
    this.event = event;
    this.#account = account;
  }

  get weightBytes(): number {
    return ROW_BYTES + (this.event?.message.length ?? 0);
  }

  set(name: string, value: InsightsValue): void {
    this.#computed ??= new Map();
    this.#computed.set(name, value);
  }

  get(name: string): InsightsValue {
    const computed = this.#computed?.get(name);
    if (computed !== undefined) return computed;
    const { event } = this;
    if (event === null) return null;
    return name.startsWith("@") ? this.#ownField(event, name) : this.#discovered(event, name);
  }

  /** What was read of the message is not needed while the row waits. */
  rest(): void {
    this.#document = undefined;
  }

  #ownField(event: LogEvent, name: string): InsightsValue {
    switch (name) {
      case "@timestamp":
        return { timeMs: event.atMs };
      case "@ingestionTime":
        return { timeMs: event.ingestedAtMs };
      case "@message":
        return event.message;
      case "@logStream":
        return event.streamName;
      case "@log":
        return `${this.#account}:${event.groupName}`;
      case "@ptr":
        return event.eventId;
      default:
        return null;
    }
  }

  #discovered(event: LogEvent, name: string): InsightsValue {
    this.#document ??= jsonObjectOf(event.message);
    return jsonValue(lookedUp(this.#document, name));
  }
}

function jsonObjectOf(message: string): unknown {
  if (!message.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(message) as unknown;
  } catch {
    return null;
  }
}

/** The member of that very name, or the way along the dots; into arrays by index. */
function lookedUp(document: unknown, name: string): unknown {
  if (isHolder(document) && Object.hasOwn(document, name)) return document[name];
  const path = name.split(".", PATH_LENGTH_MAX);
  if (path.length === 1) return undefined;
  let node = document;
  for (const part of path) {
    if (!isHolder(node) || !Object.hasOwn(node, part)) return undefined;
    node = node[part];
  }
  return node;
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Numbers as they would be written; objects and arrays as JSON. [I] */
function jsonValue(value: unknown): InsightsValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}
