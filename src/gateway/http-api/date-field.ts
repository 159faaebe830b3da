// The Date field (RFC 9110 §6.6.1), made anew once a second.
import type { Clock } from "../../base/clock.ts";

export class DateField {
  readonly #clock: Clock;
  #second = -1;
  #text = "";

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** "Date: Sun, 06 Nov 1994 08:49:37 GMT" with its line end. */
  line(): string {
    const second = Math.floor(this.#clock.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = `Date: ${new Date(second * 1000).toUTCString()}\r\n`;
    }
    return this.#text;
  }
}
