import { expect, test } from "vitest";
import { fanOut } from "./fan-out-observer.ts";
import { silentObserver, type HopObserver } from "./hop-observer.ts";

const CALLS = Object.keys(silentObserver) as (keyof HopObserver)[];

function recorder(name: string, log: string[]): HopObserver {
  return Object.fromEntries(
    CALLS.map((call) => [call, () => log.push(`${name} ${call}`)]),
  ) as unknown as HopObserver;
}

test.for([0, 1, 2, 4, 5, 9])("fanOut() tells each of %i observers once, in order", (count) => {
  const log: string[] = [];
  const names = Array.from({ length: count }, (_, index) => String(index));
  const observer = fanOut(names.map((name) => recorder(name, log)));
  for (const call of CALLS) {
    log.length = 0;
    observer[call]({} as never);
    expect(log).toEqual(names.map((name) => `${name} ${call}`));
  }
});
