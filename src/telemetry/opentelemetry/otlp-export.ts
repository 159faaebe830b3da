// Sends journeys as spans and the figures of the Prometheus page as metrics to a collector, by OTLP over HTTP. It is
// loaded only when it is asked for. A collector that is away costs a warning a minute and what could not be sent;
// nothing waits for it.
// https://opentelemetry.io/docs/specs/otlp/#otlphttp
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  PeriodicExportingMetricReader,
  AggregationTemporality,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace";
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { Journey } from "../journeys/journey.ts";
import type { FeedListener, FeedSubscription } from "../requests/live-feed.ts";
import { createFiguresProducer, type FiguresSource } from "./figures-producer.ts";
import { journeySpans } from "./journey-spans.ts";

export interface OtlpExportOptions {
  /** Of the collector, without the path of a signal: "http://localhost:4318". */
  readonly url: string;
  readonly journeys: { subscribe(listener: FeedListener<Journey>): FeedSubscription };
  readonly prometheus: FiguresSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of Postern. */
  readonly version: string;
  readonly region: string;
  readonly account: string;
}

export interface OtlpExport {
  /** Sends what waits, for as long as CLOSE_MS_MAX. */
  close(): Promise<void>;
}

const SPANS_WAITING_MAX = 4096;
const SPANS_PER_REQUEST_MAX = 512;
const SPANS_INTERVAL_MS = 1000;
const METRICS_INTERVAL_MS = 15_000;
/** For one export with all its attempts. */
const EXPORT_MS_MAX = 5000;
const CLOSE_MS_MAX = 2000;
const WARNING_INTERVAL_MS = 60_000;
const SUCCEEDED = 0;

type SpanResult = Parameters<Parameters<SpanExporter["export"]>[1]>[0];

export async function startOtlpExport(options: OtlpExportOptions): Promise<OtlpExport> {
  const { url, journeys, prometheus, clock, logger, version, region, account } = options;
  const resource = resourceFromAttributes({
    [ATTR_SERVICE_NAME]: "postern",
    [ATTR_SERVICE_VERSION]: version,
    "cloud.provider": "aws",
    "cloud.region": region,
    "cloud.account.id": account,
  });
  const base = url.replace(/\/+$/, "");
  const warn = createWarner(base, clock, logger);
  const spans = new BatchSpanProcessor({
    exporter: spanExporter(`${base}/v1/traces`, warn),
    maxQueueSize: SPANS_WAITING_MAX,
    maxExportBatchSize: SPANS_PER_REQUEST_MAX,
    scheduledDelayMillis: SPANS_INTERVAL_MS,
    exportTimeoutMillis: EXPORT_MS_MAX,
  });
  const metrics = new PeriodicExportingMetricReader({
    exporter: metricExporter(`${base}/v1/metrics`, warn),
    exportIntervalMillis: METRICS_INTERVAL_MS,
    exportTimeoutMillis: EXPORT_MS_MAX,
  });
  metrics.setMetricProducer(
    createFiguresProducer(prometheus, {
      resource,
      version,
      startedAtMs: clock.nowMs() - process.uptime() * 1000,
      nowMs: () => clock.nowMs(),
    }),
  );
  const origin = { resource, version };
  const subscription = journeys.subscribe({
    onItem(journey) {
      // Those that were asked for or sampled; failures that are merely kept are in the book alone.
      if (journey.reason === "kept") return;
      for (const span of journeySpans(journey, origin)) spans.onEnd(span);
    },
    onDropped: (count) => warn(`${count} journeys came too fast`),
  });
  return {
    async close() {
      subscription.stop();
      const sent = Promise.allSettled([spans.shutdown(), metrics.shutdown()]);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, CLOSE_MS_MAX);
      await Promise.race([sent, late]);
      clearTimeout(timer);
    },
  };
}

type Warn = (reason: string) => void;

/** At most one line a minute, which says how often it was since the last one. */
function createWarner(collector: string, clock: Clock, logger: Logger): Warn {
  let warnedAtMs = -Infinity;
  let silent = 0;
  return (reason) => {
    const nowMs = clock.monotonicMs();
    if (nowMs - warnedAtMs < WARNING_INTERVAL_MS) {
      silent++;
      return;
    }
    logger.warn("Cannot export telemetry", { collector, reason, failuresBefore: silent });
    warnedAtMs = nowMs;
    silent = 0;
  };
}

function watched(warn: Warn, done: (result: SpanResult) => void): (result: SpanResult) => void {
  return (result) => {
    if (Number(result.code) !== SUCCEEDED) warn(reasonOf(result.error));
    done(result);
  };
}

/** A refused connection to a name with several addresses has its text in its causes alone. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.message !== "") return error.message;
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.name;
}

function spanExporter(url: string, warn: Warn): SpanExporter {
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS_MAX });
  return {
    export: (spans, done) => exporter.export(spans, watched(warn, done)),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

function metricExporter(url: string, warn: Warn): PushMetricExporter {
  const exporter = new OTLPMetricExporter({ url, timeoutMillis: EXPORT_MS_MAX });
  return {
    export: (metrics, done) => exporter.export(metrics, watched(warn, done)),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
  };
}
