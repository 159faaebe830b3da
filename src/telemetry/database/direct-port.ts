// The store's code called in this thread, for tests: same code, same answers, no thread. The code is loaded at the
// first call, so that a Postern that has a thread for it does not load it twice.
import {
  callByName,
  type CallInput,
  type CallName,
  type CallResult,
  type TelemetryPort,
} from "./telemetry-calls.ts";
import type { TelemetryDatabase, TelemetryDatabaseOptions } from "./telemetry-database.ts";

export class DirectPort implements TelemetryPort {
  readonly #options: Omit<TelemetryDatabaseOptions, "betweenSlices">;
  #loading: Promise<void> | null = null;
  #database: TelemetryDatabase | null = null;

  constructor(options: Omit<TelemetryDatabaseOptions, "betweenSlices">) {
    this.#options = options;
  }

  async call<Name extends CallName>(
    name: Name,
    nowMs: number,
    input: CallInput<Name>,
  ): Promise<CallResult<Name>> {
    // As if it had crossed to a thread: nobody changes what the other holds.
    const message = { name, nowMs, input: structuredClone(input) };
    // Calls that wait for the same loading go on in their order.
    if (this.#database === null) await (this.#loading ??= this.#load());
    if (this.#database === null) throw new Error("Cannot load the telemetry database");
    return structuredClone(callByName(this.#database, message)) as CallResult<Name>;
  }

  async close(): Promise<void> {
    await this.#loading;
    this.#database?.close();
  }

  async #load(): Promise<void> {
    const loaded = await import("./telemetry-database.ts");
    this.#database = new loaded.TelemetryDatabase({ ...this.#options, betweenSlices() {} });
  }
}
