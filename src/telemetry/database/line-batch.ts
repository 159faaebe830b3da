// Log lines on their way to the thread: one long string, and numbers that cut it up, which costs the traffic's
// thread far less to hand over than as many objects.
import type { Scope } from "../../store/records.ts";
import type { LogPlace } from "../log-sink.ts";

export interface LineBatch {
  readonly places: readonly { readonly scope: Scope; readonly place: LogPlace }[];
  /** Of each line: its place, its time and its length. */
  readonly placeIndexes: Uint32Array;
  readonly atMs: Float64Array;
  readonly lengths: Uint32Array;
  readonly text: string;
}

/** Lines as they wait: columns of equal length. */
export interface WaitingLines {
  readonly scopes: Scope[];
  readonly places: LogPlace[];
  readonly atMs: number[];
  readonly messages: string[];
}

export function noWaitingLines(): WaitingLines {
  return { scopes: [], places: [], atMs: [], messages: [] };
}

/** Of the lines from `start` to before `end`. */
export function batchOf(lines: WaitingLines, start: number, end: number): LineBatch {
  const count = end - start;
  const places: { scope: Scope; place: LogPlace }[] = [];
  const indexes = new Map<LogPlace, number>();
  const placeIndexes = new Uint32Array(count);
  const lengths = new Uint32Array(count);
  const messages = lines.messages.slice(start, end);
  for (let i = 0; i < count; i++) {
    const place = lines.places[start + i];
    const scope = lines.scopes[start + i];
    if (place === undefined || scope === undefined) break;
    let index = indexes.get(place);
    if (index === undefined || !sameScope(places[index]?.scope, scope)) {
      index = places.push({
        scope: { account: scope.account, region: scope.region },
        place: { groupName: place.groupName, streamName: place.streamName },
      });
      index--;
      indexes.set(place, index);
    }
    placeIndexes[i] = index;
    lengths[i] = messages[i]?.length ?? 0;
  }
  const atMs = Float64Array.from(lines.atMs.slice(start, end));
  return { places, placeIndexes, atMs, lengths, text: messages.join("") };
}

function sameScope(a: Scope | undefined, b: Scope): boolean {
  return a !== undefined && (a === b || (a.account === b.account && a.region === b.region));
}

/** The lines again, in order. */
export function* linesOf(
  batch: LineBatch,
): Generator<{ scope: Scope; place: LogPlace; atMs: number; message: string }> {
  let offset = 0;
  for (let i = 0; i < batch.lengths.length; i++) {
    const length = batch.lengths[i] ?? 0;
    const target = batch.places[batch.placeIndexes[i] ?? 0];
    const message = batch.text.slice(offset, offset + length);
    offset += length;
    if (target !== undefined) yield { ...target, atMs: batch.atMs[i] ?? 0, message };
  }
}
