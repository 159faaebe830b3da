// Collects a body for those few stages that need the whole of it.

export class BodyCollector {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Keeps a copy: chunks are only valid while they are delivered. */
  add(chunk: Buffer): void {
    this.#chunks.push(Buffer.from(chunk));
    this.#length += chunk.length;
  }

  /** Everything so far, in one piece. */
  whole(): Buffer {
    if (this.#chunks.length === 1) return this.#chunks[0] as Buffer;
    const whole = Buffer.concat(this.#chunks, this.#length);
    this.#chunks.length = 0;
    this.#chunks.push(whole);
    return whole;
  }
}
