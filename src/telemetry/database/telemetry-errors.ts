// Errors on their way from the store's thread: what class they are survives the crossing.
import { LogStoreError, type LogStoreErrorKind } from "../../store/log-store.ts";
import { MetricQuestionError } from "../../store/metric-math/metric-question.ts";

/** Nothing can be kept or found now: a full disk, a folder that cannot be written, a thread that has ended. */
export class TelemetryStorageError extends Error {
  override readonly name = "TelemetryStorageError";
}

export interface CrossingError {
  readonly type: "log-store" | "metric-question" | "storage" | "range" | "other";
  readonly message: string;
  readonly kind?: LogStoreErrorKind;
  readonly offset?: number;
}

export function toCrossing(cause: unknown): CrossingError {
  if (cause instanceof LogStoreError) {
    const { message, kind, offset } = cause;
    return { type: "log-store", message, kind, offset };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof MetricQuestionError) return { type: "metric-question", message };
  if (cause instanceof TelemetryStorageError) return { type: "storage", message };
  return { type: cause instanceof RangeError ? "range" : "other", message };
}

export function fromCrossing({ type, message, kind, offset }: CrossingError): Error {
  if (type === "log-store" && kind !== undefined) return new LogStoreError(kind, message, offset);
  if (type === "metric-question") return new MetricQuestionError(message);
  if (type === "storage") return new TelemetryStorageError(message);
  return type === "range" ? new RangeError(message) : new Error(message);
}
