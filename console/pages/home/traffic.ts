// Requests per second and the share of errors among them over the last minutes, counted from what the stream of
// requests brings. APIs and load balancers are counted apart: a request that takes the private way is seen by both.
// Pure.
import type { RecentRequest } from "../../../src/telemetry/requests/recent-request.ts";

/** What one point of the line stands for. */
export const SLICE_MS = 5_000;
/** Five minutes. */
export const SLICES = 60;
/** What "now" means in a figure: the last half minute. */
const NOW_SLICES = 6;

export interface Slice {
  readonly count: number;
  readonly errors: number;
}

export interface Traffic {
  /** By the slice's number since 1970; slices without requests are not there. */
  readonly slices: ReadonlyMap<number, Slice>;
}

export const NO_TRAFFIC: Traffic = { slices: new Map() };

export function isApiRequest({ hop }: RecentRequest): boolean {
  return hop === "http-api" || hop === "rest-api";
}

export function isError({ status, failure }: RecentRequest): boolean {
  return status >= 400 || status === 0 || failure !== null;
}

/** With these counted; what is older than the line shows is forgotten. */
export function counted(
  traffic: Traffic,
  requests: readonly RecentRequest[],
  nowMs: number,
): Traffic {
  const oldest = sliceOf(nowMs) - SLICES;
  const slices = new Map([...traffic.slices].filter(([at]) => at > oldest));
  for (const request of requests) {
    const at = sliceOf(request.atMs);
    if (at <= oldest) continue;
    const { count, errors } = slices.get(at) ?? { count: 0, errors: 0 };
    slices.set(at, { count: count + 1, errors: errors + (isError(request) ? 1 : 0) });
  }
  return { slices };
}

function sliceOf(ms: number): number {
  return Math.floor(ms / SLICE_MS);
}

/** The slices of the line, the oldest first; the last one is under way. */
export function lineOf({ slices }: Traffic, nowMs: number): Slice[] {
  const last = sliceOf(nowMs);
  return Array.from(
    { length: SLICES },
    (_none, at) => slices.get(last - SLICES + 1 + at) ?? { count: 0, errors: 0 },
  );
}

export interface Rates {
  readonly perSecond: number;
  /** 0 to 1; null when there was no request. */
  readonly errorShare: number | null;
}

/** Over the last half minute. */
export function ratesOf(line: readonly Slice[]): Rates {
  const recent = line.slice(-NOW_SLICES);
  const count = recent.reduce((sum, slice) => sum + slice.count, 0);
  const errors = recent.reduce((sum, slice) => sum + slice.errors, 0);
  return {
    perSecond: (count * 1_000) / (NOW_SLICES * SLICE_MS),
    errorShare: count === 0 ? null : errors / count,
  };
}
