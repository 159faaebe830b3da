import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleList } from "../doctor/rule-list.ts";
import { codesOf } from "./scenario.ts";
import { scenarioList } from "./scenario-list.ts";

const names = scenarioList.map(({ name }) => name);

test("scenarioList shows every rule of the doctor at least once", () => {
  const shown = new Set(scenarioList.flatMap(codesOf));
  const codes = [...ruleList.map(({ code }) => code), "PST301"];
  expect(codes.filter((code) => !shown.has(code))).toEqual([]);
});

test("scenarioList names every file of scenarios/ once", () => {
  const files = readdirSync(new URL("scenarios", import.meta.url))
    .filter((file) => file !== "pieces.ts")
    .map((file) => file.replace(/\.ts$/, ""));
  expect(names.toSorted()).toEqual(files.toSorted());
  expect(new Set(names).size).toBe(names.length);
});

test("scenarioList has a healthy stack for each kind of API and load balancer", () => {
  expect(names.filter((name) => name.startsWith("healthy-"))).toEqual([
    "healthy-http-api-on-alb",
    "healthy-http-api-on-nlb",
    "healthy-rest-api-on-nlb",
    "healthy-rest-api-on-alb",
  ]);
});
