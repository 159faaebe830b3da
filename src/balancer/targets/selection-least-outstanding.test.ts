import { expect, test } from "vitest";
import { selectionContract, stubTargets } from "./selection.contract.ts";
import { leastOutstandingSelection } from "./selection-least-outstanding.ts";

selectionContract("leastOutstandingSelection()", leastOutstandingSelection);

test("leastOutstandingSelection() picks the target that serves the fewest", () => {
  const targets = stubTargets(3);
  const [first, second, third] = targets;
  first!.outstanding = 4;
  second!.outstanding = 2;
  third!.outstanding = 3;
  const selection = leastOutstandingSelection(targets);
  expect(selection.next(0)).toBe(second);
  second!.outstanding = 5;
  expect(selection.next(0)).toBe(third);
  third!.outstanding = 6;
  expect(selection.next(0)).toBe(first);
});
