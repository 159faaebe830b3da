// The store's thread: takes calls, answers them, and between the slices of a long question serves the calls that
// came meanwhile, so that writes go on. Long questions are answered one after the other; a question to metrics, which
// is over sooner, does not wait for one to log events.
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import {
  CALCULATING_CALL,
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
  /** A question to log events is being answered, and one to metrics: this one also between slices of that. */
  let isAnsweringLong = false;
  let isCalculating = false;

  const answer = ({ id, ...call }: CallMessage) => {
    try {
      port.postMessage({ id, result: callByName(database, call) });
    } catch (cause) {
      port.postMessage({ id, error: toCrossing(cause) });
    }
  };
  const mustWait = (message: Message) => {
    if (message === "close" || LONG_CALLS.has(message.name)) {
      return isAnsweringLong || isCalculating;
    }
    return message.name === CALCULATING_CALL && isCalculating;
  };
  const serveNext = () => {
    const index = waiting.findIndex((message) => !mustWait(message));
    const [next] = index === -1 ? [] : waiting.splice(index, 1);
    if (next === undefined) return;
    // Within a long question there is no later turn before its end.
    if (isAnsweringLong) handle(next);
    else setImmediate(handle, next);
  };
  const handle = (message: Message) => {
    if (mustWait(message)) {
      waiting.push(message);
    } else if (message === "close") {
      database.close();
      port.close();
    } else if (LONG_CALLS.has(message.name)) {
      isAnsweringLong = true;
      answer(message);
      isAnsweringLong = false;
      serveNext();
    } else if (message.name === CALCULATING_CALL) {
      isCalculating = true;
      answer(message);
      isCalculating = false;
      serveNext();
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
