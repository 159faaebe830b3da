// The Date of generated answers, written once per second (RFC 9110 §5.6.7).
import type { Clock } from "../../base/clock.ts";

export class HttpDate {
  readonly #clock: Clock;
  #second = -1;
  #text = "";

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** "Sun, 22 Nov 2026 11:39:44 GMT" */
  text(): string {
    const second = Math.floor(this.#clock.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = new Date(second * 1000).toUTCString();
    }
    return this.#text;
  }
}
