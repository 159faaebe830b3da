// How much the telemetry store takes and keeps. Everything that it holds, in memory, on disk and per question, is
// bounded by one of these; what is beyond is dropped and counted, oldest first where there is an order.

export interface TelemetryLimits {
  /** Of the database file. Beyond it the oldest log events go, then the finest metrics. */
  readonly sizeBytesMax: number;
  /** Log lines that wait for the thread, and their characters. */
  readonly bufferedLinesMax: number;
  readonly bufferedCharactersMax: number;
  /** Data points and calls that wait for the thread. */
  readonly pendingMetricDataMax: number;
  readonly pendingCallsMax: number;
  /** Metrics of one account, each unit by itself. */
  readonly seriesPerAccountMax: number;
  readonly journeysMax: number;
  readonly journeyBytesMax: number;
  /** Of all journeys together. */
  readonly journeysBytesMax: number;
  /** One question looks at so many log events at most ... */
  readonly scannedEventsMax: number;
  /** ... and one page of filtered events ends after so much time, with what was found. */
  readonly filterTimeMsMax: number;
  /** An Insights query ends after so much time, with what was scanned. */
  readonly insightsTimeMsMax: number;
}

export const TELEMETRY_LIMITS: TelemetryLimits = {
  sizeBytesMax: 1024 * 1024 * 1024,
  bufferedLinesMax: 50_000,
  bufferedCharactersMax: 16 * 1024 * 1024,
  pendingMetricDataMax: 500_000,
  pendingCallsMax: 10_000,
  seriesPerAccountMax: 100_000,
  journeysMax: 10_000,
  journeyBytesMax: 1024 * 1024,
  journeysBytesMax: 64 * 1024 * 1024,
  scannedEventsMax: 2_000_000,
  filterTimeMsMax: 2_000,
  insightsTimeMsMax: 30_000,
};

/** A log event's message; longer lines of the data plane are cut. */
export const MESSAGE_BYTES_MAX = 1024 * 1024;
/**
 * "each log event ... is calculated as the sum of all event messages in UTF-8, plus 26 bytes for each log event"
 * (API_PutLogEvents).
 */
export const EVENT_OVERHEAD_BYTES = 26;
/** A page of events ends at this size (API_GetLogEvents, API_FilterLogEvents: 1 MB), with one event at least. */
export const PAGE_BYTES_MAX = 1024 * 1024;

/** What waits is handed to the thread after so long at most. */
export const HANDOVER_INTERVAL_MS = 250;
/** Lines that are handed over in one piece, and at once when so many wait: some milliseconds of the traffic's thread. */
export const HANDOVER_LINES_MAX = 2_000;
/** Retention, roll-ups and bounds are seen to this often; slices of that work follow each other this fast. */
export const SWEEP_INTERVAL_MS = 60_000;
export const SWEEP_PAUSE_MS = 50;
/** While nothing can be written it is tried this often. */
export const PROBE_INTERVAL_MS = 5_000;
/** The same complaint is repeated this often at most. */
export const COMPLAINT_INTERVAL_MS = 60_000;
/** A thread that ends is begun again after so long. */
export const RESTART_DELAY_MS = 1_000;
/** How long closing waits for the thread. */
export const CLOSE_TIME_MS_MAX = 10_000;
/** The thread's memory; a question that needs more ends the thread, not Postern. */
export const THREAD_HEAP_MB_MAX = 512;

/** Metric filters take that share of the thread's time at most, saved up to a burst; events beyond it are passed over. */
export const FILTER_TIME = { share: 0.5, burstMs: 1_000 };
export const FILTER_COMPLAINT_INTERVAL_MS = 60_000;
/** One reading of a live tail looks at events for so long; those beyond it are part of no sample. */
export const TAIL_TIME_MS_MAX = 50;

/** Rows that one slice of a scan, a sweep or an eviction takes. */
export const SCAN_SLICE_ROWS = 1_000;
/** A slice of log events, and a list of journeys, ends at so many bytes, with one at least. */
export const SCAN_SLICE_BYTES_MAX = 8 * 1024 * 1024;
export const SWEEP_SLICE_ROWS = 5_000;
export const SWEEP_SLICE_SERIES = 2_000;
/** Bins of a stored distribution; beyond it, neighbours are joined. */
export const DISTRIBUTION_BINS_MAX = 2_000;
/** Names looked up that are kept in memory. */
export const CACHED_SERIES_MAX = 200_000;
export const CACHED_STREAMS_MAX = 10_000;
