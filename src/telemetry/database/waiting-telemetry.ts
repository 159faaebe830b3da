// Log lines and journeys of the data plane, waiting to be handed to the store's thread: taken at once, within bounds,
// and handed over together a few times per second. What is under way still counts towards the bounds.
import type { Clock, Timer } from "../../base/clock.ts";
import type { Scope } from "../../store/records.ts";
import type { LogPlace } from "../log-sink.ts";
import type { JourneyRow } from "./journey-table.ts";
import { batchOf, noWaitingLines, type LineBatch, type WaitingLines } from "./line-batch.ts";
import {
  HANDOVER_INTERVAL_MS,
  HANDOVER_LINES_MAX,
  MESSAGE_BYTES_MAX,
  type TelemetryLimits,
} from "./telemetry-limits.ts";

/** No character takes more bytes in UTF-8 than this many per UTF-16 unit. */
const UTF8_BYTES_PER_UNIT_MAX = 3;

export interface WaitingTelemetryOptions {
  readonly clock: Clock;
  readonly limits: TelemetryLimits;
  /** Fulfil when the batch is kept or lost; never reject. */
  readonly handLines: (batch: LineBatch) => Promise<void>;
  readonly handJourneys: (rows: readonly JourneyRow[]) => Promise<void>;
  readonly dropped: (lines: number) => void;
}

export class WaitingTelemetry {
  readonly #options: WaitingTelemetryOptions;
  readonly #handOverDue = () => {
    this.#timer = null;
    this.handOver();
  };
  #lines: WaitingLines = noWaitingLines();
  #journeys: JourneyRow[] = [];
  /** Waiting or under way. */
  #lineCount = 0;
  #characterCount = 0;
  #journeyCharacters = 0;
  #waitingCharacters = 0;
  #timer: Timer | null = null;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: WaitingTelemetryOptions) {
    this.#options = options;
  }

  addLine(scope: Scope, place: LogPlace, atMs: number, message: string): void {
    const { limits, dropped } = this.#options;
    const text =
      message.length * UTF8_BYTES_PER_UNIT_MAX > MESSAGE_BYTES_MAX ? cut(message) : message;
    if (
      this.#lineCount >= limits.bufferedLinesMax ||
      this.#characterCount + text.length > limits.bufferedCharactersMax
    ) {
      dropped(1);
      return;
    }
    this.#lines.scopes.push(scope);
    this.#lines.places.push(place);
    this.#lines.atMs.push(atMs);
    this.#lines.messages.push(text);
    this.#lineCount++;
    this.#characterCount += text.length;
    this.#waitingCharacters += text.length;
    if (this.#lines.messages.length >= HANDOVER_LINES_MAX) {
      this.handOver();
      return;
    }
    this.#timer ??= this.#options.clock.after(HANDOVER_INTERVAL_MS, this.#handOverDue);
  }

  /** Answers whether there was room. */
  addJourney(row: JourneyRow): boolean {
    const { limits } = this.#options;
    if (row.body.length > limits.journeyBytesMax) return false;
    if (this.#journeyCharacters + row.body.length > limits.bufferedCharactersMax) return false;
    this.#journeys.push(row);
    this.#journeyCharacters += row.body.length;
    this.#timer ??= this.#options.clock.after(HANDOVER_INTERVAL_MS, this.#handOverDue);
    return true;
  }

  /** Hands over everything that waits. */
  handOver(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const { handLines, handJourneys } = this.#options;
    const lines = this.#lines;
    const count = lines.messages.length;
    if (count > 0) {
      this.#lines = noWaitingLines();
      this.#waitingCharacters = 0;
      for (let start = 0; start < count; start += HANDOVER_LINES_MAX) {
        const batch = batchOf(lines, start, Math.min(count, start + HANDOVER_LINES_MAX));
        this.#goesOn(handLines(batch), () => {
          this.#lineCount -= batch.lengths.length;
          this.#characterCount -= batch.text.length;
        });
      }
    }
    const journeys = this.#journeys;
    if (journeys.length === 0) return;
    this.#journeys = [];
    this.#goesOn(handJourneys(journeys), () => {
      this.#journeyCharacters -= charactersOf(journeys);
    });
  }

  /** Fulfils when what is under way has arrived. */
  async arrival(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** What waits is forgotten. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#lineCount -= this.#lines.messages.length;
    this.#characterCount -= this.#waitingCharacters;
    this.#waitingCharacters = 0;
    this.#lines = noWaitingLines();
    this.#journeyCharacters -= charactersOf(this.#journeys);
    this.#journeys = [];
  }

  #goesOn(handed: Promise<void>, arrived: () => void): void {
    const whole = handed.then(() => {
      this.#underWay.delete(whole);
      arrived();
    });
    this.#underWay.add(whole);
  }
}

function charactersOf(rows: readonly JourneyRow[]): number {
  let characters = 0;
  for (const row of rows) characters += row.body.length;
  return characters;
}

/** As much of it as an event may hold. */
function cut(message: string): string {
  // A character has one UTF-16 unit at least, so the rest never needs to be looked at.
  const bytes = Buffer.from(message.slice(0, MESSAGE_BYTES_MAX));
  if (bytes.length <= MESSAGE_BYTES_MAX) return message.slice(0, MESSAGE_BYTES_MAX);
  let end = MESSAGE_BYTES_MAX;
  // Back to the first byte of a character (RFC 3629 §3).
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString("utf8", 0, end);
}
