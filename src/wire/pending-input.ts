// Bytes that arrived and could not be used yet: a head that is incomplete, a request behind one that is still being
// answered. Holds no memory while it is empty. Its owner bounds it, by the parser's limits and by pausing.

const NOTHING = Buffer.alloc(0);
const CAPACITY_MIN = 1024;

export class PendingInput {
  bytes: Buffer;
  length: number;

  constructor() {
    this.bytes = NOTHING;
    this.length = 0;
  }

  append(bytes: Buffer, start: number, end: number): void {
    const needed = this.length + end - start;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(CAPACITY_MIN, needed, this.bytes.length * 2));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    bytes.copy(this.bytes, this.length, start, end);
    this.length = needed;
  }

  /** Drops the first `count` bytes. */
  consume(count: number): void {
    if (count === 0) return;
    if (count >= this.length) {
      this.clear();
      return;
    }
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  clear(): void {
    this.bytes = NOTHING;
    this.length = 0;
  }
}
