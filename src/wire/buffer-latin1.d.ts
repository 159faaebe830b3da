// Methods of Buffer that Node has always had and that its types leave out: the same as toString and write with
// "latin1" or "hex", without looking the encoding up on each call.
// https://github.com/nodejs/node/blob/main/lib/internal/buffer.js (addBufferPrototype)
import "node:buffer";

declare global {
  interface Buffer {
    hexSlice(start?: number, end?: number): string;
    latin1Slice(start?: number, end?: number): string;
    latin1Write(text: string, offset?: number, length?: number): number;
  }
}
