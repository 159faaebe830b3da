// Lines that wait to be written, as bytes: a line is copied once, and the many pieces of text that it was made of are
// free at once, where strings would hold on to them until they are written.

/** Taken at a time; a longer line gets more. */
const CHUNK_BYTES = 65_536;
const LINE_END = 0x0a;

export class LineBuffer {
  #full: Buffer[] = [];
  #chunk: Buffer | null = null;
  #used = 0;
  #lineCount = 0;

  get lineCount(): number {
    return this.#lineCount;
  }

  /** `line` is ASCII and has no line end. */
  add(line: string): void {
    const needed = line.length + 1;
    if (this.#chunk === null || this.#used + needed > this.#chunk.length) {
      this.#keepChunk();
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, needed));
    }
    this.#used += this.#chunk.latin1Write(line, this.#used);
    this.#chunk[this.#used++] = LINE_END;
    this.#lineCount++;
  }

  /** All that waits, which then waits no more. */
  take(): Buffer {
    this.#keepChunk();
    const [first, ...others] = this.#full;
    const taken = first === undefined || others.length > 0 ? Buffer.concat(this.#full) : first;
    this.#full = [];
    this.#lineCount = 0;
    return taken;
  }

  #keepChunk(): void {
    if (this.#chunk !== null) this.#full.push(this.#chunk.subarray(0, this.#used));
    this.#chunk = null;
    this.#used = 0;
  }
}
