// Takes lines of logs at once and writes them aside: half a second's lines of a file are one gzip member. What is
// waiting is bounded; a disk that is full or slow costs lines, which are counted and told of, and never traffic.
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import { LineBuffer } from "./line-buffer.ts";
import { BUCKETS_FOLDER, intervalEnd, type LogLocation, logFilePath } from "./log-file-name.ts";
import { appendLines, publishFile, recoverFile, UNFINISHED_SUFFIX } from "./log-file.ts";

/** Lines reach the disk so often: what a crash can lose. */
export const FLUSH_INTERVAL_MS = 500;
/** Of all logs together; more is dropped. */
export const WAITING_BYTES_MAX = 16 * 1024 * 1024;
/** How often lines that were lost are told of. */
export const COMPLAINT_INTERVAL_MS = 60_000;

/** A log that lines are added to. Kept by whoever adds them. */
export class WrittenLog {
  readonly location: LogLocation;
  /** Of the interval that is running; "" before its first line. */
  filePath: string;
  intervalEndMs: number;
  readonly lines: LineBuffer;

  constructor(location: LogLocation) {
    this.location = location;
    this.filePath = "";
    this.intervalEndMs = 0;
    this.lines = new LineBuffer();
  }
}

/** Lines on their way to a file. */
interface Batch {
  readonly filePath: string;
  readonly lines: Buffer;
  readonly lineCount: number;
}

export interface LogFileWriterOptions {
  /** The data directory. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class LogFileWriter {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #logs = new Set<WrittenLog>();
  /** Files whose interval is over, with lines that are not yet written. */
  #ended: Batch[] = [];
  /** Files that are whole once those lines are written. */
  #complete: string[] = [];
  /** Files of this run that have no name yet. */
  readonly #unfinished = new Set<string>();
  #waitingBytes = 0;
  #timer: Timer | null = null;
  #timerDueMs = 0;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;
  #droppedLines = 0;
  #untoldDrops = 0;
  #lastError = "";
  #complainedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: LogFileWriterOptions) {
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Lines that were lost since the start. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  /** Why writing failed the last time; "" when it did not. */
  get lastError(): string {
    return this.#lastError;
  }

  /** Never waits and never throws. `line` has no line end. */
  append(log: WrittenLog, line: string): void {
    if (this.#closed) return;
    if (this.#waitingBytes + line.length > WAITING_BYTES_MAX) {
      this.#dropped(1, "More lines wait than may");
      return;
    }
    const nowMs = this.#clock.nowMs();
    if (nowMs >= log.intervalEndMs) this.#beginInterval(log, nowMs);
    log.lines.add(line);
    this.#waitingBytes += line.length + 1;
    this.#wakeIn(FLUSH_INTERVAL_MS, nowMs);
  }

  /** Writes what waits; fulfils when it is on disk, or lost. */
  flush(): Promise<void> {
    const batches = this.#takeBatches();
    const complete = this.#complete;
    this.#complete = [];
    if (batches.length === 0 && complete.length === 0) return this.#writing;
    this.#writing = this.#writing.then(() => this.#write(batches, complete));
    return this.#writing;
  }

  /** Gives files that an earlier run left unfinished their names. */
  async recover(): Promise<void> {
    for (const unfinished of await unfinishedFiles(path.join(this.#directory, BUCKETS_FOLDER))) {
      if (this.#isOwn(unfinished)) continue;
      try {
        await recoverFile(unfinished);
      } catch (cause) {
        this.#logger.warn("Cannot finish a load balancer's log", { file: unfinished, cause });
      }
    }
  }

  /** Writes what waits and gives every file its name. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    for (const log of this.#logs) this.#endInterval(log);
    this.#logs.clear();
    await this.flush();
  }

  #beginInterval(log: WrittenLog, nowMs: number): void {
    this.#endInterval(log);
    log.intervalEndMs = intervalEnd(nowMs);
    log.filePath = logFilePath(log.location, log.intervalEndMs);
    this.#logs.add(log);
    this.#unfinished.add(log.filePath);
  }

  #endInterval(log: WrittenLog): void {
    const batch = takeBatch(log);
    if (batch !== null) this.#ended.push(batch);
    if (log.filePath !== "") this.#complete.push(log.filePath);
    log.filePath = "";
    log.intervalEndMs = 0;
  }

  #takeBatches(): Batch[] {
    const batches = this.#ended;
    this.#ended = [];
    for (const log of this.#logs) {
      const batch = takeBatch(log);
      if (batch !== null) batches.push(batch);
    }
    return batches;
  }

  #wakeIn(delayMs: number, nowMs: number): void {
    if (this.#closed) return;
    if (this.#timer !== null) {
      if (this.#timerDueMs <= nowMs + delayMs) return;
      this.#timer.cancel();
    }
    this.#timerDueMs = nowMs + delayMs;
    this.#timer = this.#clock.after(delayMs, () => this.#wake());
  }

  #wake(): void {
    this.#timer = null;
    const nowMs = this.#clock.nowMs();
    let nextEndMs = Number.POSITIVE_INFINITY;
    for (const log of this.#logs) {
      if (nowMs >= log.intervalEndMs) {
        this.#endInterval(log);
        this.#logs.delete(log);
      } else {
        nextEndMs = Math.min(nextEndMs, log.intervalEndMs);
      }
    }
    void this.flush();
    if (nextEndMs !== Number.POSITIVE_INFINITY) this.#wakeIn(nextEndMs - nowMs, nowMs);
  }

  async #write(batches: readonly Batch[], complete: readonly string[]): Promise<void> {
    for (const batch of batches) {
      this.#waitingBytes -= batch.lines.length;
      try {
        await appendLines(path.join(this.#directory, batch.filePath), batch.lines);
        this.#lastError = "";
      } catch (cause) {
        this.#dropped(batch.lineCount, cause instanceof Error ? cause.message : String(cause));
      }
    }
    for (const filePath of complete) {
      this.#unfinished.delete(filePath);
      try {
        await publishFile(path.join(this.#directory, filePath));
      } catch (cause) {
        // Nothing of it could be written, which has been told of; or it stays unfinished until the next start.
        this.#logger.debug("A load balancer's log got no name", { file: filePath, cause });
      }
    }
  }

  #isOwn(unfinishedPath: string): boolean {
    const filePath = unfinishedPath.slice(0, -UNFINISHED_SUFFIX.length);
    return this.#unfinished.has(path.relative(this.#directory, filePath));
  }

  #dropped(lineCount: number, reason: string): void {
    this.#droppedLines += lineCount;
    this.#untoldDrops += lineCount;
    this.#lastError = reason;
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#complainedAtMs < COMPLAINT_INTERVAL_MS) return;
    this.#complainedAtMs = nowMs;
    this.#logger.error("Cannot write logs of load balancers", { lost: this.#untoldDrops, reason });
    this.#untoldDrops = 0;
  }
}

function takeBatch(log: WrittenLog): Batch | null {
  const { lineCount } = log.lines;
  if (lineCount === 0) return null;
  return { filePath: log.filePath, lines: log.lines.take(), lineCount };
}

async function unfinishedFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(`.log.gz${UNFINISHED_SUFFIX}`))
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
