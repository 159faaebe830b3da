import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { parseCommaSeparated } from "./comma-separated.ts";
import { createUsagePlan } from "./create-usage-plan.ts";
import { getApiKeys } from "./get-api-keys.ts";
import { getUsagePlanKeys } from "./get-usage-plan-keys.ts";
import { importApiKeys } from "./import-api-keys.ts";

test.for([
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r\n\r\n1,",
    [
      ["a", "b"],
      ["1", ""],
    ],
  ],
  ['"a,""b""\nc",d', [['a,"b"\nc', "d"]]],
  ["", []],
  ['a\n"b"c\n', [["a"]]],
] as const)("parseCommaSeparated() of %j is %j", ([text, expected]) => {
  expect(parseCommaSeparated(text)).toEqual(expected);
});

const VALUE = "abcdefghijklmnopqrstuvwxyz";

test("importApiKeys() makes the keys of a file and puts them into plans", async () => {
  const bed = new OperationTestBed();
  const { id: usagePlanId = "" } = await bed.run(createUsagePlan, { name: "plan" });
  const file =
    "Name,key,description,Enabled,usageplanIds\n" +
    `first,${VALUE}1,"a, b",TRUE,"${usagePlanId}"\n` +
    `second,${VALUE}2,,FALSE,\n` +
    "third,short,,TRUE,\n";
  const answer = await bed.run(importApiKeys, { format: "csv", body: Buffer.from(file) });
  expect(answer).toEqual({
    ids: [expect.any(String), expect.any(String)],
    warnings: ["Line 4: API Key value should be at least 20 characters"],
  });
  const { items = [] } = await bed.run(getApiKeys, { includeValues: true });
  const byName = items.toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
  expect(byName).toMatchObject([
    { name: "first", value: `${VALUE}1`, description: "a, b", enabled: true },
    { name: "second", value: `${VALUE}2`, enabled: false },
  ]);
  const places = await bed.run(getUsagePlanKeys, { usagePlanId });
  expect(places.items?.map((place) => place.name)).toEqual(["first"]);
});

test("importApiKeys() with failOnWarnings keeps nothing of a file with a bad line", async () => {
  const bed = new OperationTestBed();
  const body = Buffer.from(`name,key\ngood,${VALUE}\nbad,short\n`);
  const input = { format: "csv", body, failOnWarnings: true } as const;
  expect(await bed.refusal(importApiKeys, input)).toEqual([
    "BadRequestException",
    "Line 3: API Key value should be at least 20 characters",
  ]);
  expect((await bed.run(getApiKeys, {})).items).toEqual([]);
});

test("importApiKeys() refuses a file that does not name its columns", async () => {
  const bed = new OperationTestBed();
  const input = { format: "csv", body: Buffer.from("first,key1\n") } as const;
  expect((await bed.refusal(importApiKeys, input))[0]).toBe("BadRequestException");
});
