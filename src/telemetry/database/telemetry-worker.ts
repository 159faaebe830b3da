// The store's thread: takes calls, answers them, and between the slices of a long question serves the calls that
// came meanwhile, so that writes go on. Long questions are answered one after the other.
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import {
  callByName,
  LONG_CALLS,
  type CallMessage,
  type TelemetryThreadData,
} from "./telemetry-calls.ts";
import { TelemetryDatabase } from "./telemetry-database.ts";
import { toCrossing } from "./telemetry-errors.ts";

type Message = CallMessage | "close";

function serve(port: NonNullable<typeof parentPort>): void {
  const { directory, limits } = workerData as TelemetryThreadData;
  const waiting: Message[] = [];
  let isAnsweringLong = false;

  const answer = ({ id, ...call }: CallMessage) => {
    try {
      port.postMessage({ id, result: callByName(database, call) });
    } catch (cause) {
      port.postMessage({ id, error: toCrossing(cause) });
    }
  };
  const handle = (message: Message) => {
    if (isAnsweringLong && (message === "close" || LONG_CALLS.has(message.name))) {
      waiting.push(message);
    } else if (message === "close") {
      database.close();
      port.close();
    } else if (LONG_CALLS.has(message.name)) {
      isAnsweringLong = true;
      answer(message);
      isAnsweringLong = false;
      const next = waiting.shift();
      if (next !== undefined) setImmediate(handle, next);
    } else {
      answer(message);
    }
  };
  const database = new TelemetryDatabase({
    directory,
    limits,
    monotonicMs: () => performance.now(),
    betweenSlices() {
      for (let i = 0; i < CALLS_BETWEEN_SLICES_MAX; i++) {
        const received = receiveMessageOnPort(port);
        if (received === undefined) return;
        handle(received.message as Message);
      }
    },
    report: (message) => port.postMessage({ report: message }),
  });
  port.on("message", handle);
}

/** A long question goes on even while calls keep coming. */
const CALLS_BETWEEN_SLICES_MAX = 1_000;

if (parentPort !== null) serve(parentPort);
