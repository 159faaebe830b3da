// A process with a telemetry store as Postern has it, thread and real time included, told by messages what to do, so
// that a test can kill it or take its disk away.
import { systemClock } from "../../base/clock.ts";
import { createLogger } from "../../base/logger.ts";
import { openTelemetryStore } from "./open-telemetry-store.ts";
import { datumOf, TEST_PLACE, TEST_SCOPE } from "./telemetry-fixture.ts";

export type Order =
  | { readonly order: "append"; readonly messages: readonly string[] }
  | { readonly order: "write-on"; readonly everyMs: number }
  | { readonly order: "status" };

const store = openTelemetryStore({
  directory: process.argv[2] ?? null,
  clock: systemClock,
  logger: createLogger("info", (line) => process.stderr.write(line)),
});

/** Lines "0", "1", … and as many data points, each told to the parent with its time. */
function writeOn(everyMs: number): void {
  let count = 0;
  setInterval(() => {
    const atMs = Date.now();
    store.sink.append(TEST_SCOPE, TEST_PLACE, atMs, String(count));
    store.metrics.put(TEST_SCOPE, [datumOf(atMs, [1])]).catch(() => {});
    process.send?.({ count, atMs });
    count++;
  }, everyMs);
}

process.on("message", (order: Order) => {
  if (order.order === "write-on") {
    writeOn(order.everyMs);
  } else {
    const messages = order.order === "append" ? order.messages : [];
    for (const text of messages) store.sink.append(TEST_SCOPE, TEST_PLACE, Date.now(), text);
    void store
      .flush()
      .then(() => store.status())
      .then((status) => process.send?.(status));
  }
});
