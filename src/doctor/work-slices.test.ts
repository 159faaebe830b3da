import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import { httpApiOnAlb } from "./inventory-fixtures.ts";
import { inSlices, SLICE_MS, WorkSlices } from "./work-slices.ts";

test("WorkSlices.breathe() gives up its turn once its slice has taken its time, and only then", async () => {
  let nowMs = 0;
  const slices = new WorkSlices(() => nowMs);
  const said: string[] = [];
  const other = nextTurn().then(() => said.push("other"));
  nowMs = SLICE_MS - 1;
  await slices.breathe();
  said.push("short");
  nowMs = SLICE_MS;
  await slices.breathe();
  said.push("long");
  await other;
  expect(said).toEqual(["short", "other", "long"]);
});

test("inSlices() runs every step and gives the result", async () => {
  const done: number[] = [];
  function* steps(): Generator<void, string> {
    for (const step of [1, 2, 3]) {
      done.push(step);
      yield;
    }
    return "result";
  }
  expect([await inSlices(steps()), done]).toEqual(["result", [1, 2, 3]]);
});

test("diagnose() lets other work have its turn while it examines many APIs", async () => {
  const base = httpApiOnAlb();
  const httpApis = Array.from({ length: 2_000 }, () => base.httpApis[0]).flatMap((item, index) =>
    item === undefined ? [] : [{ ...item, api: { ...item.api, ApiId: `api${index}` } }],
  );
  let turns = 0;
  let isOver = false;
  const diagnosing = diagnose(
    [
      {
        readInventory: async () => ({ ...base, httpApis }),
        gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
        caller: null,
      },
    ],
    { nowMs: 0, codes: null, apiId: null },
  ).finally(() => (isOver = true));
  while (!isOver) {
    await nextTurn();
    turns += 1;
  }
  expect((await diagnosing).checked.resources["httpApis"]).toBe(2_000);
  expect(turns).toBeGreaterThan(3);
});
