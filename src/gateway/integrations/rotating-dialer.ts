// Dials through the network interfaces of a VPC link in turn: a link has one per subnet, and connections leave
// through all of them.
import type { ByteStream, Dialer, DialHandler } from "../../wire/byte-stream.ts";

export class RotatingDialer implements Dialer {
  readonly description: string;
  readonly #dialers: readonly Dialer[];
  #next = 0;

  /** At least one dialer; all lead to the same place. */
  constructor(dialers: readonly [Dialer, ...Dialer[]]) {
    this.description = dialers[0].description;
    this.#dialers = dialers;
  }

  dial(handler: DialHandler): ByteStream {
    const dialer = this.#dialers[this.#next] as Dialer;
    this.#next = (this.#next + 1) % this.#dialers.length;
    return dialer.dial(handler);
  }
}
