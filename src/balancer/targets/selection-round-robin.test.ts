import { expect, test } from "vitest";
import { selectionContract, stubTargets } from "./selection.contract.ts";
import { roundRobinSelection } from "./selection-round-robin.ts";

selectionContract("roundRobinSelection()", roundRobinSelection);

test("roundRobinSelection() goes through all targets before it repeats one", () => {
  const selection = roundRobinSelection(stubTargets(3));
  const picks = Array.from({ length: 6 }, () => selection.next(0).name);
  expect(new Set(picks.slice(0, 3)).size).toBe(3);
  expect(picks.slice(3)).toEqual(picks.slice(0, 3));
});
