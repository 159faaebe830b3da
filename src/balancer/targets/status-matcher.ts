// Which status codes a health check takes for success: "200", "200,202" or "200-299", and combinations of them
// (Matcher, https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html).

/** Compiled once, asked once per check. */
export class StatusMatcher {
  readonly #ranges: readonly (readonly [from: number, to: number])[];

  /** Parts that are no code and no range are passed over; the control plane has refused them long before. */
  constructor(text: string) {
    const ranges: [number, number][] = [];
    for (const part of text.split(",")) {
      const match = /^\s*(\d{1,3})(?:-(\d{1,3}))?\s*$/.exec(part);
      if (match === null) continue;
      const from = Number(match[1]);
      ranges.push([from, match[2] === undefined ? from : Number(match[2])]);
    }
    this.#ranges = ranges;
  }

  matches(status: number): boolean {
    for (const [from, to] of this.#ranges) {
      if (from <= status && status <= to) return true;
    }
    return false;
  }
}
