import { StandardUnit } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { STANDARD_UNITS } from "./standard-units.ts";

test("STANDARD_UNITS are the units of AWS's model, each once", () => {
  expect(STANDARD_UNITS.toSorted()).toEqual(Object.values(StandardUnit).toSorted());
});
