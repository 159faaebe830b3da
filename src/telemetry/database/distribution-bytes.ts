// A distribution as bytes: pairs of variable-length integers, the step from the last bin and the count. A count that
// is no integer is written as 0 and eight bytes of a double.
import type { MetricDistribution } from "../../store/metric-distribution.ts";
import { DISTRIBUTION_BINS_MAX } from "./telemetry-limits.ts";

/** Counts above it are written as doubles, so that arithmetic on their parts stays exact. */
const VARINT_MAX = 2 ** 49;

/** Null stays null. Too many bins are joined, two neighbours at a time. */
export function encodeDistribution(distribution: MetricDistribution | null): Uint8Array | null {
  if (distribution === null) return null;
  let bins = [...distribution].toSorted(([a], [b]) => a - b);
  for (let width = 2; bins.length > DISTRIBUTION_BINS_MAX; width *= 2) bins = joined(bins, width);
  // Two numbers of 8 bytes, and one that says which way the second is written.
  const bytes = Buffer.allocUnsafe(bins.length * 24);
  let at = 0;
  let last = 0;
  for (const [bin, count] of bins) {
    const step = bin - last;
    last = bin;
    at = writeVarint(bytes, at, step < 0 ? -step * 2 - 1 : step * 2);
    if (Number.isInteger(count) && count > 0 && count < VARINT_MAX) {
      at = writeVarint(bytes, at, count);
    } else {
      at = writeVarint(bytes, at, 0);
      at = bytes.writeDoubleLE(count, at);
    }
  }
  return Uint8Array.prototype.slice.call(bytes, 0, at);
}

/** Adds what is in `bytes` to `into`. */
export function addDistribution(into: Map<number, number>, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor = { at: 0 };
  let bin = 0;
  while (cursor.at < bytes.length) {
    const step = readVarint(bytes, cursor);
    bin += step % 2 === 1 ? -(step + 1) / 2 : step / 2;
    let count = readVarint(bytes, cursor);
    if (count === 0) {
      count = view.getFloat64(cursor.at, true);
      cursor.at += 8;
    }
    into.set(bin, (into.get(bin) ?? 0) + count);
  }
}

function joined(bins: readonly [number, number][], width: number): [number, number][] {
  const wide = new Map<number, number>();
  for (const [bin, count] of bins) {
    // Zero stays by itself, and no bin changes sign.
    const whole =
      bin === 0 ? 0 : Math.sign(bin) * Math.max(1, Math.floor(Math.abs(bin) / width) * width);
    wide.set(whole, (wide.get(whole) ?? 0) + count);
  }
  return [...wide].toSorted(([a], [b]) => a - b);
}

function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest >= 128) {
    bytes[at++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  bytes[at++] = rest;
  return at;
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  let unit = 1;
  while (cursor.at < bytes.length) {
    const byte = bytes[cursor.at++] ?? 0;
    value += (byte % 128) * unit;
    if (byte < 128) break;
    unit *= 128;
  }
  return value;
}
