// A ByteStreamHandler for tests: writes down what it is told and lets a test wait for it. Works with real sockets as
// with in-memory streams, without sleeping.
import type { Failure } from "../base/failure.ts";
import type { ByteStream, DialHandler } from "./byte-stream.ts";

export class RecordingHandler implements DialHandler {
  text = "";
  byteCount = 0;
  deliveries = 0;
  opened = false;
  ended = false;
  drains = 0;
  closed = false;
  closeFailure: Failure | null = null;
  stream: ByteStream | null = null;
  /** Called within onData. */
  onBytes: ((text: string) => void) | null = null;
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  onOpen(): void {
    this.opened = true;
    this.#look();
  }

  onData(bytes: Buffer, start: number, end: number): void {
    const text = bytes.latin1Slice(start, end);
    this.deliveries++;
    this.byteCount += end - start;
    this.text += text;
    this.onBytes?.(text);
    this.#look();
  }

  onEnd(): void {
    this.ended = true;
    this.#look();
  }

  onDrain(): void {
    this.drains++;
    this.#look();
  }

  onClose(failure: Failure | null): void {
    if (this.closed) throw new Error("Closed twice");
    this.closed = true;
    this.closeFailure = failure;
    this.#look();
  }

  /** Begins anew with what is received. */
  forget(): void {
    this.text = "";
    this.byteCount = 0;
    this.deliveries = 0;
  }

  /** Resolves once `holds` is true; checked after each event. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push({ holds, resolve });
    });
  }

  #look(): void {
    for (const entry of this.#waiting.splice(0)) {
      if (entry.holds()) entry.resolve();
      else this.#waiting.push(entry);
    }
  }
}
