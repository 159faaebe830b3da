// What every selection algorithm promises, run on each of them by its own test file.
import { expect, test } from "vitest";
import type { SelectableTarget, SelectionFactory } from "./selection.ts";

class StubTarget implements SelectableTarget {
  readonly name: string;
  outstanding = 0;

  constructor(name: string) {
    this.name = name;
  }
}

/** `count` targets that serve nothing yet. */
export function stubTargets(count: number): StubTarget[] {
  return Array.from({ length: count }, (_, index) => new StubTarget(`t${index}`));
}

/** Proves an algorithm to be one. `hashed`: the key alone decides. */
export function selectionContract(name: string, create: SelectionFactory, hashed = false): void {
  test(`${name} picks the only target there is, whatever the key`, () => {
    const targets = stubTargets(1);
    const [only] = targets;
    const selection = create(targets);
    for (const key of [0, 1, 2 ** 31, 2 ** 32 - 1, -1]) expect(selection.next(key)).toBe(only);
  });

  test(`${name} picks every target and nothing else`, () => {
    const targets = stubTargets(7);
    const selection = create(targets);
    const seen = new Set(Array.from({ length: 2000 }, (_, key) => selection.next(key)));
    expect([...seen].toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(targets);
  });

  test(`${name} spreads evenly over idle targets`, () => {
    const targets = stubTargets(4);
    const selection = create(targets);
    const counts = new Map<StubTarget, number>();
    for (let key = 0; key < 4000; key++) {
      const target = selection.next(key);
      counts.set(target, (counts.get(target) ?? 0) + 1);
    }
    for (const target of targets) {
      // By chance alone fewer than 800 of 1000 come about once in more than 10^10 runs.
      expect(counts.get(target)).toBeGreaterThan(800);
      expect(counts.get(target)).toBeLessThan(1200);
    }
  });

  test(`${name} ${hashed ? "always gives a key the same target" : "takes no notice of the key"}`, () => {
    const targets = stubTargets(5);
    const selection = create(targets);
    const picked = new Set(Array.from({ length: 400 }, () => selection.next(123_456_789)));
    expect(picked.size).toBe(hashed ? 1 : 5);
  });
}
