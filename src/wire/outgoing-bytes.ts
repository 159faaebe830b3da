// What a connection has been given to send and has not passed on yet. Heads, chunk framing and small chunks grow
// one latin1 string, so that a message leaves in one piece; larger chunks are copied and kept as they are, since
// the bytes of a write are only valid during the call.

/** Chunks up to this length are appended to the text; beyond it a copy is cheaper than two conversions. */
const TEXT_CHUNK_BYTES_MAX = 4096;

export class OutgoingBytes {
  /** What follows after `parts`. */
  text: string;
  /** Whole pieces in order, before `text`. */
  readonly parts: (string | Buffer)[];
  byteLength: number;

  constructor() {
    this.text = "";
    this.parts = [];
    this.byteLength = 0;
  }

  add(data: string | Buffer): void {
    this.byteLength += data.length;
    if (typeof data === "string") {
      this.text = this.text === "" ? data : this.text + data;
      return;
    }
    if (data.length <= TEXT_CHUNK_BYTES_MAX) {
      this.text += data.latin1Slice(0, data.length);
      return;
    }
    if (this.text !== "") this.parts.push(this.text);
    this.text = "";
    this.parts.push(Buffer.from(data));
  }

  clear(): void {
    this.text = "";
    this.parts.length = 0;
    this.byteLength = 0;
  }
}
